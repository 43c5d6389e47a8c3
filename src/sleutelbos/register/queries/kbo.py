"""What the KBO knows of numbers that may not be here yet."""

from __future__ import annotations

from collections.abc import Collection

from sleutelbos.kernel import clock
from sleutelbos.register import ports
from sleutelbos.register.kbo.importer import is_first
from sleutelbos.register.kbo.models import KboEnterprise, KboEstablishment


def known_to_kbo(numbers: Collection[str]) -> dict[str, frozenset[str]]:
    """Of these ondernemingsnummers (ten digits) the active ones, with their vestigingsnummers.

    From the KBO mirror, else from the functions feed, as ``know_organisation`` would find them.
    """
    rows = KboEnterprise.objects.none() if is_first() else KboEnterprise.objects.all()
    mirrored = rows.filter(number__in=numbers).values_list("number", flat=True)
    found: dict[str, set[str]] = {number: set() for number in mirrored}
    sites = KboEstablishment.objects.filter(enterprise__in=list(found)) if found else ()
    for site in sites:
        found[site.enterprise].add(site.number)
    for number in set(numbers) - set(found):
        record = ports.functions_feed().organisation(number)
        stopped = record and record.stopped_on is not None and record.stopped_on <= clock.today()
        if record and not stopped:
            found[number] = {site.number for site in record.sites}
    return {number: frozenset(of_it) for number, of_it in found.items()}
