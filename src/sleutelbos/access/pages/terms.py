"""The quick choices for how long a right counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.kernel import periods
from sleutelbos.web import words

if TYPE_CHECKING:
    from sleutelbos.access.models import Right, WorkRelation

OWN, YEAR, SCHOOL, RELATION, LONGEST, OPEN = (
    "zelf", "jaar", "schooljaar", "werkrelatie", "langst", "open",
)  # fmt: skip
DAYS_A_MONTH = 365.25 / 12
SUMMER = (8, 31)  # a school year ends on 31 August


def a_year_from(first: date) -> date:
    """The last day of the year that starts on ``first``."""
    try:
        return first.replace(year=first.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(first.year + 1, 2, 28)


def end_of_school_year(first: date) -> date:
    """31 August of the school year in which a day lies."""
    end = date(first.year, *SUMMER)
    return end if first <= end else date(first.year + 1, *SUMMER)


def longest(right: Right | None, first: date) -> date | None:
    """The last day that the right allows; None without a limit."""
    if right is None or right.max_days is None:
        return None
    return first + timedelta(days=right.max_days - 1)


def choices(
    first: date, right: Right | None, relation: WorkRelation | None, *, school: bool
) -> dict[str, date | None]:
    """Code → last day (None: no end) of each quick choice that the rules allow."""
    most = longest(right, first)
    end = periods.last_day(relation.valid) if relation else None
    found: dict[str, date | None] = {YEAR: a_year_from(first)}
    if school:
        found[SCHOOL] = end_of_school_year(first)
    if end is not None:
        found[RELATION] = end
    found = {code: day for code, day in found.items() if _fits(day, most, end)}
    if most is not None and _fits(most, most, end):
        found[LONGEST] = most
    elif most is None and end is None:
        found[OPEN] = None
    return found


def length_text(days: int) -> str:
    """A number of days as people say it: ``5 jaar``, ``15 maanden``, ``40 dagen``."""
    months = round(days / DAYS_A_MONTH)
    if months == 0 or abs(months * DAYS_A_MONTH - days) > 1.5:
        return ngettext("%(n)s dag", "%(n)s dagen", days) % {"n": days}
    if months % 12 == 0:
        return ngettext("%(n)s jaar", "%(n)s jaar", months // 12) % {"n": months // 12}
    return ngettext("%(n)s maand", "%(n)s maanden", months) % {"n": months}


def _fits(day: date | None, most: date | None, end: date | None) -> bool:
    return day is not None and all(limit is None or day <= limit for limit in (most, end))


def label(code: str, day: date | None) -> str:
    """A quick choice in words, with its day."""
    text = {
        YEAR: _("1 jaar, tot en met %(day)s"),
        SCHOOL: _("Tot het einde van het schooljaar, %(day)s"),
        RELATION: _("Tot het einde van de werkrelatie, %(day)s"),
        LONGEST: _("Zo lang als dit recht mag, tot en met %(day)s"),
        OPEN: _("Zonder einddatum"),
        OWN: _("Ik kies zelf een laatste dag"),
    }[code]
    return text % {"day": words.day_text(day)} if "%" in text else text
