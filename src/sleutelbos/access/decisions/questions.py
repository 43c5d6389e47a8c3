"""A question in AuthZEN's words, and its answer (Authorization API 1.0, §5–8).

Subject: a person by ``sub``, perhaps acting in a hoedanigheid. Action: a right, or ``Right/Role``.
Resource: an organisation or vestiging by its number. Parameters that we don't know are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sleutelbos.access import means
from sleutelbos.access.decisions import keys
from sleutelbos.access.decisions.index import Index, Power, Wanted
from sleutelbos.access.decisions.layout import FOREVER
from sleutelbos.access.decisions.reading import GROUPS
from sleutelbos.access.decisions.reasons import REASONS, instant

PERSON = ("person", "user")
ORGANISATION, SITE = "organisation", "site"
LONGEST = 200  # characters of a name or number
MOST_KEPT = 50_000  # answers

Answer = dict[str, Any]


class Unreadable(Exception):
    """The question is not one; ``where`` is a JSON pointer of what is wrong."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.where, self.detail = where, detail


@dataclass(slots=True)
class Asker:
    """For which application is asked, over which index, and what time it is (seconds)."""

    index: Index
    application: str
    now: int

    @property
    def actions(self) -> Mapping[str, Wanted]:
        """What the application can ask about, by name."""
        return self.index.actions.get(self.application, {})


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


def place_of(index: Index, kind: str, number: str) -> int:
    """The place of a resource; -1 for one that isn't known, or of a kind that isn't ours."""
    place = index.places.find(number)
    if place < 0 or kind not in (ORGANISATION, SITE):
        return -1
    return place if index.places.is_site(place) == (kind == SITE) else -1


def texts_of(question: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """Type and id of the subject, name of the action, type and id of the resource.

    Raises Unreadable.
    """
    try:
        subject, resource = question["subject"], question["resource"]
        name = question["action"]["name"]
        found = subject["type"], subject["id"], name, resource["type"], resource["id"]
        if 0 < len("".join(found)) <= LONGEST and all(found):
            return found
    except (KeyError, TypeError):
        pass
    subject, action = part(question, "subject", "type", "id"), part(question, "action", "name")
    resource = part(question, "resource", "type", "id")
    return subject["type"], subject["id"], action["name"], resource["type"], resource["id"]


def evaluate(asker: Asker, question: Mapping[str, Any]) -> Answer:
    """Whether the subject may do the action on the resource. Raises Unreadable."""
    kind, text, name, kind_of_resource, number = texts_of(question)
    subject = question["subject"]
    given = properties(subject) if "properties" in subject else None
    at = moment(asker, question)
    index = asker.index
    wanted = asker.actions.get(name)
    if wanted is None:
        return DENIED["unknown_action"]
    place = place_of(index, kind_of_resource, number)
    if place < 0:
        return DENIED["unknown_resource"]
    sub = keys.sub_bytes(text) if kind in PERSON else None
    if sub is None:
        return DENIED["not_held"]
    hindrance = hindered(index, given, place, wanted, at) if given else None
    if hindrance:
        return hindrance
    held = index.held_at(sub, place, wanted.numbers)
    for power in held:
        if power[2] <= at < power[3]:
            return granted(index, power)
    return missing(held, at) if held else DENIED["not_held"]


def hindered(
    index: Index, given: Mapping[str, Any], place: int, wanted: Wanted, at: int
) -> Answer | None:
    """Why the person can't do it as he signed in now: another hoedanigheid, too low a level."""
    if not given:
        return None
    acr, capacity = given.get("acr"), given.get("capacity")
    if acr is not None and means.level_of(acr) < wanted.level:
        return denied("level_too_low", level=wanted.level)
    if capacity is None or acts_there(index, capacity, place, at):
        return None
    return denied("other_capacity")


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


def denied(code: str, **more: Any) -> Answer:
    """No, and why."""
    return {"decision": False, "context": {"code": code, "reason": REASONS[code], **more}}


DENIED = {code: denied(code) for code in REASONS}  # the same objects each time; never changed


def granted(index: Index, power: Power) -> Answer:
    """Yes, and by what; the same object for the same role and period, never changed."""
    kept = index.kept
    found: Answer | None = kept.get(power[1:])
    if found is None:
        chain = [link_of(index, power)]
        context = {"code": "granted", "reason": REASONS["granted"], "chain": chain}
        found = {"decision": True, "context": context}
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[power[1:]] = found
    return found


def link_of(index: Index, power: Power) -> dict[str, Any]:
    """The grant, post, function or mandate by which somebody holds a role."""
    _place, number, start, end = power
    row = index.rows[number]
    assert row is not None
    found = {"kind": index.held[number].kind, "right": row.right, "role": row.role}
    if start:
        found["from"] = instant(start)
    if end != FOREVER:
        found["until"] = instant(end)
    return found


def missing(held: list[Power], at: int) -> Answer:
    """No: what he held there ended, or comes later."""
    ended = [power[3] for power in held if power[3] <= at]
    if ended:
        return denied("ended", until=instant(max(ended)))
    return denied("not_started", **{"from": instant(min(power[2] for power in held))})
