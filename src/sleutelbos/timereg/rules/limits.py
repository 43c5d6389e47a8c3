"""How much somebody may enter (T17). Pure: facts and values in, findings with their reason out.

Hours and days are counted over all projects and organisations of a person, in whole minutes.
Sources: Regulation (EU) 2021/1060 art. 55(2), (3) and (5); the length of a civil day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.tools.policies import Finding, Severity
from sleutelbos.web.words import number_text

HOUR = 60
FULL_TIME = Decimal(100)
ART_55_3 = "Verordening (EU) 2021/1060, art. 55, lid 3"
ART_55_5 = "Verordening (EU) 2021/1060, art. 55, lid 5"


@dataclass(frozen=True)
class Balance:
    """Minutes of a year: what may be entered at most, and what already was."""

    most: int
    used: int

    @property
    def left(self) -> int:
        """Minutes that may still be entered; never below zero."""
        return max(0, self.most - self.used)


def shown(minutes: int) -> str:
    """``7 u 30``, ``1.720 u`` or ``45 min``."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%s min") % rest
    if not rest:
        return _("%s u") % number_text(hours)
    return _("%(hours)s u %(minutes)02d") % {"hours": number_text(hours), "minutes": rest}


def year_most(full_hours: int, shares: Iterable[Decimal]) -> int:
    """The most minutes of a year for who has these shares (percent) of a full time, one per
    employer; together never more than a full time. Rounded down to a whole minute.
    """
    total = min(sum(shares, Decimal(0)), FULL_TIME)
    return int(full_hours * HOUR * total / FULL_TIME)


def minutes_in(day: date) -> int:
    """The length of a civil day: 1,440, or 60 less or more when the clock changes."""
    span = clock.midnight(day + timedelta(days=1)) - clock.midnight(day)
    return int(span.total_seconds() // 60)


def day_findings(day: date, total: int, most_hours: int, training: int = 0) -> list[Finding]:
    """No more on one day than it has hours. ``training`` are the minutes of ``total`` in which he
    followed a training: they are no work, but they fill the day.
    """
    most = min(most_hours * HOUR, minutes_in(day))
    if total <= most:
        return []
    sentence = _(
        "Op één dag kan hoogstens %(most)s staan, over al uw projecten samen."
        " Met deze prestatie wordt het %(total)s."
    ) % {"most": shown(most), "total": shown(total)}
    if training:
        sentence += " " + _("Daarvan is %s opleiding die u volgt.") % shown(training)
    return [Finding("day-hours", Severity.BLOCKING, sentence, field="minutes")]


def year_findings(year: int, balance: Balance, added: int, where: str = "") -> list[Finding]:
    """No more in one year than the hours on which the hourly rate rests."""
    if balance.used + added <= balance.most:
        return []
    facts = {
        "year": year,
        "most": shown(balance.most),
        "left": shown(balance.left),
        "where": where,
    }
    if where:
        sentence = _(
            "In %(year)s kan bij %(where)s hoogstens %(most)s staan. Er is nog %(left)s over."
        )
    else:
        sentence = _(
            "In %(year)s kan hoogstens %(most)s staan, over al uw projecten en organisaties"
            " samen. Er is nog %(left)s over."
        )
    return [Finding("year-hours", Severity.BLOCKING, sentence % facts, ART_55_3, "minutes")]


def month_findings(totals: Mapping[date, Decimal], most: int) -> list[Finding]:
    """No month (by its first day) in which somebody is assigned for more than his time."""
    wrong = sorted(month for month, total in totals.items() if total > most)
    if not wrong:
        return []
    month = wrong[0]
    sentence = _(
        "In %(month)s zou deze persoon voor %(total)s %% zijn toegewezen, over alle projecten"
        " samen. Het kan hoogstens %(most)s %% zijn."
    ) % {"month": month_text(month), "total": plain_percent(totals[month]), "most": most}
    return [Finding("month-percent", Severity.BLOCKING, sentence, ART_55_5, "percent")]


def mixing_findings(*, wanted: bool, other: bool, hours: bool) -> list[Finding]:
    """Hours and a fixed share don't mix in one month of a project.

    ``wanted``: the project proves its staff this way. ``other``: the other way was used already in
    that month. ``hours``: it is about hours (a prestatie), else about a share (a toewijzing).
    """
    if not wanted:
        sentence = (
            _("Dit project werkt met toewijzingen. U kunt er geen uren ingeven.")
            if hours
            else _("Dit project werkt met uren. U kunt er geen toewijzing ingeven.")
        )
    elif other:
        sentence = (
            _("Voor die maand staat er al een toewijzing op dit project. Uren kunnen er niet bij.")
            if hours
            else _(
                "In die maanden staan er al prestaties op dit project."
                " Een toewijzing kan er niet bij."
            )
        )
    else:
        return []
    return [Finding("method", Severity.BLOCKING, sentence, ART_55_5)]


def span_of(day: date, start: int, end: int) -> tuple[datetime, datetime]:
    """The instants of clock times (minutes after midnight) on a civil day; 1440 is its end."""
    return _instant(day, start), _instant(day, end)


def _instant(day: date, minute: int) -> datetime:
    if minute >= 24 * HOUR:
        return clock.midnight(day + timedelta(days=1))
    wall = datetime(day.year, day.month, day.day, minute // HOUR, minute % HOUR,
                    tzinfo=clock.BRUSSELS)  # fmt: skip
    return wall.astimezone(clock.midnight(day).tzinfo)


def months_of(first: date, last: date) -> list[date]:
    """The first days of the months from the one of ``first`` to the one of ``last``."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def next_month(day: date) -> date:
    """The first day of the month after that of a day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_text(month: date) -> str:
    """``maart 2026`` as ``03/2026``: the same in each language."""
    return f"{month:%m/%Y}"


def plain_percent(value: Decimal) -> str:
    """``87,5`` or ``100``, as one writes it."""
    text = format(value.normalize(), "f")
    return text.replace(".", ",")
