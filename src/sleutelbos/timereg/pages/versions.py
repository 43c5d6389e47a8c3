"""Versions of a session in words: the people in one, and what differs between two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.documents import wording
from sleutelbos.timereg.documents.wording import Content
from sleutelbos.web import words
from sleutelbos.web.parts import Listing, Section

Line = tuple[str, str, str]  # what, before, now


def _minutes(row: Content | None) -> str:
    return words.minutes_text(row["minutes"]) if row is not None else _t("niet op de sessie")


def people(content: Content) -> Section:
    """Everybody of a version with the minutes that count."""
    names = wording.names_of(wording.persons_of([content]))
    day = date.fromisoformat(content["day"])
    lines = [
        [names[row["person"]], wording.part(row), wording.marks(row, day), _minutes(row)]
        for row in content.get("people", [])
    ]
    headings = [_("Naam"), _("Als"), _("In en uit"), _("Telt")]
    return Section(_("Opleiders en deelnemers"), [Listing(headings, lines)])


def differences(before: Content, now: Content) -> list[Line]:
    """What differs, in words: plan, place, and per person marks and minutes."""
    found: list[Line] = []
    for label, name in ((_t("Van"), "from"), (_t("Tot"), "to")):
        if before.get(name) != now.get(name):
            found.append((label, _moment(before.get(name)), _moment(now.get(name))))
    if before.get("place") != now.get("place"):
        found.append((_t("Plaats"), str(before.get("place", "")), str(now.get("place", ""))))
    if before.get("breaks") != now.get("breaks"):
        found.append((_t("Pauze"), _breaks(before), _breaks(now)))
    names = wording.names_of(wording.persons_of([one for one in (before, now) if one]))
    old = {row["person"]: row for row in before.get("people", [])}
    new = {row["person"]: row for row in now.get("people", [])}
    for key in dict.fromkeys([*old, *new]):
        one, other = old.get(key), new.get(key)
        told = (names[key], _told(one, before), _told(other, now))
        if told[1] != told[2]:
            found.append(told)
    return found


def _told(row: Content | None, content: Content) -> str:
    if row is None:
        return _minutes(row)
    marks = wording.marks(row, date.fromisoformat(content["day"]))
    return f"{_minutes(row)} ({marks})"


def _moment(text: str | None) -> str:
    return words.moment_text(datetime.fromisoformat(text)) if text else ""


def _breaks(content: Content) -> str:
    day = date.fromisoformat(content["day"]) if content else date.min
    return ", ".join(wording.span(a, b, day) for a, b in content.get("breaks", []))


def listing(lines: Sequence[Line]) -> Listing:
    """The differences as a small table."""
    headings = [_("Wat"), _("Voordien"), _("Nu")]
    return Listing(headings, [list(line) for line in lines], empty=_("Geen verschil."))
