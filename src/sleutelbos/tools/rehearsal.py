"""What an action would bring about, by itself and by its events: done for real, then taken back.

So a preview can't differ from what happens afterwards: there is no second description of it (W25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Max, Model

from sleutelbos.kernel.models import AuditEntry, Outbox
from sleutelbos.kernel.outbox import EVENTS, HANDLERS
from sleutelbos.tools.mail.models import Message

TRIES = 3  # somebody may change the same rows meanwhile
MOST = 10_000  # deliveries; more is a circle


@dataclass(frozen=True)
class Effect:
    """An action that would be done: its name, what it is about and its facts, as the audit log
    would keep them."""

    action: str
    subject: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Effects:
    """All that would happen, in order; ``mails`` are the persons (keys) who would get one, with
    the kind of the mail."""

    done: tuple[Effect, ...]
    mails: tuple[tuple[int | None, str], ...]


def rehearse(do: Callable[[], object]) -> Effects:
    """Run ``do``, deliver every event that follows, note what came of it and take it all back.

    ``do`` fetches its own rows: what it changes in memory is not taken back. Raises what ``do``
    raises (Refused, Invalid). Nothing outside the database may follow from it before a commit, as
    everywhere in the house.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with _taken_back():
                return _effects(do)
        except OperationalError:
            if attempt == TRIES or connection.in_atomic_block:
                raise
    raise AssertionError("unreachable")


@contextmanager
def _taken_back() -> Iterator[None]:
    """A transaction that sees nothing of what others do meanwhile, and leaves nothing behind."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
        transaction.set_rollback(True)


def _effects(do: Callable[[], object]) -> Effects:
    entries, events, mails = _last(AuditEntry), _last(Outbox), _last(Message)
    do()
    for _ in range(MOST):
        row = Outbox.objects.filter(pk__gt=events).order_by("due", "pk").first()
        if row is None:
            break
        HANDLERS[row.handler](EVENTS[row.type](**row.payload))
        row.delete()
    else:
        raise RuntimeError("events without end")
    return Effects(
        tuple(
            Effect(row.action, row.subject, row.payload.get("facts", {}))
            for row in AuditEntry.objects.filter(pk__gt=entries).order_by("pk")
        ),
        tuple(Message.objects.filter(pk__gt=mails).order_by("pk").values_list("person", "kind")),
    )


def _last(model: type[Model]) -> int:
    found = model._default_manager.aggregate(last=Max("pk"))["last"]
    return int(found or 0)
