"""What happened, or is about to be told, about the numbers that somebody follows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.kbo import importer
from sleutelbos.register.kbo.snapshots import Snapshot, differences, snapshots_of
from sleutelbos.register.models import KboEvent, KboFollow
from sleutelbos.register.ports.kbo import EntityStatus
from sleutelbos.register.rules.kbo import loads_kbo
from sleutelbos.register.states import KboChange

AT_ONCE = 1_000


def kbo_events(by: Actor) -> QuerySet[KboEvent]:
    """What was told, newest first; for who runs the platform. Rooms read one with kbo_event."""
    rows = KboEvent.objects.order_by("-at", "number")
    return rows if loads_kbo(by) else rows.none()


def kbo_event(pk: int) -> KboEvent:
    """The event that ``KboEventTold`` names; raises KboEvent.DoesNotExist."""
    return KboEvent.objects.get(pk=pk)


def kbo_events_of(numbers: Collection[str]) -> QuerySet[KboEvent]:
    """What was told of these numbers, newest first; for a caller who may know of them."""
    return KboEvent.objects.filter(number__in=numbers).order_by("-at", "number", "pk")


def pending_events(by: Actor) -> Iterator[KboEvent]:
    """What would be told now, in the order of the numbers; unsaved. Nothing for anybody else than
    who runs the platform."""
    if not loads_kbo(by):
        return
    for rows in followed_by_the_thousand():
        now = snapshots_of([row.number for row in rows])
        for row in rows:
            yield from events_of(row, now[row.number], None)


def kbo_follows(by: Actor) -> QuerySet[KboFollow]:
    """Every followed number; for who runs the platform."""
    rows = KboFollow.objects.order_by("number")
    return rows if loads_kbo(by) else rows.none()


def followed_by_the_thousand() -> Iterator[list[KboFollow]]:
    """All that is followed, in the order of the numbers, never too much at once."""
    last = ""
    while rows := list(KboFollow.objects.filter(number__gt=last).order_by("number")[:AT_ONCE]):
        last = rows[-1].number
        yield rows


def events_of(row: KboFollow, after: Snapshot, status: EntityStatus | None) -> Iterator[KboEvent]:
    """What happened to one number since it was last told, given what VKBO says of it."""
    extract, now = importer.last_number(), clock.now()
    for kind in differences(row.snapshot, after):
        event = KboEvent(
            number=row.number, kind=kind, extract=extract, at=now, before=row.snapshot, after=after
        )
        if kind == KboChange.VANISHED and status is not None and status.stopped_on is not None:
            event.kind = KboChange.STOPPED
            event.reason, event.stopped_on = status.reason[:200], status.stopped_on
        yield event
