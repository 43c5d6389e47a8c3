"""Versions of a session in words: the people in one, and what differs between two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.register.public import Person
from sleutelbos.timereg.states import EventKind, Seating
from sleutelbos.web import words
from sleutelbos.web.parts import Listing, Section

Content = dict[str, Any]
Line = tuple[str, str, str]  # what, before, now


def persons_of(content: Content) -> list[int]:
    """Keys of the persons of whom a version speaks."""
    return [row["person"] for row in content.get("people", [])]


def _names(*contents: Content) -> dict[int, str]:
    keys = {key for content in contents for key in persons_of(content)}
    return {row.pk: row.name for row in Person.objects.filter(pk__in=keys)}


def _hour(text: str) -> str:
    return words.hour_text(datetime.fromisoformat(text))


def _marks(row: Content | None) -> str:
    if row is None:
        return ""
    found = []
    for mark in row["marks"]:
        word = _t("in") if mark["kind"] == EventKind.IN else _t("uit")
        found.append(f"{word} {_hour(mark['at'])}")
    return ", ".join(found) or _t("niet geregistreerd")


def _minutes(row: Content | None) -> str:
    return words.minutes_text(row["minutes"]) if row is not None else _t("niet op de sessie")


def people(content: Content) -> Section:
    """Everybody of a version with the minutes that count."""
    names = _names(content)
    lines = [
        [names[row["person"]], Seating(row["part"]).label, _marks(row), _minutes(row)]
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
    names = _names(before, now)
    old = {row["person"]: row for row in before.get("people", [])}
    new = {row["person"]: row for row in now.get("people", [])}
    for key in dict.fromkeys([*old, *new]):
        one, other = old.get(key), new.get(key)
        if _minutes(one) != _minutes(other) or _marks(one) != _marks(other):
            found.append((names[key], _told(one), _told(other)))
    return found


def _told(row: Content | None) -> str:
    marks = _marks(row)
    return f"{_minutes(row)} ({marks})" if marks else _minutes(row)


def _moment(text: str | None) -> str:
    return words.moment_text(datetime.fromisoformat(text)) if text else ""


def _breaks(content: Content) -> str:
    return ", ".join(f"{_hour(a)} – {_hour(b)}" for a, b in content.get("breaks", []))


def listing(lines: Sequence[Line]) -> Listing:
    """The differences as a small table."""
    headings = [_("Wat"), _("Voordien"), _("Nu")]
    return Listing(headings, [list(line) for line in lines], empty=_("Geen verschil."))
