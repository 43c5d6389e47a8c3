"""How documents word hours, marks and minutes; from the facts of a session, frozen or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _t

from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation, Person, Site
from sleutelbos.timereg.states import EventKind, Seating
from sleutelbos.web import words

Content = dict[str, Any]


def hour(text: str, day: date) -> str:
    """``9:05`` in Brussels, with the day when it is another, and which time it is in the hour that
    the clock shows twice."""
    local = datetime.fromisoformat(text).astimezone(clock.BRUSSELS)
    found = f"{local.hour}:{local:%M}"
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        which = _t("wintertijd") if local.fold else _t("zomertijd")
        found += f" ({which})"
    return found if local.date() == day else f"{words.day_text(local.date())} {found}"


def span(first: str, last: str, day: date) -> str:
    """``9:00 – 12:00``."""
    return f"{hour(first, day)} – {hour(last, day)}"


def marks(row: Content, day: date) -> str:
    """``in 9:02, uit 12:00 (automatisch)``."""
    found = []
    for mark in row["marks"]:
        word = _t("in") if mark["kind"] == EventKind.IN else _t("uit")
        auto = _t(" (automatisch)") if mark["kind"] == EventKind.AUTO_OUT else ""
        found.append(f"{word} {hour(mark['at'], day)}{auto}")
    return ", ".join(found) or _t("niet geregistreerd")


def cuts(row: Content, day: date) -> str:
    """What does not count, and why: before the start, after the end, a break."""
    sentences = {
        "outside-plan": _t("%(minutes)s min buiten de sessie (%(span)s)"),
        "break": _t("%(minutes)s min pauze (%(span)s)"),
    }
    return "; ".join(
        sentences[code] % {"minutes": -minutes, "span": span(first, last, day)}
        for code, first, last, minutes in row["steps"]
        if code in sentences and minutes
    )


def part(row: Content) -> str:
    """As what somebody sat there."""
    label = str(Seating(row["part"]).label)
    return _t("%s (vervanger)") % label if row["substitute"] else label


def persons_of(contents: Iterable[Content]) -> list[int]:
    """Keys of everybody of whom these sessions speak."""
    return sorted({row["person"] for one in contents for row in one["people"]})


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """The names of persons, by key."""
    return {row.pk: row.name for row in Person.objects.filter(pk__in=list(keys))}


def places_of(contents: Iterable[Content]) -> dict[tuple[int, int | None], str]:
    """What an organisation (and vestiging) is called, by keys."""
    keys = {(one["organisation"], one["site"]) for one in contents}
    organisations = Organisation.objects.in_bulk({key for key, _site in keys})
    sites = Site.objects.in_bulk({site for _key, site in keys if site})
    return {
        (key, site): str(organisations[key].name) + (f", {sites[site]}" if site else "")
        for key, site in keys
    }


def where(content: Content) -> str:
    """The place, or that it was on line."""
    return _t("online") if content["online"] else str(content["place"])
