"""What is wrong with the plan of a session. Pure; sentences for the form, the cell, the API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.timereg.rules.minutes import Interval
from sleutelbos.tools.policies import Finding, Severity


@dataclass(frozen=True)
class Bounds:
    """The dated settings for a plan: minutes at least, hours at most."""

    shortest: int
    longest: int


@dataclass(frozen=True)
class Plan:
    """What is proposed: when, with which breaks, where, in which project period."""

    start: datetime
    end: datetime
    day: date
    breaks: Sequence[Interval]
    place: str
    online: bool
    first: date
    last: date


def findings(plan: Plan, bounds: Bounds) -> Iterator[Finding]:
    """Everything that is wrong, each at its field."""
    if plan.end <= plan.start:
        yield _fault("end", "ends-first", _("De sessie eindigt voor ze begint."))
        return
    span = plan.end - plan.start
    if span < timedelta(minutes=bounds.shortest):
        sentence = ngettext(
            "Een sessie duurt minstens %s minuut.", "Een sessie duurt minstens %s minuten.",
            bounds.shortest,
        )  # fmt: skip
        yield _fault("end", "short", sentence % bounds.shortest)
    if span > timedelta(hours=bounds.longest):
        sentence = _("Een sessie duurt hoogstens %s uur. Kijk de uren na.")
        yield _fault("end", "long", sentence % bounds.longest)
    if not plan.first <= plan.day <= plan.last:
        yield _fault("day", "outside-project", _outside(plan))
    if not plan.online and not plan.place.strip():
        yield _fault("place", "no-place", _("Vul in waar de sessie doorgaat, of kies online."))
    yield from _breaks(plan)


def _outside(plan: Plan) -> str:
    words = {"first": f"{plan.first:%d/%m/%Y}", "last": f"{plan.last:%d/%m/%Y}"}
    return _("Het project loopt van %(first)s tot en met %(last)s.") % words


def _breaks(plan: Plan) -> Iterator[Finding]:
    until = plan.start
    for begin, end in sorted(plan.breaks):
        if end <= begin:
            yield _fault("breaks", "break-order", _("Een pauze eindigt voor ze begint."))
            return
        if begin < plan.start or end > plan.end:
            yield _fault("breaks", "break-outside", _("Een pauze ligt buiten de sessie."))
            return
        if begin < until:
            yield _fault("breaks", "break-overlap", _("Twee pauzes overlappen."))
            return
        until = end


def _fault(field: str, code: str, sentence: str) -> Finding:
    return Finding(f"timereg.{code}", Severity.BLOCKING, sentence, field=field)
