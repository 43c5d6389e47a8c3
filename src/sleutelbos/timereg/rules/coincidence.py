"""Hours for a project and a training at the same moment (T17). Pure: facts and values in, findings
with their reason out.

The same minute is not paid twice: who is there as participant, does not work for a project then. A
trainer does: giving the training is his work, and may stand in a prestatie. What the house does
about it is a dated setting: refuse, say so, or let be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.timereg.rules.minutes import Interval, intersect
from sleutelbos.tools.policies import Finding, Severity

REFUSE: Final = "weigeren"
TELL: Final = "melden"
ALLOW: Final = "toelaten"


@dataclass(frozen=True)
class Attended:
    """A session in which somebody takes part: its hours, and the time that counts. ``name`` is
    empty when it is of another organisation, which need not tell what it is."""

    name: str
    plan: Interval
    counted: tuple[Interval, ...]


def severity_of(word: str) -> Severity | None:
    """What the setting says; None lets it be. A word that nobody knows refuses."""
    if word == ALLOW:
        return None
    return Severity.WARNING if word == TELL else Severity.BLOCKING


def work_findings(word: str, span: Interval, sessions: Iterable[Attended]) -> list[Finding]:
    """Of hours that somebody enters: each session in which he sits at that moment."""
    severity = severity_of(word)
    if severity is None:
        return []
    return [
        Finding("same-moment", severity, _sentence(one), field="start")
        for one in clashing(word, span, sessions)
    ]


def clashing(word: str, span: Interval, sessions: Iterable[Attended]) -> list[Attended]:
    """The sessions in which he sits at that moment; none when the setting lets it be."""
    if severity_of(word) is None:
        return []
    return [one for one in sessions if intersect([span], one.counted)]


def said(one: Attended) -> str:
    """In which training the medewerker takes part, and when."""
    first, last = (moment.astimezone(clock.BRUSSELS) for moment in one.plan)
    told = {"training": one.name, "from": f"{first:%H:%M}", "to": f"{last:%H:%M}"}
    if one.name:
        return _("Van %(from)s tot %(to)s is de medewerker deelnemer aan '%(training)s'.") % told
    return _("Van %(from)s tot %(to)s volgt de medewerker elders een opleiding.") % told


def _sentence(one: Attended) -> str:
    more = _(
        "Uren voor een project vallen daar niet mee samen. Was de medewerker er niet, dan rondt de"
        " opleider eerst de registratie af."
    )
    return f"{said(one)} {more}"


def seat_finding(word: str, name: str, field: str = "participants") -> list[Finding]:
    """Of somebody who is put on a session, or whose session moves, while he entered hours at that
    moment."""
    severity = severity_of(word)
    if severity is None:
        return []
    sentence = _("%s gaf uren in voor een project die met deze sessie samenvallen.") % name
    return [Finding("same-moment", severity, sentence, field=field)]


def minutes_within(sessions: Iterable[Attended], frame: tuple[datetime, datetime]) -> int:
    """The minutes of the sessions that lie in a stretch of time."""
    found = (intersect(one.counted, [frame]) for one in sessions)
    seconds = sum((last - first).total_seconds() for pieces in found for first, last in pieces)
    return int(seconds // 60)
