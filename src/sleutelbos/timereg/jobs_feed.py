"""Every Friday what ESF left is loaded, by the house when nothing is wrong with it (T02, S0)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.timereg import ports
from sleutelbos.timereg.actions.feed import (
    HOUSE,
    RUN,
    load_feed,
    refuse_feed,
    stage_feed,
    stop_feed,
)
from sleutelbos.timereg.feed_words import fault_text
from sleutelbos.timereg.models import FeedLoad
from sleutelbos.timereg.policies import feed_hour
from sleutelbos.timereg.ports import Delivery, Parcel, Unreachable
from sleutelbos.tools.jobs import job
from sleutelbos.tools.runs.events import RunEnded


@job(
    "timereg.fetch-feed",
    cron="0 * * * 5",
    label=_("Gegevens van ESF laden"),
    missed="daily",
)
def fetch(at: datetime) -> None:
    """Each hour of a Friday from the one of the dated setting on: so a late file is found too."""
    local = at.astimezone(clock.BRUSSELS)
    if ports.is_connected() and local.hour >= feed_hour.on(local.date()):
        fetch_now(local.date().isoformat())


def fetch_now(day: str) -> FeedLoad:
    """Stage what lies ready and load it; what needs a human waits for one and says why.

    Repeating it for the same day and content gives the earlier load.
    """
    try:
        parcel = ports.feed_source().newest()
    except Unreachable as unreachable:
        return _refused(day, _t("ESF"), Delivery(), [str(unreachable.sentence)])
    if parcel is None:
        return _refused(day, _t("ESF"), Delivery(), [_t("Er lag geen bestand klaar.")])
    return _taken(day, parcel, ports.read_parcel(parcel))


def _taken(day: str, parcel: Parcel, delivery: Delivery) -> FeedLoad:
    if delivery.refusals:
        told = [fault_text(fault) for fault in delivery.refusals]
        return _refused(day, parcel.name, delivery, told)
    try:
        load = stage_feed.keyed(
            f"{day}-{delivery.digest[:16]}", HOUSE, delivery, source=parcel.name
        )
    except Invalid as problem:
        told = [str(sentence) for sentence in problem.problems.values()]
        return _refused(day, parcel.name, delivery, told)
    if load.state == "staged" and not load.reasons:
        load_feed(HOUSE, load)
    return load


def _refused(day: str, source: str, delivery: Delivery, reasons: list[str]) -> FeedLoad:
    said = hashlib.sha256("\n".join([source, *reasons]).encode()).hexdigest()[:16]
    return refuse_feed.keyed(f"{day}-{said}", HOUSE, delivery, source=source, reasons=reasons)


@subscribe(RunEnded)
def follow_run(event: RunEnded) -> None:
    """A run of ours lapsed, failed or was stopped from the page of tasks: so is the load."""
    if event.kind != RUN or event.state == "done":
        return
    load = FeedLoad.objects.filter(run_id=event.run, state__in=("staged", "loading")).first()
    if load is not None:
        stop_feed(HOUSE, load, reason=str(load.run.reason) if load.run else "")
