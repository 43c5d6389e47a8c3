"""Tell each leidinggevende, at most once a day, what came to wait for him."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.events import EntriesWait
from sleutelbos.timereg.models import WorkEntry


def may_announce_entries(by: Actor) -> Decision:
    """Only the clock."""
    return is_system(by)


@action(
    "timereg.announce-entries",
    label=_("Leidinggevenden melden wat wacht"),
    allow=may_announce_entries,
    locks=(),
    sentence=_("{by} meldde aan leidinggevenden wat wacht: {count}."),
    about=lambda result: {"count": result},
)
def announce_entries(by: Actor) -> int:
    """One event per leidinggevende to whom something was presented in the last day."""
    since = clock.midnight(clock.today() - timedelta(days=1))
    waiting = WorkEntry.objects.filter(state="presented", aside=False)
    fresh = waiting.filter(presented_at__gte=since).values("member__supervisor")
    rows = (
        waiting.filter(member__supervisor__in=fresh)
        .values_list("member__supervisor")
        .annotate(count=Count("pk"))
        .order_by("member__supervisor")
    )
    for supervisor, count in rows:
        emit(EntriesWait(supervisor=supervisor, count=count))
    return len(rows)
