"""Events delivered and mails handed over, against bare loops that do the least possible."""

from __future__ import annotations

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import ClassVar
from uuid import uuid4

from common import report, stage
from django.conf import settings
from django.db import connection, transaction

from sleutelbos.kernel import clock
from sleutelbos.kernel.outbox import Event, Outbox, deliver_all, rows_for, subscribe
from sleutelbos.tools.mail import ports, sender
from sleutelbos.tools.mail.compose import compose
from sleutelbos.tools.mail.models import Delivery, Message
from sleutelbos.tools.mail.ports import Address
from sleutelbos.tools.mail.states import MessageState

COUNT, ROUNDS = 500, 5
FROM, TO = "no-reply@example.be", "an@example.be"
BODY = "Beste An\n\nU kreeg het recht Werkplek Duaal Gebruiker bij GO! atheneum De Brug.\n" * 8


@dataclass(frozen=True)
class Nothing(Event):
    """Something that happened to nobody."""

    type: ClassVar[str] = "bench.nothing"
    number: int


@subscribe(Nothing)
def do_nothing(event: Nothing) -> None:
    """The handler costs nothing, so that only the delivery is measured."""


def fill_outbox() -> None:
    """Events that wait, each for one subscriber."""
    Outbox.objects.bulk_create(rows_for([Nothing(n) for n in range(COUNT)], uuid4()))


def deliver() -> None:
    """As the worker does: each event in a transaction of its own."""
    if deliver_all() != COUNT:
        raise SystemExit("outbox: not all was delivered")


def take_bare() -> None:
    """The floor: take and remove the oldest row that is due, one statement in a transaction."""
    taken = 1
    while taken:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM kernel_outbox WHERE id = (SELECT id FROM kernel_outbox"
                " WHERE due <= %s ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED)"
                " RETURNING payload",
                [clock.real_now()],
            )
            taken = cursor.rowcount


def fill_mail() -> None:
    """Messages that wait."""
    now = clock.real_now()
    Message.objects.bulk_create(
        Message(person=1, kind="bench", language="nl", subject="U kreeg een recht", body=BODY,
                message_id=f"<{uuid4()}@example.be>", due=now, created=now)
        for _ in range(COUNT)
    )  # fmt: skip


def send() -> None:
    """As the worker does."""
    if sender.send_all() != COUNT or Message.objects.exclude(state=MessageState.SENT).exists():
        raise SystemExit("outbox: not every mail was taken")
    Delivery.objects.all().delete()
    Message.objects.all().delete()


def bare_smtp(port: int, *, each: bool) -> Callable[[], None]:
    """The floor: smtplib with the same bytes, a connection for each mail or one for all."""
    now = clock.real_now()
    message = Message(subject="U kreeg een recht", body=BODY, language="nl", created=now,
                      message_id=f"<{uuid4()}@example.be>")  # fmt: skip
    content = compose(message, Address(TO, "nl", "An Peeters"))

    def run() -> None:
        server = smtplib.SMTP("127.0.0.1", port)
        for number in range(COUNT):
            if each and number:
                server.quit()
                server = smtplib.SMTP("127.0.0.1", port)
            server.sendmail(FROM, [TO], content)
        server.quit()

    return run


@contextmanager
def mail_server() -> Iterator[int]:
    """aiosmtpd in a process of its own, which throws mails away; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-u", "-l", f"127.0.0.1:{port}",
               "-c", "aiosmtpd.handlers.Sink"]  # fmt: skip
    child = subprocess.Popen(command)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        child.terminate()
        child.wait()


def rate(fill: Callable[[], None], work: Callable[[], None]) -> float:
    """Pieces of work per second."""
    fill()
    start = perf_counter()
    work()
    return COUNT / (perf_counter() - start)


def nothing() -> None:
    """For what needs no filling."""


def main() -> None:
    """Each way in turn, five times."""
    ports.bind({1: Address(TO, "nl", "An Peeters")}.get)
    with stage.fresh_database(), mail_server() as port:
        settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
        settings.MAIL_FROM = f"Sleutelbos <{FROM}>"
        ways = {
            "events: deliver": (fill_outbox, deliver),
            "events: bare DELETE … SKIP LOCKED": (fill_outbox, take_bare),
            "mails: send": (fill_mail, send),
            "mails: smtplib, a connection each": (nothing, bare_smtp(port, each=True)),
            "mails: smtplib, one connection": (nothing, bare_smtp(port, each=False)),
        }
        stage.conditions(f"{COUNT} pieces in a round, {ROUNDS} rounds in turn, one worker thread,",
                         "a local aiosmtpd in a process of its own")  # fmt: skip
        found: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, (fill, work) in ways.items():
                found[name].append(rate(fill, work))
    names = list(ways)
    peers = dict(zip(names, [names[1]] * 2 + [names[3]] * 3, strict=True))
    ratios = {
        name: [peer / own for own, peer in zip(found[name], found[peers[name]], strict=True)]
        for name in names
    }
    rows = [[name, f"{median(found[name]):,.0f}", report.spread(ratios[name])] for name in names]
    report.show("a second", ["", "rate", "× time of the bare loop"], rows)
    events, mails = names[0], names[2]
    report.figure(
        "outbox",
        f"{median(found[events]):,.0f} events/s, {median(ratios[events]):.1f} × a bare DELETE;"
        f" {median(found[mails]):,.0f} mails/s, {median(ratios[mails]):.1f} × smtplib",
    )


if __name__ == "__main__":
    main()
