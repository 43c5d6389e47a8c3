"""What happened to a request or a recognition, in sentences (W22: historiek)."""

from __future__ import annotations

from django.db.models import Model

from sleutelbos.kernel import audit
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.telling import Told, tell

MOST = 100


def history_of(row: Model) -> list[Told]:
    """For who may see the row: what was done with it, newest first."""
    entries = AuditEntry.objects.filter(
        concerns__contains=[audit.ref(row)], outcome=audit.DONE
    ).order_by("-at", "-pk")
    return tell(entries[:MOST])
