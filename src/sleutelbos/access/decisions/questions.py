"""A question in AuthZEN's words, and its answer (Authorization API 1.0, §5–8).

Subject: a person by ``sub``, perhaps acting in a hoedanigheid. Action: a right, or ``Right/Role``.
Resource: an organisation or vestiging by its number. Parameters that we don't know are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sleutelbos.access import means
from sleutelbos.access.decisions.answers import (
    DENIED,
    Said,
    granted,
    level_too_low,
    level_unknown,
    missing,
)
from sleutelbos.access.decisions.index import Index, Wanted
from sleutelbos.access.decisions.layout import FOREVER
from sleutelbos.access.decisions.powers import Power
from sleutelbos.access.decisions.reading import GROUPS

PERSON = ("person", "user")
LOWEST = means.LEVELS[0]
LONGEST = 200  # characters of a name or number

Answer = dict[str, Any]


class Unreadable(Exception):
    """The question is not one; ``where`` is a JSON pointer of what is wrong."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.where, self.detail = where, detail


class Asker:
    """For which application is asked, over which index, and what time it is (seconds).

    ``actions`` is what the application can ask about, by name.
    """

    __slots__ = ("actions", "application", "index", "now")

    def __init__(self, index: Index, application: str, now: int) -> None:
        self.index, self.application, self.now = index, application, now
        self.actions: Mapping[str, Wanted] = index.actions.get(application, {})


def part(question: Mapping[str, Any], name: str, *needed: str) -> Mapping[str, Any]:
    """An object of the question with these texts in it. Raises Unreadable."""
    found = question.get(name)
    if not isinstance(found, dict):
        raise Unreadable(f"/{name}", "an object is needed")
    for one in needed:
        text = found.get(one)
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
            raise Unreadable(f"/{name}/{one}", f"a text of 1 to {LONGEST} characters is needed")
    return found


def properties(subject: Mapping[str, Any]) -> Mapping[str, Any]:
    """How the subject signed in: ``acr`` and ``capacity``, when they came along. Raises Unreadable.

    What else stands there is left alone.
    """
    found = object_in(subject, "/subject", "properties")
    if found:
        _text(found, "/subject/properties", "acr")
        capacity = object_in(found, "/subject/properties", "capacity") or {}
        for name in ("organisation", "target_group"):
            _text(capacity, "/subject/properties/capacity", name)
    return found or {}


def object_in(thing: Mapping[str, Any], where: str, name: str) -> Mapping[str, Any] | None:
    """An object that may be absent; ``where`` leads to the thing. Raises Unreadable."""
    found = thing.get(name)
    if found is not None and not isinstance(found, dict):
        raise Unreadable(f"{where}/{name}", "an object is needed")
    return found


def _text(thing: Mapping[str, Any], where: str, name: str) -> None:
    if not isinstance(thing.get(name, ""), str | None):
        raise Unreadable(f"{where}/{name}", "a text is needed")


def moment(asker: Asker, question: Mapping[str, Any]) -> int:
    """The second that is asked about: now, or ``context.time``. Raises Unreadable.

    Before 1970 and after 2106 counts as those bounds: the arrays know no other time.
    """
    context = object_in(question, "", "context") or {}
    text = context.get("time")
    if text is None:
        return asker.now
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError
        return min(max(int(at.timestamp() // 1), 0), FOREVER - 1)
    except (TypeError, ValueError, OverflowError):
        raise Unreadable(
            "/context/time", "a moment as 2026-11-29T12:00:00+01:00 is needed"
        ) from None


def texts_of(question: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """Type and id of the subject, name of the action, type and id of the resource.

    Raises Unreadable.
    """
    try:
        subject, resource = question["subject"], question["resource"]
        name = question["action"]["name"]
        found = subject["type"], subject["id"], name, resource["type"], resource["id"]
        if all(found) and len("".join(found)) <= LONGEST:
            return found
    except (KeyError, TypeError):
        pass
    if not isinstance(question, dict):
        raise Unreadable("", "an object is needed")
    subject, action = part(question, "subject", "type", "id"), part(question, "action", "name")
    resource = part(question, "resource", "type", "id")
    return subject["type"], subject["id"], action["name"], resource["type"], resource["id"]


def evaluate(asker: Asker, question: Mapping[str, Any]) -> Said:
    """Whether the subject may do the action on the resource. Raises Unreadable."""
    kind, sub, name, kind_of_resource, number = texts_of(question)
    subject, index = question["subject"], asker.index
    given = properties(subject) if "properties" in subject else None
    at = moment(asker, question) if "context" in question else asker.now
    wanted = asker.actions.get(name)
    if wanted is None:
        return DENIED["unknown_action"]
    place, whole, its_kind = index.places.spot(number)
    if its_kind != kind_of_resource:
        return DENIED["unknown_resource"]
    if kind not in PERSON:
        return DENIED["not_held"]
    hindrance = hindered(index, given, place, wanted, at)
    if hindrance is not None:
        return hindrance
    held = held_at(index, sub, place, whole)
    return _by_powers(index, held, wanted, at) if held else DENIED["not_held"]


def held_at(index: Index, sub: str, place: int, whole: int) -> Sequence[Power]:
    """What a person ever holds at a place, whenever it counts.

    What he holds for an organisation counts at its vestigingen; for a vestiging nowhere else.
    """
    powers = index.powers(sub)
    found = powers.get(place, ())
    return found if place == whole else [*found, *powers.get(whole, ())]


def _by_powers(index: Index, held: Sequence[Power], wanted: Wanted, at: int) -> Said:
    """Yes by the first that counts now; else why not."""
    numbers = wanted.numbers
    for power in held:
        if power[1] <= at < power[2] and power[0] in numbers:
            return granted(index, power)
    return missing([power for power in held if power[0] in numbers], at)


def hindered(
    index: Index, given: Mapping[str, Any] | None, place: int, wanted: Wanted, at: int
) -> Said | None:
    """Why the person can't do it as he signed in now: another hoedanigheid, too low a level.

    Who doesn't say how he signed in has the lowest level: a right that asks for more is a no.
    """
    acr = given.get("acr") if given else None
    if (LOWEST if acr is None else means.level_of(acr)) < wanted.level:
        return level_unknown(wanted.level) if acr is None else level_too_low(wanted.level)
    capacity = given.get("capacity") if given else None
    if capacity is None or acts_there(index, capacity, place, at):
        return None
    return DENIED["other_capacity"]


def acts_there(index: Index, capacity: Mapping[str, Any], place: int, at: int) -> bool:
    """Whether a hoedanigheid is that of a place: its organisation, and its doelgroep."""
    places, whole = index.places, index.places.parent(place)
    number, group = capacity.get("organisation"), capacity.get("target_group")
    if number is not None and places.find(number) != whole:
        return False
    if group is None:
        return number is not None
    wanted = GROUPS.get(group, 0)
    return wanted > 0 and any(
        known == wanted and start <= at < end for known, start, end, _text in places.known(whole)
    )
