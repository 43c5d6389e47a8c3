"""A sender that dies at each point of the way: no mail is lost, one is repeated at most once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sleutelbos.kernel import clock
from sleutelbos.tools.mail import sender
from sleutelbos.tools.mail.models import Message
from tests.plugin import databases
from tests.tools.mail.conftest import Postbox

Letter = Callable[..., Message]
CHILD = Path(__file__).with_name("child.py")


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


def die(*args: object, **kwargs: object) -> Any:
    raise Killed


def lease_is_over() -> None:
    Message.objects.update(due=clock.real_now())


def flags(message: Message) -> list[bool]:
    return list(message.deliveries.order_by("attempt").values_list("repeated", flat=True))


def ids(postbox: Postbox) -> list[str]:
    return [
        line.decode().partition(": ")[2]
        for mail in postbox.mails
        for line in bytes(mail.content or b"").splitlines()  # type: ignore[arg-type]
        if line.lower().startswith(b"message-id")
    ]


@pytest.mark.requirement("P06")
@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize(
    ("point", "copies"),
    [
        ("sender.resolve_address", 1),  # after the claim
        ("sender.compose", 1),  # before the connection
        ("smtp._envelope", 1),  # connected
        ("smtp._text", 1),  # just before the text goes
        ("sender._settle", 2),  # between the server's 250 and our commit
    ],
)
def test_kill_point(
    postbox: Postbox, letter: Letter, monkeypatch: pytest.MonkeyPatch, point: str, copies: int
) -> None:
    message = letter()
    with monkeypatch.context() as patch:
        patch.setattr(f"sleutelbos.tools.mail.{point}", die)
        with pytest.raises(Killed):
            sender.send_next()
    assert not sender.send_next()  # the lease holds
    lease_is_over()
    assert sender.send_all() == 1
    message.refresh_from_db()
    assert message.state == "sent"
    assert len(postbox.mails) == copies
    assert len(set(ids(postbox))) == 1
    possibly_repeated = point in ("smtp._text", "sender._settle")
    assert flags(message) == [False, possibly_repeated]


@pytest.mark.requirement("P06")
@pytest.mark.parametrize(("moment", "copies"), [("on_rcpt", 1), ("on_data", 2)])
def test_sigkill(
    postbox: Postbox, letter: Letter, committed_db: str, moment: str, copies: int
) -> None:
    message = letter()
    pid: list[int] = []
    setattr(postbox, moment, lambda: os.kill(pid[0], signal.SIGKILL))
    child = subprocess.Popen(
        [sys.executable, str(CHILD), postbox.url],
        env={**os.environ, "DATABASE_URL": databases.dsn(committed_db)},
        start_new_session=True,
    )
    pid.append(child.pid)
    assert child.wait(timeout=30) == -signal.SIGKILL
    message.refresh_from_db()
    assert message.state == "sending"
    setattr(postbox, moment, None)
    lease_is_over()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "sent"
    assert len(postbox.mails) == copies
    assert len(set(ids(postbox))) == 1
    assert flags(message) == [False, copies == 2]


@pytest.mark.usefixtures("committed_db")
def test_kill_while_a_refusal_is_kept(
    postbox: Postbox, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    postbox.rcpt = "550 unknown"
    message = letter()
    with monkeypatch.context() as patch:
        patch.setattr("sleutelbos.tools.mail.sender.record_refusal", die)
        with pytest.raises(Killed):
            sender.send_next()
    lease_is_over()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "refused"
    assert postbox.mails == []
