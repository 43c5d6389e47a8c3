"""How dates, periods and numbers are worded on screen (look.md: ``12 mrt 2026``)."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools import dates

SHORT = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
LONG = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
YEAR_FROM_TWO_DIGITS = 2000
NO_BREAK = "\u00a0"
HOUR = re.compile(r"(\d{1,2})(?:[:.,hu ]?(\d{2}))?\s*(?:u|h|uur)?")


def language() -> str:
    """The language of this page: ``nl`` or ``en``."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def day_text(value: date | datetime | None, *, full: bool = False) -> str:
    """A civil day in Brussels: ``12 mrt 2026``, or ``12 maart 2026`` when ``full``."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(clock.BRUSSELS).date()
    month = (LONG if full else SHORT)[language()][value.month - 1]
    return f"{value.day} {month} {value.year}"


def turn_text(owner: type_of_text) -> str:
    """Whose turn it is, for below the title; empty when it is nobody's."""
    return _("Nu aan zet: %(who)s") % {"who": owner} if owner else ""


def moment_text(value: datetime | None) -> str:
    """An instant in Brussels: ``12 mrt 2026, 14.05 u.``"""
    if value is None:
        return ""
    local = value.astimezone(clock.BRUSSELS)
    hours = f"{local.hour}:{local:%M}" if language() == "en" else f"{local.hour}.{local:%M} u."
    return f"{day_text(value)}, {hours}"


def hour_text(value: datetime | None) -> str:
    """``9:05`` in Brussels; empty for nothing."""
    if value is None:
        return ""
    local = value.astimezone(clock.BRUSSELS)
    return f"{local.hour}:{local:%M}"


def minutes_text(minutes: int | None) -> str:
    """``2 u 30``, ``45 min``; empty for nothing."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return (_("%s min") % rest).replace(" ", NO_BREAK)
    text = _("%(hours)s u %(rest)s") % {"hours": hours, "rest": f"{rest:02}"}
    return text.replace(" ", NO_BREAK)


def parse_hour(text: str) -> time | None:
    """An hour on the clock, written in any usual way: ``9:30``, ``9u30``, ``9.30``, ``930``, ``9``;
    None when it can't be read."""
    found = HOUR.fullmatch(text.strip().lower())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def period_text(value: periods.Period | periods.DateRange | None) -> str:
    """A period with its last day included: ``1 jan 2026 tot en met 31 dec 2026``."""
    if value is None:
        return ""
    if value.isempty:
        return _("geen enkele dag")
    first, last = _bounds(value)
    words = {"first": day_text(first), "last": day_text(last)}
    if first is None and last is None:
        return _("zonder begin of einde")
    if last is None:
        return _("vanaf %(first)s, zonder einddatum") % words
    if first is None:
        return _("tot en met %(last)s") % words
    if first == last:
        return words["first"]
    return _("%(first)s tot en met %(last)s") % words


def unbroken(text: str) -> str:
    """The same text, with days that no line breaks in two."""
    return re.sub(r"(\d{1,2}) (\w{3,9}) (\d{4})", "\\1\u00a0\\2\u00a0\\3", text)


def _bounds(value: periods.Period | periods.DateRange) -> tuple[date | None, date | None]:
    if isinstance(value.lower, datetime) or isinstance(value.upper, datetime):
        period = cast("periods.Period", value)
        return periods.first_day(period), periods.last_day(period)
    span = cast("periods.DateRange", value)
    return span.lower, span.upper if span.upper_inc else dates.last_day(span)


def number_text(value: int | float | Decimal) -> str:
    """A number in the language of the page: ``1.234,5``."""
    text: str = format_decimal(value, locale="en_GB" if language() == "en" else "nl_BE")
    return text


def yes_or_no(answer: bool) -> str:
    """``ja`` or ``nee``."""
    return _("ja") if answer else _("nee")


def parse_day(text: str) -> date | None:
    """The day that a person meant; None when that can't be read.

    Reads 12/3/2026, 12-03-26, 12.3.2026, 12 3 2026, 12032026, 2026-03-12 and 12 maart 2026.
    """
    text = text.strip().lower().rstrip(".")
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4})", text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})", text):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})\s*-?\s*([a-z]{3,})\.?\s*-?\s*(\d{4}|\d{2})", text):
        month = _month(found[2])
        return _day(_year(found[3]), month, int(found[1])) if month else None
    return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else YEAR_FROM_TWO_DIGITS + int(digits)


def _month(word: str) -> int | None:
    for names in (*SHORT.values(), *LONG.values()):
        for number, name in enumerate(names, 1):
            if word == name.lower():
                return number
    return {"maa": 3, "okto": 10, "sept": 9}.get(word)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
