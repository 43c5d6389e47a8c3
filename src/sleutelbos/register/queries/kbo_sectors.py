"""Vestigingen of the KBO by what is done there and where, in the mirror."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.register.kbo import records
from sleutelbos.register.kbo.importer import is_first
from sleutelbos.register.kbo.models import KboActivity, KboAddress, KboEstablishment
from sleutelbos.register.queries.kbo_search import Entity


def sites_by_sector(
    by: Actor,
    nace: Collection[str],
    postcodes: Sequence[tuple[str, str]],
    *,
    without: Collection[str] = (),
    most: int,
) -> list[Entity]:
    """Active vestigingen, at most so many in the order of their numbers, whose NACE code (or that
    of their enterprise) begins with one of these, in these ranges of postcodes; ``without`` are
    numbers that are left out. Names are public, but only to who signed in."""
    if isinstance(by, Nobody) or not nace or not postcodes or is_first():
        return []
    codes = reduce(or_, (Q(nace_code__startswith=code) for code in nace))
    active = KboActivity.objects.filter(codes).values("entity")
    near = reduce(or_, (Q(zipcode__range=bounds) for bounds in postcodes))
    places = KboAddress.objects.filter(near, type=records.ESTABLISHMENT, struck_off_on=None)
    rows = KboEstablishment.objects.filter(
        Q(number__in=active) | Q(enterprise__in=active), number__in=places.values("entity")
    )
    found = list(rows.exclude(number__in=without).order_by("number")[:most])
    entities = [number for row in found for number in (row.number, row.enterprise)]
    names, addresses = records.names_of(entities), records.addresses_of(entities)
    return [
        Entity(
            row.number,
            records.site_name(row.number, names) or records.enterprise_name(row.enterprise, names),
            records.place(row.number, addresses),
            enterprise=row.enterprise,
            first_extract=row.first_extract,
        )
        for row in found
    ]
