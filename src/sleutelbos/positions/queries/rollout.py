"""Where the entities stand in the rollout: slot, talk, onboarding, ageing, who is late (A14)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.models import (
    IntakeTalk,
    Milestone,
    ProjectText,
    RolloutEntity,
    RolloutPhase,
    RolloutSlot,
)
from sleutelbos.positions.queries.scope import entities_read_by
from sleutelbos.positions.states_rollout import Duty, Standing
from sleutelbos.register.public import Organisation

ONBOARDING = "organisation__onboarding"
JOINED, BEGUN = Q(**{f"{ONBOARDING}__state": "joined"}), Q(**{f"{ONBOARDING}__isnull": False})
# Standing → when an entity is there (the first that fits), and the moment since when.
STANDINGS = (
    (Standing.JOINED, JOINED, f"{ONBOARDING}__since"),
    (Standing.BUSY, BEGUN, f"{ONBOARDING}__since"),
    (Standing.NO_SLOT, Q(slot=None), "enlisted_at"),
    (Standing.PREPARED, Q(talked_at__isnull=False), "talked_at"),
    (Standing.PLANNED, Q(), "chosen_at"),
)


def final_day() -> date | None:
    """The last day of the last phase: then every entity that must has joined. None without one."""
    found: date | None = RolloutPhase.objects.aggregate(last=Max("last"))["last"]
    return found


def rollout_for(by: Actor) -> QuerySet[Any]:
    """The entities of the rollout that the actor may see, as :func:`standing`."""
    return standing(RolloutEntity.objects.filter(organisation__in=entities_read_by(by)))


def standing(rows: QuerySet[RolloutEntity]) -> QuerySet[Any]:
    """Adds ``standing`` (where it is), ``since`` (from when), and ``late``: not joined when it had
    to be, or not begun when its slot was over."""
    today, final = clock.today(), final_day()
    over = Q(duty=Duty.MUST) & ~JOINED if final is not None and final < today else Q(pk__in=[])
    missed = ~BEGUN & Q(slot__last__lt=today)
    rows = rows.select_related("organisation__onboarding", "slot__phase")
    talks = IntakeTalk.objects.filter(entity=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = rows.annotate(talked_at=Subquery(talks))
    return rows.annotate(
        standing=Case(
            *(When(fits, then=Value(name.value)) for name, fits, _since in STANDINGS[:-1]),
            default=Value(STANDINGS[-1][0].value), output_field=CharField(),
        ),
        since=Case(
            *(When(fits, then=F(moment)) for _name, fits, moment in STANDINGS[:-1]),
            default=F(STANDINGS[-1][2]), output_field=DateTimeField(),
        ),
        late=Case(When(over | missed, then=True), default=False, output_field=BooleanField()),
    )  # fmt: skip


def talks_of(entity: RolloutEntity) -> QuerySet[IntakeTalk]:
    """The talks with an entity, the last one first."""
    return entity.talks.order_by("-on", "-pk")


def phases() -> QuerySet[RolloutPhase]:
    """All phases in order of time."""
    return RolloutPhase.objects.order_by("first", "pk")


def slots() -> QuerySet[Any]:
    """All slots in order of time, with ``taken``: how many entities chose it."""
    rows = RolloutSlot.objects.select_related("phase").annotate(taken=Count("entities"))
    return rows.order_by("first", "pk")


def free_slots() -> QuerySet[Any]:
    """Slots that aren't over and still have a place."""
    return slots().filter(last__gte=clock.today(), taken__lt=F("capacity"))


@dataclass(frozen=True)
class PhaseStatus:
    """How far a phase is: entities that chose a slot of it, and those that joined."""

    phase: RolloutPhase
    places: int
    planned: int
    joined: int


def phase_statuses() -> list[PhaseStatus]:
    """Each phase in order of time."""
    places: Counter[int] = Counter()
    for phase, capacity in RolloutSlot.objects.values_list("phase", "capacity"):
        places[phase] += capacity
    rows = RolloutEntity.objects.filter(slot__isnull=False).values_list("slot__phase")
    counts = {
        key: (planned, joined)
        for key, planned, joined in rows.annotate(
            planned=Count("pk"), joined=Count("pk", filter=JOINED)
        )
    }
    return [
        PhaseStatus(phase, places[phase.pk], *counts.get(phase.pk, (0, 0))) for phase in phases()
    ]


def published() -> QuerySet[Any]:
    """What everybody may see: each entity with its standing and slot, by name."""
    return standing(RolloutEntity.objects.all()).order_by("organisation__name")


def milestones() -> QuerySet[Milestone]:
    """All milestones in order of time."""
    return Milestone.objects.order_by("on", "pk")


def chapters() -> dict[str, ProjectText]:
    """The chapters that were written, by code."""
    return {row.chapter: row for row in ProjectText.objects.exclude(text="")}


def not_enlisted(by: Actor) -> QuerySet[Organisation]:
    """Entities that are no part of the rollout yet."""
    known = RolloutEntity.objects.filter(organisation=OuterRef("pk"))
    return entities_read_by(by).exclude(Exists(known)).order_by("name")
