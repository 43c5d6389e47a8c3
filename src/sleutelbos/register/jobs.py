"""Every week what the KBO published is loaded, extract after extract, then told once (W01)."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.actions.kbo_events import tell_kbo
from sleutelbos.register.actions.kbo_loads import (
    APPLY,
    HOUSE,
    OPEN,
    READ,
    interrupt_kbo,
    receive_kbo,
    refuse_kbo,
    stop_kbo,
)
from sleutelbos.register.kbo import importer, storing
from sleutelbos.register.models import KboEvent, KboLoad
from sleutelbos.register.ports import kbo as ports
from sleutelbos.register.ports.kbo import EntityStatus, KboUnreachable, Offer
from sleutelbos.register.queries.kbo_events import pending_events
from sleutelbos.register.states import KboChange
from sleutelbos.tools.jobs import job
from sleutelbos.tools.runs.events import RunEnded

MOST_ASKED = 500  # numbers that VKBO is asked for in one week


@job(
    "register.fetch-kbo",
    cron="*/10 4-9 * * 1",
    label=_("Gegevens van de KBO laden"),
    missed="daily",
)
def fetch(at: datetime) -> None:
    """On Monday morning: one extract each time, until there is no next one."""
    storing.sweep([load.stored for load in KboLoad.objects.filter(state__in=OPEN)])
    day = at.astimezone(clock.BRUSSELS).date().isoformat()
    if ports.is_connected() and not KboLoad.objects.filter(state__in=OPEN).exists():
        fetch_next(HOUSE, day)


@job(
    "register.tell-kbo",
    cron="0 10,14,18 * * 1",
    label=_("Wijzigingen in de KBO melden"),
    missed="daily",
)
def tell(at: datetime) -> None:
    """On Monday, after what was published is loaded; again where a load took longer."""
    if not KboLoad.objects.filter(state="loading").exists():
        tell_now(HOUSE)


def fetch_next(by: Actor, key: str) -> KboLoad | None:
    """Read the extract that comes next, or the one that is open; None when there is none.

    What can't be read is kept as a load that was not done, with the reason, once per ``key``.
    """
    source, name = ports.source(), _t("KBO")
    assert source is not None
    busy = KboLoad.objects.filter(state__in=OPEN).first()
    if busy is not None:
        return busy
    try:
        offer = wanted(source.offers(), importer.last_number())
        if offer is None:
            return None
        name = offer.name
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "kbo.zip"
            source.fetch(offer, path)
            return receive_kbo(by, path, source=name)
    except KboUnreachable as unreachable:
        return _refused(key, name, str(unreachable.sentence))
    except Invalid as problem:
        return _refused(key, name, " ".join(str(one) for one in problem.problems.values()))


def _refused(key: str, name: str, reason: str) -> KboLoad:
    said = hashlib.sha256(f"{name}\n{reason}".encode()).hexdigest()[:16]
    return refuse_kbo.keyed(f"{key}-{said}", HOUSE, source=name, reason=reason)


def wanted(offers: Sequence[Offer], last: int) -> Offer | None:
    """Which extract comes next: the update that follows, else the newest full one after it."""
    for offer in offers:
        if last and not offer.full and offer.number == last + 1:
            return offer
    full = [offer for offer in offers if offer.full and offer.number > last]
    return max(full, default=None)


def tell_now(by: Actor) -> list[KboEvent]:
    """Ask VKBO why what vanished did so, then tell everything that happened."""
    return tell_kbo(by, statuses=_statuses(by))


def _statuses(by: Actor) -> dict[str, EntityStatus]:
    lookup, found = ports.lookup(), dict[str, EntityStatus]()
    if lookup is None:
        return found
    gone = [event.number for event in pending_events(by) if event.kind == KboChange.VANISHED]
    for number in gone[:MOST_ASKED]:
        try:
            status = lookup.status_of(number)
        except KboUnreachable:
            break  # it is told as vanished: nobody waits for another service
        if status is not None:
            found[number] = status
    return found


@subscribe(RunEnded)
def follow_kbo_run(event: RunEnded) -> None:
    """A step of ours lapsed, failed or was stopped from the page of tasks: so is the load."""
    if event.kind not in (READ, APPLY) or event.state == "done":
        return
    load = KboLoad.objects.filter(run_id=event.run).first()
    if load is None:
        return
    reason = str(load.run.reason) if load.run and load.run.reason else _t("De taak stopte.")
    if load.state == "reading":
        stop_kbo(HOUSE, load, reason=reason)
    elif load.state == "loading":
        interrupt_kbo(HOUSE, load, reason=reason)
