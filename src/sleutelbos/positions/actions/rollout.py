"""The expert team plans the rollout: phases, slots, and who must or may take part (A05, A14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.models import (
    EmploymentSlice,
    RolloutEntity,
    RolloutPhase,
    RolloutSlot,
)
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_rollout import Duty
from sleutelbos.register.public import Organisation
from sleutelbos.tools.slices import NOW

MOST_AT_ONCE = 100  # entities in one slot; a limit against a mistake, no rule


def may_plan_phase(by: Actor, *, name: str, first: date, last: date) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_phase(result: RolloutPhase, **told: object) -> Mapping[str, object]:
    """The phase and its days."""
    return {"phase": result, "first": result.first, "last": result.last}


@action(
    "positions.plan-phase",
    label=_("Fase toevoegen"),
    allow=may_plan_phase,
    locks=(),
    sentence=_("{by} voegde fase {phase} van de uitrol toe, van {first} tot en met {last}."),
    about=facts_of_phase,
)
def plan_phase(by: Actor, *, name: str, first: date, last: date) -> RolloutPhase:
    """Add a part of the rollout. Invalid for a name that is used, or days the wrong way round."""
    check_order(first, last)
    check_phase_name(name)
    return RolloutPhase.objects.create(name=name, first=first, last=last)


def may_open_slot(
    by: Actor, phase: RolloutPhase, *, first: date, last: date, capacity: int
) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_slot(
    result: RolloutSlot, phase: RolloutPhase, *, first: date, last: date, capacity: int
) -> Mapping[str, object]:
    """The slot: its phase, its days, how many fit."""
    return {"phase": phase, "first": first, "last": last, "capacity": capacity}


@action(
    "positions.open-slot",
    label=_("Tijdslot toevoegen"),
    allow=may_open_slot,
    sentence=_("{by} voegde in {phase} een tijdslot toe van {first} tot en met {last}, voor"
               " {capacity} entiteiten."),
    about=facts_of_slot,
)  # fmt: skip
def open_slot(
    by: Actor, phase: RolloutPhase, *, first: date, last: date, capacity: int
) -> RolloutSlot:
    """Let entities choose these days. Invalid when they lie outside the phase."""
    check_order(first, last)
    check_within(phase, first, last)
    check_capacity(capacity)
    return RolloutSlot.objects.create(phase=phase, first=first, last=last, capacity=capacity)


def check_order(first: date, last: date) -> None:
    """Raise Invalid for days the wrong way round."""
    if last < first:
        raise Invalid({"last": _t("De laatste dag ligt voor de eerste. Pas een van beide aan.")})


def check_phase_name(name: str, *, but: RolloutPhase | None = None) -> None:
    """Raise Invalid for a name that another phase has."""
    others = RolloutPhase.objects.exclude(pk=but.pk) if but else RolloutPhase.objects
    if others.filter(name=name).exists():
        raise Invalid({"name": _t("Er is al een fase met deze naam.")})


def check_within(phase: RolloutPhase, first: date, last: date) -> None:
    """Raise Invalid for days outside the phase."""
    if not phase.first <= first <= last <= phase.last:
        raise Invalid({"first": _t("Een tijdslot ligt binnen de dagen van zijn fase.")})


def check_capacity(capacity: int) -> None:
    """Raise Invalid for a number of entities that can't be right."""
    if not 1 <= capacity <= MOST_AT_ONCE:
        raise Invalid({"capacity": _t("Kies een aantal van 1 tot %s.") % MOST_AT_ONCE})


def may_enlist(by: Actor, organisation: Organisation, *, duty: str) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_enlisted(
    result: RolloutEntity, organisation: Organisation, *, duty: str
) -> Mapping[str, object]:
    """The entity, and whether it must."""
    return {"organisation": organisation, "duty": Duty(duty).label}


@action(
    "positions.enlist-entity",
    label=_("Entiteit in de uitrol opnemen"),
    allow=may_enlist,
    sentence=_("{by} nam {organisation} op in de uitrol: {duty}."),
    about=facts_of_enlisted,
)
def enlist_entity(by: Actor, organisation: Organisation, *, duty: str) -> RolloutEntity:
    """Say that an entity must take part (a service of the Vlaamse overheid that uses Vlimpers), or
    may. Said again it changes. Invalid for who doesn't use Vlimpers: that one may not (S4)."""
    check_vlimpers(organisation)
    found, _made = RolloutEntity.objects.update_or_create(
        organisation=organisation,
        defaults={"duty": Duty(duty).value},
        create_defaults={"duty": Duty(duty).value, "enlisted_at": clock.now()},
    )
    return found


def check_vlimpers(organisation: Organisation) -> None:
    """Raise Invalid for an entity of which no personnel came from Vlimpers."""
    if not EmploymentSlice.objects.filter(NOW, organisation=organisation).exists():
        raise Invalid(
            _t("Alleen wie Vlimpers gebruikt, kan aansluiten. Van deze entiteit is geen personeel"
               " uit Vlimpers geladen.")
        )  # fmt: skip
