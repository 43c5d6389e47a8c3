"""Vestigingen that a known company opened since we met it (W01)."""

from __future__ import annotations

from itertools import groupby

from sleutelbos.kernel import clock
from sleutelbos.register.actions.kbo_follow import OWN, follow
from sleutelbos.register.actions.organisations import site_of
from sleutelbos.register.kbo.models import KboEstablishment
from sleutelbos.register.kbo.records import sites_of
from sleutelbos.register.models import OrganisationIdentifier, Site
from sleutelbos.register.states import KeyKind, Source, Status


def add_new_sites() -> None:
    """Make a row for each vestiging in the mirror that a company of ours lacks, and follow it; part
    of an action."""
    keys = OrganisationIdentifier.objects.filter(
        kind=KeyKind.KBO, valid__contains=clock.today(),
        organisation__source=Source.KBO, organisation__status=Status.ACTIVE,
    ).select_related("organisation")  # fmt: skip
    numbers = KboEstablishment.objects.filter(enterprise__in=keys.values("value")).exclude(
        number__in=Site.objects.values("number")
    )
    rows = list(numbers.order_by("enterprise", "number"))
    if not rows:
        return
    owners = {
        key.value: key.organisation for key in keys.filter(value__in={r.enterprise for r in rows})
    }
    found = {record.number: record for record in sites_of(rows)}
    Site.objects.bulk_create(
        site_of(owners[enterprise], found[row.number])
        for enterprise, same in groupby(rows, key=lambda row: row.enterprise)
        for row in same
    )
    follow([row.number for row in rows], OWN)
