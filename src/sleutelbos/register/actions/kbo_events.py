"""Tell once a week what happened to the numbers of the KBO that somebody follows (W01, W11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.register.actions.kbo_follow import LOCK
from sleutelbos.register.actions.kbo_sites import add_new_sites
from sleutelbos.register.actions.organisations import stop_organisation
from sleutelbos.register.events import KboEventTold
from sleutelbos.register.holding import hold
from sleutelbos.register.kbo import importer
from sleutelbos.register.kbo.snapshots import ADDRESS, snapshots_of
from sleutelbos.register.models import KboEvent, KboFollow, KboLoad, Organisation, Site
from sleutelbos.register.ports.kbo import EntityStatus
from sleutelbos.register.queries.kbo_events import AT_ONCE, events_of, followed_by_the_thousand
from sleutelbos.register.rules import kbo as rules
from sleutelbos.register.states import KboChange, KeyKind, Source, Status


def facts_of_telling(
    result: list[KboEvent], *, statuses: Mapping[str, EntityStatus]
) -> Mapping[str, object]:
    """How much, up to which extract."""
    return {"count": len(result), "number": importer.last_number()}


@action(
    "register.tell-kbo",
    label=_("Wijzigingen in de KBO melden"),
    allow=rules.may_tell,
    locks=(),
    sentence=_("{by} meldde de wijzigingen tot KBO-uittreksel {number}: {count}."),
    about=facts_of_telling,
)
def tell_kbo(by: Actor, *, statuses: Mapping[str, EntityStatus]) -> list[KboEvent]:
    """Tell what happened to every followed number since the last time, net, each once.

    Our own rows of those numbers follow, and vestigingen that opened meanwhile appear.
    ``statuses`` is what VKBO said of numbers that vanished.
    Raises Invalid while an extract is half applied.
    """
    hold(LOCK)
    if KboLoad.objects.filter(state="loading").exists():
        raise Invalid(_t("Er wordt een levering geladen. Wacht tot ze klaar is."))
    told: list[KboEvent] = []
    for rows in followed_by_the_thousand():
        told += _tell(rows, statuses)
    for event in told:
        emit(KboEventTold(event=event.pk, kind=event.kind, site=event.is_site))
    _refresh(by, told)
    add_new_sites()
    return told


def _tell(rows: Collection[KboFollow], statuses: Mapping[str, EntityStatus]) -> list[KboEvent]:
    now = snapshots_of([row.number for row in rows])
    events: list[KboEvent] = []
    changed: list[KboFollow] = []
    for row in rows:
        after = now[row.number]
        events += events_of(row, after, statuses.get(row.number))
        kept = after if after["here"] else {**row.snapshot, "here": False}
        if kept != row.snapshot:
            row.snapshot = dict(kept)
            changed.append(row)
    KboFollow.objects.bulk_update(changed, ["snapshot"], batch_size=AT_ONCE)
    return KboEvent.objects.bulk_create(events)


def _refresh(by: Actor, events: Collection[KboEvent]) -> None:
    """Let our own organisations and vestigingen follow what the KBO says of them."""
    house = system("kbo", on_behalf_of=by.ref)
    for event in events:
        if event.is_site:
            _refresh_site(event)
        else:
            for organisation in Organisation.objects.filter(
                identifiers__kind=KeyKind.KBO,
                identifiers__value=event.number,
                identifiers__valid__contains=clock.today(),
                source=Source.KBO,
            ):
                _refresh_organisation(house, organisation, event)


def _refresh_organisation(house: Actor, organisation: Organisation, event: KboEvent) -> None:
    if event.kind == KboChange.STOPPED and event.stopped_on is not None:
        first = organisation.started_on or event.stopped_on
        on = min(max(event.stopped_on, first), clock.today())
        stop_organisation(house, organisation, on=on)
    elif event.kind == KboChange.CAME_BACK:
        Organisation.objects.filter(pk=organisation.pk).update(
            status=Status.ACTIVE, stopped_on=None
        )
    elif event.kind in FIELDS:
        values = _values(event)
        Organisation.objects.filter(pk=organisation.pk).update(**values)


def _refresh_site(event: KboEvent) -> None:
    sites = Site.objects.filter(number=event.number)
    if event.kind in (KboChange.STOPPED, KboChange.VANISHED):
        on = event.stopped_on or clock.today()
        sites.filter(status=Status.ACTIVE).update(status=Status.STOPPED, stopped_on=on)
    elif event.kind == KboChange.CAME_BACK:
        sites.update(status=Status.ACTIVE, stopped_on=None)
    elif event.kind in FIELDS:
        sites.update(**_values(event))


FIELDS: Mapping[str, Mapping[str, str]] = {  # of an event: our field → that of the snapshot
    KboChange.MOVED: {name: name for name in ADDRESS},
    KboChange.RENAMED: {"name": "name"},
    KboChange.SITUATION: {"legal_situation": "situation"},
}


def _values(event: KboEvent) -> dict[str, Any]:
    return {ours: event.after.get(theirs, "") for ours, theirs in FIELDS[event.kind].items()}
