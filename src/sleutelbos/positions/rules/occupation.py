"""Whether a link of somebody to a position fits: pure, on facts that are given (R22–R29).

The sentences carry no name: whoever reads them sees the position and the arbeidsrelatie already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions.models import EmploymentSlice, Occupation, PositionSlice
from sleutelbos.positions.states import EmploymentKind, EmploymentStatus, LinkKind
from sleutelbos.tools import dates
from sleutelbos.tools.policies import Finding, Severity
from sleutelbos.tools.slices import holds_throughout

NOTHING = Decimal(0)


@dataclass(frozen=True)
class LinkTerms:
    """As what somebody holds a position, for how much of full time, in which days."""

    kind: str
    share: Decimal
    first: date
    last: date | None = None

    def __str__(self) -> str:
        """For the digest of the key."""
        return f"{self.kind} {self.share} {self.first} {self.last}"


@dataclass(frozen=True)
class Wanted:
    """The link that somebody wants to make, with what stands around it as we know it now."""

    span: DateRange
    share: Decimal
    kind: str
    organisation: int
    position: Sequence[PositionSlice]
    employment: Sequence[EmploymentSlice]
    on_position: Sequence[Occupation]  # others on the position
    of_employment: Sequence[Occupation]  # the arbeidsrelatie elsewhere


def findings(wanted: Wanted, *, transition: int) -> list[Finding]:
    """Everything that is wrong; ``transition`` is how many days of too much are borne."""
    if not holds_throughout(wanted.position, wanted.span):
        return [_found("R29", "first", _("De arbeidsplaats bestaat niet in heel die periode."))]
    if not holds_throughout(wanted.employment, wanted.span):
        return [_found("R22", "employment", _("De arbeidsrelatie loopt niet in heel die periode."))]
    return [*_of_employment(wanted), *_of_amounts(wanted, transition)]


def _of_employment(wanted: Wanted) -> Iterable[Finding]:
    rows = [row for row in wanted.employment if _meets(row.valid, wanted.span)]
    places = [row for row in wanted.position if _meets(row.valid, wanted.span)]
    if any(row.organisation_id != wanted.organisation for row in rows):
        yield _found(
            "R26", "employment", _("De arbeidsrelatie is in die periode van een andere entiteit.")
        )
    outside = any(row.kind == EmploymentKind.OTHER for row in rows)
    if outside and any(place.in_plan for place in places):
        yield _found(
            "R27",
            "employment",
            _("Een niet-werknemer krijgt alleen een arbeidsplaats buiten het PEP."),
        )
    inactive = any(row.status == EmploymentStatus.INACTIVE for row in rows)
    if inactive and wanted.kind != LinkKind.FALLBACK:
        yield _found(
            "R28", "kind", _("Een inactieve arbeidsrelatie houdt alleen een terugvalpositie.")
        )
    if not all(row.grade_id is None or _may_fill(row, places) for row in rows):
        sentence = _("De graad van het personeelslid is een andere dan die van de arbeidsplaats.")
        yield Finding("R25", Severity.WARNING, sentence, "inference", "employment")


def _may_fill(row: EmploymentSlice, places: Sequence[PositionSlice]) -> bool:
    return all(
        row.grade_id == place.grade_id
        or (row.grade is not None and row.grade.code in place.other_grades)
        for place in places
    )


def _of_amounts(wanted: Wanted, transition: int) -> Iterable[Finding]:
    """More than the contract, or more than the position bears for longer than the transition."""
    if wanted.kind == LinkKind.FALLBACK:
        return
    days = _turning_points(wanted)
    for day, _end in days:
        contract = next(row.fte for row in wanted.employment if dates.holds_on(row.valid, day))
        given = sum((row.share for row in _counted(wanted.of_employment, day)), wanted.share)
        if given > contract:
            words = {"fte": _shown(contract), "given": _shown(given)}
            yield _found(
                "R23",
                "share",
                _("Samen met andere koppelingen is dit %(given)s VTE. Het contract telt er"
                  " %(fte)s.") % words,
            )  # fmt: skip
            break
    too_much = sum((end - day).days if end else transition + 1
                   for day, end in days if _overfull(wanted, day))  # fmt: skip
    if too_much > transition:
        yield _found(
            "R24",
            "first",
            _("De arbeidsplaats is dan langer dan %(days)s dagen te veel bezet.")
            % {"days": transition},
        )


def _overfull(wanted: Wanted, day: date) -> bool:
    place = next(row for row in wanted.position if dates.holds_on(row.valid, day))
    others = _counted(wanted.on_position, day)
    share = sum((row.share for row in others), wanted.share)
    return len(others) + 1 > place.seats or share > place.fte


def _counted(rows: Sequence[Occupation], day: date) -> list[Occupation]:
    """Links that take room on a day; a fallback takes none."""
    return [row for row in rows if row.kind != LinkKind.FALLBACK and dates.holds_on(row.valid, day)]


def _turning_points(wanted: Wanted) -> list[tuple[date, date | None]]:
    """The days of the span on which anything changes, each with the next one."""
    span = wanted.span
    rows = [*wanted.position, *wanted.employment, *wanted.on_position, *wanted.of_employment]
    bounds = {bound for row in rows for bound in (row.valid.lower, row.valid.upper) if bound}
    inside = sorted(day for day in bounds if day > span.lower and dates.holds_on(span, day))
    starts = [span.lower, *inside]
    return list(zip(starts, [*starts[1:], span.upper], strict=True))


def _meets(one: DateRange, other: DateRange) -> bool:
    """Whether two ranges share a day."""
    before = one.upper is not None and other.lower is not None and one.upper <= other.lower
    after = other.upper is not None and one.lower is not None and other.upper <= one.lower
    return not (before or after)


def _shown(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


def _found(code: str, field: str, sentence: str) -> Finding:
    return Finding(code, Severity.BLOCKING, sentence, "inference", field)
