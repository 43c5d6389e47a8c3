"""Follow numbers of the KBO; called by other actions, of this room and of others (W01)."""

from __future__ import annotations

from collections.abc import Collection

from sleutelbos.kernel import clock
from sleutelbos.register.holding import hold
from sleutelbos.register.kbo.snapshots import snapshots_of
from sleutelbos.register.models import (
    KboFollow,
    Organisation,
    OrganisationIdentifier,
    Site,
)
from sleutelbos.register.queries.kbo_events import AT_ONCE
from sleutelbos.register.states import KeyKind, Source, Status

LOCK = "register.kbo-follow"
OWN = "register"  # what is here itself follows the KBO too


def follow(numbers: Collection[str], room: str) -> None:
    """Let a room hear from now on what happens to these numbers; again is no matter.

    Enterprises and vestigingen, ten digits each; within an action of the room. ``KboEventTold``
    says what happens; what happened before now doesn't count.
    """
    hold(LOCK)
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        known = {row.number: row for row in KboFollow.objects.filter(number__in=some)}
        for row in known.values():
            if room not in row.rooms:
                row.rooms = [*row.rooms, room]
                row.save(update_fields=["rooms"])
        fresh = snapshots_of([number for number in some if number not in known])
        KboFollow.objects.bulk_create(
            KboFollow(number=number, rooms=[room], since=clock.now(), snapshot=snapshot)
            for number, snapshot in fresh.items()
        )


def unfollow(numbers: Collection[str], room: str) -> None:
    """A room no longer wants to hear about these numbers; within an action of the room."""
    hold(LOCK)
    for row in KboFollow.objects.filter(number__in=numbers, rooms__contains=[room]):
        row.rooms = [one for one in row.rooms if one != room]
        if row.rooms:
            row.save(update_fields=["rooms"])
        else:
            row.delete()


def follow_known() -> None:
    """Follow every organisation of the KBO that is here, with its vestigingen; within an action."""
    organisations = Organisation.objects.filter(source=Source.KBO, status=Status.ACTIVE)
    numbers = OrganisationIdentifier.objects.filter(
        kind=KeyKind.KBO, valid__contains=clock.today(), organisation__in=organisations
    ).values_list("value", flat=True)
    sites = Site.objects.filter(organisation__in=organisations).exclude(number="")
    known = {*numbers, *sites.values_list("number", flat=True)}
    follow(known - set(KboFollow.objects.values_list("number", flat=True)), OWN)
