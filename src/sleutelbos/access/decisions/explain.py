"""The chain behind a yes: who gave the right, as what, up to where all power begins.

From the log and ``access_power``; asked for with ``context.explain``. It names posts and periods,
never a person: an application doesn't need to know who our beheerders are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import InterfaceError, OperationalError, connection

from sleutelbos.access import names
from sleutelbos.access.decisions import reading
from sleutelbos.access.decisions.questions import Answer, Asker, evaluate, moment
from sleutelbos.access.decisions.search import WHERE
from sleutelbos.access.models import AccessPower
from sleutelbos.access.states import LEGAL_REPRESENTATIVE
from sleutelbos.kernel.audit import DONE
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.tools.prepared import Statement

LONGEST = 10  # links
GIVING = {
    "grant": "access.grant-right",
    "post": "access.appoint",
    "mandate": "access.give-mandate",
}
MOST_ENTRIES = 50
HOLDER = Statement(f"""
SELECT to_json(w.person_id) FROM access_power w JOIN register_person p ON p.id = w.person_id
 WHERE w.organisation_id = $1 AND (w.site_id IS NULL OR w.site_id = $2)
   AND w."right" = $3 AND w.role = $4 AND w.valid @> $5::timestamptz
   AND {reading.SUB} = decode($6, 'hex') LIMIT 1
""")  # noqa: S608 - a fragment of ours


def evaluation(asker: Asker, question: Mapping[str, Any]) -> bytes:
    """One question; with ``context.explain`` a yes carries its whole chain. Raises Unreadable."""
    decision, text = evaluate(asker, question)
    if not decision or (question.get("context") or {}).get("explain") is not True:
        return text
    answer: Answer = orjson.loads(text)
    first = answer["context"]["chain"][0]
    chain = _chain(question, first["right"], first["role"], moment(asker, question))
    answer["context"]["chain"] = chain or [first]
    return orjson.dumps(answer)


def _chain(question: Mapping[str, Any], right: str, role: str, at: int) -> list[dict[str, Any]]:
    """From the right up to the root; empty when the right ended in the meantime."""
    when = datetime.fromtimestamp(at, UTC)
    organisation, site = WHERE(question["resource"]["id"]) or (None, None)
    sub = question["subject"]["id"]
    try:
        person = HOLDER(organisation, site, right, role, when, sub)
        mine = AccessPower.objects.filter(person=person, organisation=organisation)
        held = mine.filter(right=right, role=role, valid__contains=when).order_by("key").first()
        return list(_links(held)) if held is not None else []
    except (OperationalError, InterfaceError):
        connection.close()  # a new one next time
        raise


def _links(power: AccessPower | None) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    while power is not None and power.key not in seen and len(seen) < LONGEST:
        seen.add(power.key)
        yield _link(power)
        entry = _given(power)
        if entry is None:
            return
        if not entry.actor.startswith("person:"):
            yield {"kind": "source", "name": entry.actor}
            return
        power = _power_to_give(entry, power)


def _link(power: AccessPower) -> dict[str, Any]:
    found = {"kind": power.source_kind, "right": power.right, "role": power.role}
    bounds = {"from": power.valid.lower, "until": power.valid.upper}
    return found | {name: bound.isoformat() for name, bound in bounds.items() if bound is not None}


def _given(power: AccessPower) -> AuditEntry | None:
    """The entry of the log in which it was given; a function in the KBO is not given here."""
    action = GIVING.get(power.source_kind)
    if action is None:
        return None
    concerns = [
        f"register.person:{power.person_id}",
        f"register.organisation:{power.organisation_id}",
    ]
    if power.role_row_id is not None:
        concerns.append(f"access.role:{power.role_row_id}")
    entries = AuditEntry.objects.filter(action=action, outcome=DONE, concerns__contains=concerns)
    start = power.valid.lower
    for entry in entries.order_by("-pk")[:MOST_ENTRIES]:
        if start is None or _start(entry) <= start:
            return entry
    return None


def _start(entry: AuditEntry) -> datetime:
    """From when what was given counts, according to the log."""
    period = entry.payload.get("facts", {}).get("period") or {}
    return datetime.fromisoformat(period["from"]) if period.get("from") else entry.at


def _power_to_give(entry: AuditEntry, given: AccessPower) -> AccessPower | None:
    """By which power somebody gave it at that moment: his post, or that of an appointing body."""
    person = int(entry.actor.partition(":")[2])
    mine = AccessPower.objects.filter(person=person, valid__contains=entry.at)
    posts = sorted(
        mine.filter(right=names.IDM, organisation=given.organisation_id),
        key=lambda one: (one.role != LEGAL_REPRESENTATIVE, one.key),
    )
    if posts:
        return posts[0]
    return mine.filter(right=names.APPOINTING, organisation=entry.capacity).order_by("key").first()
