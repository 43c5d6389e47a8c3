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


def properties(thing: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The properties of a subject, resource or action. Raises Unreadable."""
    found = thing.get("properties")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Unreadable(f"/{name}/properties", "an object is needed")
    return found


def moment(asker: Asker, question: Mapping[str, Any]) -> int:
    """The second that is asked about: now, or ``context.time``. Raises Unreadable."""
    context = question.get("context")
    if context is None:
        return asker.now
    if not isinstance(context, dict):
        raise Unreadable("/context", "an object is needed")
    text = context.get("time")
    if text is None:
        return asker.now
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError
        return int(at.timestamp() // 1)
    except (TypeError, ValueError, OverflowError):
        raise Unreadable(
            "/context/time", "a moment as 2026-11-29T12:00:00+01:00 is needed"
        ) from None


def place_of(index: Index, resource: Mapping[str, Any]) -> int:
    """The place of a resource; -1 for one that isn't known, or of a kind that isn't ours."""
    place = index.places.find(resource["id"])
    if place < 0 or index.places.is_site(place) != (resource["type"] == SITE):
        return -1
    return place if resource["type"] in (ORGANISATION, SITE) else -1


def evaluate(asker: Asker, question: Mapping[str, Any]) -> Answer:
    """Whether the subject may do the action on the resource. Raises Unreadable."""
    subject = part(question, "subject", "type", "id")
    action = part(question, "action", "name")
    resource = part(question, "resource", "type", "id")
    at = moment(asker, question)
    index = asker.index
    wanted = index.actions.get(asker.application, {}).get(action["name"])
    if wanted is None:
        return denied("unknown_action")
    place = place_of(index, resource)
    if place < 0:
        return denied("unknown_resource")
    sub = keys.sub_bytes(subject["id"]) if subject["type"] in PERSON else None
    if sub is None:
        return denied("not_held")
    hindrance = hindered(index, properties(subject, "subject"), place, wanted, at)
    if hindrance:
        return hindrance
    power = index.power_at(sub, place, wanted.numbers, at)
    return granted(index, power) if power else missing(index, sub, place, wanted, at)


def hindered(
    index: Index, given: Mapping[str, Any], place: int, wanted: Wanted, at: int
) -> Answer | None:
    """Why the person can't do it as he signed in now: another hoedanigheid, too low a level."""
    if not given:
        return None
    acr = given.get("acr")
    if acr is not None:
        if not isinstance(acr, str):
            raise Unreadable("/subject/properties/acr", "the acr of the id_token is needed")
        if means.level_of(acr) < wanted.level:
            return denied("level_too_low", level=wanted.level)
    capacity = given.get("capacity")
    if capacity is None:
        return None
    if not isinstance(capacity, dict):
        raise Unreadable("/subject/properties/capacity", "an object is needed")
    return None if acts_there(index, capacity, place, at) else denied("other_capacity")


def acts_there(index: Index, capacity: Mapping[str, Any], place: int, at: int) -> bool:
    """Whether a hoedanigheid is that of a place: its organisation, and its doelgroep."""
    places, whole = index.places, index.places.parent(place)
    number, group = capacity.get("organisation"), capacity.get("target_group")
    if number is not None and (not isinstance(number, str) or places.find(number) != whole):
        return False
    if group is None:
        return number is not None
    wanted = GROUPS.get(group, 0) if isinstance(group, str) else 0
    return wanted > 0 and any(
        known == wanted and start <= at < end for known, start, end, _text in places.known(whole)
    )


def denied(code: str, **more: Any) -> Answer:
    """No, and why."""
    return {"decision": False, "context": {"code": code, "reason": REASONS[code], **more}}


def granted(index: Index, power: Power) -> Answer:
    """Yes, and by what."""
    context = {
        "code": "granted",
        "reason": REASONS["granted"],
        "chain": [link_of(index, power)],
    }
    return {"decision": True, "context": context}


def link_of(index: Index, power: Power) -> dict[str, Any]:
    """The grant, post, function or mandate by which somebody holds a role."""
    _place, number, start, end = power
    row = index.row(number)
    assert row is not None
    found = {"kind": index.held[number].kind, "right": row.right, "role": row.role}
    if start:
        found["from"] = instant(start)
    if end != FOREVER:
        found["until"] = instant(end)
    return found


def missing(index: Index, sub: bytes, place: int, wanted: Wanted, at: int) -> Answer:
    """No: he never held it there, or not any more, or not yet."""
    where = (place, index.places.parent(place))
    held = [p for p in index.powers(sub) if p[0] in where and p[1] in wanted.numbers]
    ended = [power[3] for power in held if power[3] <= at]
    if ended:
        return denied("ended", until=instant(max(ended)))
    if held:
        return denied("not_started", **{"from": instant(min(power[2] for power in held))})
    return denied("not_held")
