"""Where an entity stands in the six steps, and the lines of its report (A07–A11, A13)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from sleutelbos.access.public import AccessPower
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import names
from sleutelbos.positions.models import (
    EmploymentSlice,
    HandedIn,
    LineQuestion,
    Onboarding,
    OnboardingLine,
    PositionSlice,
    UnitSlice,
)
from sleutelbos.positions.queries.scope import entities_read_by
from sleutelbos.positions.states_onboarding import GreenChoice, LineColour
from sleutelbos.register.public import Person
from sleutelbos.tools.slices import NOW, standing

BLUE, GREEN = Q(colour=LineColour.BLUE), Q(colour=LineColour.GREEN)
MADE, UNCHECKED = GREEN & Q(position__isnull=False), Q(checked_at=None)
# What is still to be done on a line, whatever the step.
TO_DO = (BLUE & UNCHECKED) | (GREEN & Q(choice="")) | (MADE & (UNCHECKED | Q(assigned=False)))


@dataclass(frozen=True)
class Progress:
    """How far the lines of a report are; ``made`` counts the positions of step 4."""

    blue: int
    unchecked_blue: int
    green: int
    undecided: int
    wanted: int
    made: int
    unchecked_made: int
    unassigned: int
    questions: int


def progress_of(onboarding: Onboarding) -> Progress:
    """The counts of one entity, in two queries."""
    counts = {
        "blue": BLUE, "unchecked_blue": BLUE & UNCHECKED, "green": GREEN,
        "undecided": GREEN & Q(choice=""), "wanted": Q(choice=GreenChoice.WANTED), "made": MADE,
        "unchecked_made": MADE & UNCHECKED, "unassigned": MADE & Q(assigned=False),
    }  # fmt: skip
    found = onboarding.lines.aggregate(
        **{name: Count("pk", filter=q) for name, q in counts.items()}
    )
    open_ones = LineQuestion.objects.filter(line__onboarding=onboarding, answered_at=None)
    return Progress(**found, questions=open_ones.count())


def onboardings_for(by: Actor) -> QuerySet[Onboarding]:
    """The onboardings of the entities whose whole plan the actor may see; ``questions`` counts
    those without an answer."""
    rows = Onboarding.objects.filter(organisation__in=entities_read_by(by))
    unanswered = Count("lines__questions", filter=Q(lines__questions__answered_at=None))
    return rows.select_related("organisation").annotate(questions=unanswered)


def onboarding_of(by: Actor, organisation: int) -> Onboarding | None:
    """The onboarding of an entity (a key) that the actor may see; None when it has not begun."""
    return onboardings_for(by).filter(organisation=organisation).first()


def lines_for(by: Actor) -> QuerySet[OnboardingLine]:
    """The lines of the reports that the actor may see."""
    rows = OnboardingLine.objects.filter(onboarding__organisation__in=entities_read_by(by))
    return rows.select_related(
        "onboarding__organisation", "employment__employee", "position", "holder__employee",
        "request__unit", "request__function", "request__grade", "request__reports_to",
    )  # fmt: skip


def questions_for(by: Actor) -> QuerySet[LineQuestion]:
    """The questions on the lines that the actor may see."""
    return LineQuestion.objects.filter(
        line__onboarding__organisation__in=entities_read_by(by)
    ).select_related("line__onboarding__organisation", "line__employment__employee", "asked_by")


def files_for(by: Actor) -> QuerySet[HandedIn]:
    """The files that were handed in for entities that the actor may see."""
    return HandedIn.objects.filter(
        onboarding__organisation__in=entities_read_by(by)
    ).select_related("onboarding__organisation", "by")


def line_rows(onboarding: Onboarding, on: date) -> QuerySet[OnboardingLine]:
    """The lines of a report with what is so on a day: ``title`` and ``unit_name`` of the position,
    or else of the arbeidsrelatie; ``both``: the person has a line of the other colour too;
    ``unanswered``: somebody waits for an answer on it."""
    place = standing(PositionSlice.objects.filter(position=OuterRef("position")), on)
    row = EmploymentSlice.objects.filter(NOW, employment=OuterRef("employment")).order_by("-valid")
    name = standing(UnitSlice.objects.filter(unit=OuterRef("unit")), on).values("name")[:1]
    other = OnboardingLine.objects.filter(
        onboarding=OuterRef("onboarding"),
        employment__employee=OuterRef("employment__employee"),
    ).exclude(colour=OuterRef("colour"))
    open_ones = LineQuestion.objects.filter(line=OuterRef("pk"), answered_at=None)

    def told(field: str) -> Coalesce:
        return Coalesce(
            Subquery(place.values(field)[:1]),
            F(f"request__{field}"),
            Subquery(row.values(field)[:1]),
            output_field=CharField(),
        )

    return onboarding.lines.select_related(
        "employment__employee", "position", "holder__employee"
    ).annotate(
        title=told("function__title"),
        unit_name=Coalesce(
            Subquery(place.annotate(called=Subquery(name)).values("called")[:1]),
            Subquery(row.annotate(called=Subquery(name)).values("called")[:1]),
            output_field=CharField(),
        ),
        both=Exists(other, output_field=BooleanField()),
        unanswered=Exists(open_ones, output_field=BooleanField()),
    )


def others_of(line: OnboardingLine) -> list[OnboardingLine]:
    """The other lines of the same person in the report (A08)."""
    rows = line.onboarding.lines.filter(employment__employee=line.employment.employee_id)
    return list(rows.exclude(pk=line.pk).select_related("position", "employment"))


def hr_of(organisation: int) -> QuerySet[Person]:
    """Who is told on behalf of an entity: its HR."""
    return _holding(names.PLAN, names.HR, [organisation])


def experts() -> QuerySet[Person]:
    """Who is told on behalf of the expert team."""
    return _holding(names.VO, names.EXPERT, None)


def _holding(right: str, role: str, organisations: Collection[int] | None) -> QuerySet[Person]:
    rows = AccessPower.objects.filter(right=right, role=role, valid__contains=clock.now())
    if organisations is not None:
        rows = rows.filter(organisation__in=organisations)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("pk")
