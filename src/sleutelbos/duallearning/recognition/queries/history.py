"""What happened to a record of Werkplek Duaal, in sentences (W22: historiek)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from sleutelbos.access.public import Right
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.kernel import audit
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.telling import Told, tell
from sleutelbos.register.public import Organisation
from sleutelbos.tools.policies.models import PolicyValue

MOST = 100


def _ours(*actions: str) -> tuple[str, ...]:
    return tuple(f"duallearning.{name}" for name in actions)


# What a partnership does among its own people: no company reads of it in a history.
INSIDE = _ours(
    "open-vote", "vote", "count-vote", "cancel-vote", "propose-hand-over", "refuse-hand-over",
    "cancel-hand-over", "propose-sanction",
)  # fmt: skip
# What changes an opleiding or a partnership itself, and not only a file that names it.
OF_PROGRAMME = _ours(
    "add-programme", "change-programme", "add-offer", "end-offer", "add-rule", "end-rule"
)
OF_PARTNERSHIP = (
    *_ours("delegate-power", "end-delegation", "add-rule", "end-rule"),
    "tools.policies.set-value",
)
OF_POSTS = ("access.appoint", "access.end-post", "access.replace-beheerder")
OF_GRANTS = ("access.grant-right", "access.change-grant", "access.withdraw-grant")


@dataclass(frozen=True)
class Changed:
    """Something that was done to a record; ``fields`` are its values before and after, ``persons``
    the keys of whom it is about."""

    told: Told
    fields: dict[str, Any] = field(default_factory=dict)
    persons: tuple[int, ...] = ()


def _entries(rows: Collection[Model]) -> QuerySet[AuditEntry]:
    about = [audit.ref(row) for row in rows]
    entries = AuditEntry.objects.filter(concerns__overlap=about, outcome=audit.DONE)
    return entries.order_by("-at", "-pk")


def history_of(row: Model, *, inside: bool) -> list[Told]:
    """For who may see the row: what was done with it, newest first; ``inside``: also what a
    partnership does among its own people."""
    entries = _entries([row])
    shown = entries if inside else entries.exclude(action__in=INSIDE)
    return tell(shown[:MOST])


def history_of_programme(row: Programme) -> list[Changed]:
    """For who may read the opleiding: what it was before, and which schools offer it since when."""
    return _changed(_entries([row]).filter(action__in=OF_PROGRAMME), audit.ref(row))


def history_of_partnership(row: Organisation) -> list[Changed]:
    """For the department: powers, sector agreements and own settings of a partnership."""
    values = PolicyValue.objects.filter(
        name__in=[one.name for one in policies.OF_PARTNERSHIP],
        scope_kind="partnership",
        scope_key=scope_of(row)["partnership"],
    )
    return _changed(_entries([row, *values]).filter(action__in=OF_PARTNERSHIP))


def history_of_members(row: Organisation) -> list[Changed]:
    """For the department: its beheerders, and who got or lost which role in Werkplek Duaal."""
    rights = [audit.ref(one) for one in Right.objects.filter(code=names.USER)]
    roles = Q(action__in=OF_GRANTS, concerns__overlap=rights)
    return _changed(_entries([row]).filter(Q(action__in=OF_POSTS) | roles))


def _changed(entries: QuerySet[AuditEntry], subject: str = "") -> list[Changed]:
    rows = list(entries[:MOST])
    return [
        Changed(told, _fields(entry, subject), _persons(entry))
        for entry, told in zip(rows, tell(rows), strict=True)
    ]


def _fields(entry: AuditEntry, subject: str) -> dict[str, Any]:
    changes: dict[str, Any] = entry.payload.get("changes", {}).get(subject, {})
    return changes


def _persons(entry: AuditEntry) -> tuple[int, ...]:
    keys = (ref.partition(":") for ref in entry.concerns)
    return tuple(int(key) for label, _colon, key in keys if label == "register.person")
