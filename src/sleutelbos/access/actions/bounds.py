"""What the clock brings: rights that start, end, or end soon (G10)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.events import RightEnded, RightEnding, RightStarted
from sleutelbos.access.models import Announced, Grant
from sleutelbos.access.policies import warn_days
from sleutelbos.access.ranges import REAL_END, Lower
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision


def may_announce(by: Actor) -> Decision:
    """Only the clock."""
    return is_system(by)


@action(
    "access.announce-bounds",
    label=_("Begin en einde van rechten melden"),
    allow=may_announce,
    locks=(),
    sentence=_("{by} meldde welke rechten begonnen ({started}) en eindigden ({ended})."),
    about=lambda result: {"started": result[0], "ended": result[1]},
)
def announce_bounds(by: Actor) -> tuple[int, int]:
    """Announce the grants that started or ended since the last time, up to now.

    The first time nothing is announced: what started before is known. Gives both numbers.
    """
    row = Announced.objects.select_for_update().first()
    now = clock.now()
    if row is None:
        Announced.objects.create(until=now)
        return 0, 0
    started, ended = _passed(row.until, now)
    starts = list(started.order_by("pk").values_list("pk", flat=True))
    ends = list(ended.order_by("pk").values_list("pk", flat=True))
    for key in starts:
        emit(RightStarted(grant=key))
    for key in ends:
        emit(RightEnded(grant=key))
    row.until = now
    row.save(update_fields=["until"])
    return len(starts), len(ends)


def anything_to_announce() -> bool:
    """Whether :func:`announce_bounds` would announce something, or never ran: each minute that
    it has nothing to say would else be a line of the log."""
    row = Announced.objects.first()
    if row is None:
        return True
    return any(found.exists() for found in _passed(row.until, clock.now()))


def _passed(after: datetime, until: datetime) -> tuple[QuerySet[Grant], QuerySet[Grant]]:
    """Grants that started, and grants that ended, after one instant and up to another."""
    between = Q(bound__gt=after, bound__lte=until)
    started = Grant.objects.annotate(bound=Lower(F("valid"))).filter(between)
    return started, Grant.objects.annotate(bound=REAL_END).filter(between)


def may_warn(by: Actor) -> Decision:
    """Only the clock."""
    return is_system(by)


@action(
    "access.warn-ending",
    label=_("Waarschuwen dat rechten eindigen"),
    allow=may_warn,
    locks=(),
    sentence=_("{by} keek welke rechten eindigen, en waarschuwde voor {count}."),
    about=lambda result: {"count": result},
)
def warn_ending(by: Actor) -> int:
    """Announce grants whose last day is so many days ahead (``access.warn-days``); once a day."""
    count = 0
    for days in warn_days.on(clock.today()):
        rows = (
            _ending_in(days)
            .order_by("relation", "role__right", "pk")
            .values_list("relation", "role__right", "pk")
        )
        for _together, group in groupby(rows, key=itemgetter(0, 1)):
            emit(RightEnding(grants=[key for _relation, _right, key in group], days=days))
            count += 1
    return count


def anyone_to_warn() -> bool:
    """Whether :func:`warn_ending` would announce something: a day without would else be a line
    of the log that says nothing."""
    return any(_ending_in(days).exists() for days in warn_days.on(clock.today()))


def _ending_in(days: int) -> QuerySet[Grant]:
    """Grants whose last day is so many days ahead."""
    day_after = clock.today() + timedelta(days=days + 1)
    window = (clock.midnight(day_after - timedelta(days=1)), clock.midnight(day_after))
    return Grant.objects.annotate(bound=REAL_END).filter(bound__gt=window[0], bound__lte=window[1])
