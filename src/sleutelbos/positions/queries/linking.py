"""Who fits a position of step 4 best, and on what terms he would hold it (A10, A11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.positions.models import (
    Employment,
    EmploymentSlice,
    Occupation,
    OnboardingLine,
    Position,
    PositionSlice,
)
from sleutelbos.positions.rules.occupation import NOTHING, LinkTerms
from sleutelbos.positions.states import EmploymentStatus, LinkKind
from sleutelbos.tools import dates
from sleutelbos.tools.slices import NOW, standing

MOST = 5
# What speaks for somebody, and how much of a hundred; the line itself weighs most.
OWN_LINE, FUNCTION, UNIT, GRADE, SHARE = 50, 20, 15, 10, 5


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may hold a position: how well he fits (0 to 100), and what speaks for it."""

    employment: Employment
    score: int
    grounds: tuple[str, ...]


def latest_slice(employment: int, on: date | None = None) -> EmploymentSlice | None:
    """What an arbeidsrelatie (a key) is on a day (today), or else will be first."""
    day = on or clock.today()
    rows = EmploymentSlice.objects.filter(NOW, employment=employment)
    now = standing(rows, day).first()
    return now or rows.filter(valid__startswith__gt=day).order_by("valid").first()


def terms_for(position: Position, employment: Employment) -> LinkTerms | None:
    """On what terms the sixth step links somebody: from the first day on which both are there, for
    what the contract and the position allow. An inactive arbeidsrelatie holds a fallback (R28).
    None when it is of another entity, or over."""
    row = latest_slice(employment.pk)
    place = standing(position.slices.all()).order_by("valid").first()
    if row is None or place is None or row.organisation_id != position.organisation_id:
        return None
    first = max(clock.today(), row.valid.lower or date.min, place.valid.lower or date.min)
    last = _last_day(row)
    if row.status == EmploymentStatus.INACTIVE:
        return LinkTerms(LinkKind.FALLBACK.value, NOTHING, first, last)
    return LinkTerms(LinkKind.HOLDER.value, min(row.fte, place.fte), first, last)


def _last_day(row: EmploymentSlice) -> date | None:
    """The last day until which an arbeidsrelatie goes on with the entity without a hole."""
    end = row.valid.upper
    later = EmploymentSlice.objects.filter(
        NOW, employment=row.employment_id, organisation=row.organisation_id
    )
    for one in later.filter(valid__startswith__gt=row.valid.lower).order_by("valid"):
        if one.valid.lower != end:
            break
        end = one.valid.upper
    return None if end is None else end - timedelta(days=1)


def suggestions(line: OnboardingLine) -> list[Suggestion]:
    """Who may hold the position of a line, the best first: of the entity, without a position, and
    not yet on another line. The arbeidsrelatie for which it was asked comes first."""
    place = line.position and standing(line.position.slices.all()).order_by("valid").first()
    if not place:
        return []
    entity, day = line.onboarding.organisation_id, clock.today()
    held = Occupation.objects.filter(NOW, valid__overlap=dates.of_days(day))
    taken = line.onboarding.lines.exclude(pk=line.pk).exclude(holder=None)
    rows = (
        EmploymentSlice.objects.filter(NOW, organisation=entity)
        .filter(Q(valid__contains=day) | Q(valid__startswith__gt=day))
        .exclude(employment__in=held.values("employment"))
        .exclude(employment__in=taken.values("holder"))
        .select_related("employment__employee", "grade")
        .order_by("employment", "-valid")
        .distinct("employment")
    )
    found = [_suggestion(line, place, row) for row in rows]
    found = [one for one in found if one.score]
    return sorted(found, key=lambda one: (-one.score, one.employment.pk))[:MOST]


def _suggestion(line: OnboardingLine, place: PositionSlice, row: EmploymentSlice) -> Suggestion:
    grade = row.grade.code if row.grade else ""
    told: Sequence[tuple[bool, int, str]] = (
        (row.employment_id == line.employment_id, OWN_LINE, _("voor wie ze gevraagd werd")),
        (row.function_id == place.function_id, FUNCTION, _("dezelfde functie")),
        (row.unit_id == place.unit_id, UNIT, _("dezelfde eenheid")),
        (row.grade_id == place.grade_id or grade in place.other_grades, GRADE,
         _("een graad die past")),
        (row.fte == place.fte, SHARE, _("evenveel VTE")),
    )  # fmt: skip
    fits = [(weight, words) for holds, weight, words in told if holds]
    score = sum(weight for weight, _words in fits)
    return Suggestion(row.employment, score, tuple(words for _weight, words in fits))
