"""The audit log: one entry per action, facts by reference, never a personal number.

What an entry holds: who (actor, capacity, on behalf of), what (action, outcome, subject, changed
fields), about whom (``concerns``), and the facts that its Dutch sentence needs.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import Model

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.kernel.privacy import privacy_of

DONE, REFUSED = "done", "refused"


@dataclass
class Draft:
    """An entry in the making."""

    action: str
    actor: Actor
    correlation: UUID
    line: int
    outcome: str = DONE
    subject: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def ref(instance: Model) -> str:
    """A reference without a foreign key, e.g. ``register.person:12``."""
    return f"{instance._meta.label_lower}:{instance.pk}"


def resolve(refs: Iterable[str]) -> dict[str, Model]:
    """The rows behind references, in one query per model; what is gone is left out."""
    wanted: dict[str, set[str]] = {}
    for reference in refs:
        label, _, pk = reference.partition(":")
        wanted.setdefault(label, set()).add(pk)
    found: dict[str, Model] = {}
    for label, pks in wanted.items():
        for row in apps.get_model(label)._base_manager.filter(pk__in=pks).order_by("pk"):
            found[ref(row)] = row
    return found


def plain(value: object) -> Any:
    """A value as JSON keeps it: references for rows, ISO text for dates and periods."""
    if isinstance(value, Model):
        return ref(value)
    if isinstance(value, Range):
        return {"from": plain(value.lower), "to": plain(value.upper)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def snapshot(instance: Model) -> dict[str, Any]:
    """Public fields with their value; of the others only a digest that shows change."""
    seen: dict[str, Any] = {}
    for column in instance._meta.concrete_fields:
        value = plain(getattr(instance, column.attname))
        if privacy_of(type(instance), column) != "public":
            value = {"hidden": hash(str(value))}
        seen[column.name] = value
    return seen


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Field → [before, after] for what changed; personal fields show only that they changed."""
    changed = {}
    for name, old in before.items():
        new = after.get(name)
        if old != new:
            hidden = isinstance(old, dict) and "hidden" in old
            changed[name] = "changed" if hidden else [old, new]
    return changed


def concerns_of(facts: Mapping[str, Any]) -> list[str]:
    """The rows that an entry speaks of, for "everything about this person"."""
    found: set[str] = set()
    for value in facts.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and is_ref(one):
                found.add(one)
    return sorted(found)


def is_ref(text: str) -> bool:
    """Whether a text is a reference made by :func:`ref`: to a row of a model that there is."""
    label, _sep, pk = text.rpartition(":")
    app, _dot, model = label.partition(".")
    return pk.isdecimal() and model in apps.all_models.get(app, ())


def write(drafts: Iterable[Draft], at: datetime) -> None:
    """Store entries in one statement."""
    rows = []
    for draft in drafts:
        payload = {"facts": draft.facts, "changes": draft.changes, "reason": draft.reason}
        rows.append(
            AuditEntry(
                at=at,
                action=draft.action,
                outcome=draft.outcome,
                actor=draft.actor.ref,
                capacity=draft.actor.capacity.organisation if draft.actor.capacity else None,
                on_behalf_of=draft.actor.on_behalf_of,
                subject=draft.subject,
                concerns=concerns_of({**draft.facts, "subject": draft.subject}),
                correlation=draft.correlation,
                line=draft.line,
                payload={name: value for name, value in payload.items() if value},
                salt=secrets.token_bytes(16),
            )
        )
    AuditEntry.objects.bulk_create(rows)


def canonical(entry: AuditEntry) -> str:
    """The whole entry as the one JSON text that its leaf is the hash of."""
    content = {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "action": entry.action,
        "outcome": entry.outcome,
        "actor": entry.actor,
        "capacity": entry.capacity,
        "on_behalf_of": entry.on_behalf_of,
        "subject": entry.subject,
        "concerns": entry.concerns,
        "correlation": str(entry.correlation),
        "line": entry.line,
        "payload": entry.payload,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def leaf_hash(entry: AuditEntry) -> bytes:
    """SHA-256 over 0x00 ‖ salt ‖ canonical JSON of the whole entry (RFC 6962 leaf)."""
    return hashlib.sha256(b"\x00" + bytes(entry.salt) + canonical(entry).encode()).digest()


def write_view(by: Actor, page: str, purpose: str, persons: Iterable[int]) -> None:
    """Keep that somebody saw personal data: page, purpose and the keys of the persons."""
    keys = sorted(set(persons))
    if keys:
        AuditView.objects.create(
            at=clock.now(),
            page=page,
            actor=by.ref,
            capacity=by.capacity.organisation if by.capacity else None,
            purpose=purpose,
            persons=keys,
        )


def count_refusal(action: str) -> None:
    """Count a refusal of somebody who did not sign in, or at the door of a page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_refusals (day, action, count) VALUES (%s, %s, 1)"
            " ON CONFLICT (day, action) DO UPDATE SET count = kernel_refusals.count + 1",
            [clock.today(), action],
        )
