"""The worker process as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.models import AuditEntry, AuditLeaf, Outbox
from sleutelbos.tools.mail.actions import record_refusal
from sleutelbos.tools.mail.events import MailRefused
from sleutelbos.tools.mail.models import Message
from tests.plugin import databases

CHILD = Path(__file__).with_name("child.py")


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def message(**more: object) -> Message:
    values: dict[str, object] = {
        "person": 1, "kind": "test.hello", "language": "nl", "subject": "Dag", "body": "Dag\n",
        "message_id": f"<{uuid4()}@x>", "due": clock.real_now(), "created": clock.now(),
    }  # fmt: skip
    return Message.objects.create(**{**values, **more})


@pytest.fixture
def worker(committed_db: str) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [sys.executable, str(CHILD)],
        env={**os.environ, "DATABASE_URL": databases.dsn(committed_db), "SLEUTELBOS_SMTP": ""},
    )
    yield child
    child.kill()
    child.wait()


@pytest.mark.slow
def test_does_it_all_and_stops_cleanly(worker: subprocess.Popen[bytes]) -> None:
    first = message()
    record_refusal(system("mail"), message(person=2), address="a@b.be", answer="550", person="")
    event = MailRefused(person=1, address="a@b.be", answer="550 no")
    Outbox.objects.create(
        type=event.type, handler="__main__.note", payload=asdict(event), correlation=uuid4(),
        at=clock.now(), due=clock.real_now(),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY sleutelbos_outbox")
    until(lambda: Message.objects.filter(pk=first.pk, state="sent", kind="told").exists())
    until(lambda: AuditLeaf.objects.count() == AuditEntry.objects.count() > 0)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=9) == 0


@pytest.mark.slow
def test_news_of_the_outbox_arrives_at_once(worker: subprocess.Popen[bytes]) -> None:
    first = message(state="sent")
    until(lambda: _listens())
    time.sleep(0.3)
    event = MailRefused(person=1, address="a@b.be", answer="550 no")
    started = time.monotonic()
    Outbox.objects.create(
        type=event.type, handler="__main__.note", payload=asdict(event), correlation=uuid4(),
        at=clock.now(), due=clock.real_now(),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY sleutelbos_outbox")
    until(lambda: Message.objects.filter(pk=first.pk, kind="told").exists())
    assert time.monotonic() - started < 1.0


def _listens() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND query = 'LISTEN sleutelbos_outbox'"
        )
        return bool(cursor.fetchone()[0])
