"""What happened to a request or a recognition, in sentences (W22: historiek)."""

from __future__ import annotations

from django.db.models import Model

from sleutelbos.kernel import audit
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.telling import Told, tell

MOST = 100
# What a partnership does among its own people: no company reads of it in a history.
INSIDE = tuple(
    f"duallearning.{name}"
    for name in (
        "open-vote", "vote", "count-vote", "cancel-vote", "propose-hand-over", "refuse-hand-over",
        "cancel-hand-over", "propose-sanction",
    )
)  # fmt: skip


def history_of(row: Model, *, inside: bool) -> list[Told]:
    """For who may see the row: what was done with it, newest first; ``inside``: also what a
    partnership does among its own people."""
    entries = AuditEntry.objects.filter(
        concerns__contains=[audit.ref(row)], outcome=audit.DONE
    ).order_by("-at", "-pk")
    shown = entries if inside else entries.exclude(action__in=INSIDE)
    return tell(shown[:MOST])
