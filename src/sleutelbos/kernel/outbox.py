"""The outbox: events written in the action's transaction, delivered by workers.

An event is a frozen dataclass of plain values. Each subscriber has its own row, so that one that
fails is tried again without troubling the others. A handler runs in the transaction that removes
its row: what it does in the database happens exactly once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import transaction

from sleutelbos.kernel import clock
from sleutelbos.kernel.models import Outbox

EVENTS: dict[str, type[Event]] = {}
HANDLERS: dict[str, Callable[[Any], None]] = {}
SUBSCRIBERS: dict[str, list[str]] = {}

RETRY_AFTER = (5, 30, 120, 600, 3600, 21600)  # seconds; then every six hours


@dataclass(frozen=True)
class Event:
    """Something that happened. Subclasses set ``type`` and declare their payload as fields."""

    type: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.type in EVENTS:
            raise TypeError(f"event type {cls.type} is declared twice")
        EVENTS[cls.type] = cls


E = TypeVar("E", bound=Event)


def subscribe(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run the function in a worker, at least once, after an action emitted the event."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        name = f"{handler.__module__}.{handler.__qualname__}"
        HANDLERS[name] = handler
        SUBSCRIBERS.setdefault(event.type, []).append(name)
        return handler

    return register


def rows_for(events: list[Event], correlation: UUID) -> list[Outbox]:
    """One unsaved row for each event and subscriber."""
    return [
        Outbox(
            type=event.type,
            handler=handler,
            payload=asdict(event),
            correlation=correlation,
            at=clock.now(),
            due=clock.real_now(),
        )
        for event in events
        for handler in SUBSCRIBERS.get(event.type, ())
    ]


def deliver_next() -> bool:
    """Deliver the oldest row that is due; False when there is none.

    A handler that raises is tried again later; its row keeps the error for the operator.
    """
    with transaction.atomic():
        row = (
            Outbox.objects.select_for_update(skip_locked=True)
            .filter(due__lte=clock.real_now())
            .order_by("due", "id")
            .first()
        )
        if row is None:
            return False
        clock.refresh()
        try:
            with transaction.atomic():
                HANDLERS[row.handler](_event_of(row))
        except Exception as error:  # noqa: BLE001 - the row keeps it, the worker goes on
            pause = RETRY_AFTER[min(row.attempts, len(RETRY_AFTER) - 1)]
            row.attempts += 1
            row.due = clock.real_now() + timedelta(seconds=pause)
            row.error = f"{type(error).__name__}: {error}"[:2000]
            row.save(update_fields=["attempts", "due", "error"])
        else:
            row.delete()
    return True


def deliver_all() -> int:
    """Deliver everything that is due; the number of deliveries tried.

    Mostly there is nothing: that is found without a transaction.
    """
    waiting = Outbox.objects.filter(due__lte=clock.real_now())
    return sum(1 for _ in iter(deliver_next, False)) if waiting.exists() else 0


def _event_of(row: Outbox) -> Event:
    kind = EVENTS[row.type]
    known = {f.name for f in fields(kind)}
    return kind(**{name: value for name, value in row.payload.items() if name in known})
