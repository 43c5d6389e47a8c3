"""A month is dropped while others write in the log: nobody loses an entry, nobody is stuck."""

from __future__ import annotations

import threading
from uuid import uuid4

from django.db import connections, transaction

from sleutelbos.kernel import audit, clock, sealing
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.audit import Draft
from sleutelbos.kernel.models import AuditEntry, AuditLeaf
from sleutelbos.tools.ledger.actions import drop_month
from sleutelbos.tools.ledger.gone import DROP, verify
from tests.tools.ledger.old import old_month

HOUSE = system("test")
SECONDS = 0.5


def test_dropping_waits_for_who_has_not_committed(committed_db: str) -> None:
    month = old_month()
    written, dropped = threading.Event(), threading.Event()
    was_dropped: list[bool] = []

    def write() -> None:
        with transaction.atomic():
            audit.write([Draft("test.first", HOUSE, uuid4(), 0)], clock.now())
            written.set()
            was_dropped.append(dropped.wait(SECONDS))
            audit.write([Draft("test.second", HOUSE, uuid4(), 0)], clock.now())
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(10)
    drop_month(HOUSE, month)
    dropped.set()
    writer.join()
    assert was_dropped == [False]
    names = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"test.first", "test.second", DROP} <= names
    assert "test.old" not in names
    sealing.seal()
    assert verify().verdict == sealing.Verdict(AuditLeaf.objects.count(), 0, "")
