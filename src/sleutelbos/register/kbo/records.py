"""From the KBO mirror to what the register knows of an enterprise."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from sleutelbos.register.kbo import numbers
from sleutelbos.register.kbo.importer import is_first
from sleutelbos.register.kbo.models import (
    KboAddress,
    KboContact,
    KboDenomination,
    KboEnterprise,
    KboEstablishment,
)
from sleutelbos.register.ports import Address, OrganisationRecord, SiteRecord

NAME, ABBREVIATION, COMMERCIAL = "001", "002", "003"
SEAT, ESTABLISHMENT = "REGO", "BAET"
Row = TypeVar("Row", KboDenomination, KboAddress)
Names = dict[str, list[KboDenomination]]
Addresses = dict[str, list[KboAddress]]
LANGUAGES = "20134"  # Dutch, unknown, French, German, English (category Language of code.csv)


def record_of(number: str) -> OrganisationRecord | None:
    """The enterprise of ten digits as the mirror holds it, with its vestigingen; or None."""
    if is_first():
        return None
    enterprise = KboEnterprise.objects.filter(number=number).first()
    if enterprise is None:
        return None
    sites = list(KboEstablishment.objects.filter(enterprise=number).order_by("number"))
    entities = [number, *(site.number for site in sites)]
    names, addresses = names_of(entities), addresses_of(entities)
    mail = KboContact.objects.filter(entity=number, entity_contact="ENT", type="EMAIL")
    first_mail = mail.order_by("pk").first()
    return OrganisationRecord(
        number=number,
        name=enterprise_name(number, names),
        short_name=_name(names.get(number, []), ABBREVIATION),
        legal_form=enterprise.form,
        legal_situation=enterprise.situation,
        started_on=enterprise.started_on,
        email=first_mail.value if first_mail else "",
        address=seat(number, addresses),
        sites=tuple(_site(site, names, addresses) for site in sites),
    )


def sites_of(rows: Collection[KboEstablishment]) -> list[SiteRecord]:
    """The records of some establishments, of whatever enterprises."""
    entities = [row.number for row in rows]
    names, addresses = names_of(entities), addresses_of(entities)
    return [_site(row, names, addresses) for row in rows]


def _site(
    site: KboEstablishment,
    names: Names,
    addresses: Addresses,
) -> SiteRecord:
    return SiteRecord(
        number=site.number,
        name=site_name(site.number, names),
        started_on=site.started_on,
        address=place(site.number, addresses),
    )


def names_of(entities: Collection[str]) -> Names:
    """The names of each, in the order of the file."""
    return _by_entity(KboDenomination.objects.filter(entity__in=entities).order_by("pk"))


def addresses_of(entities: Collection[str]) -> Addresses:
    """The addresses of each that were not struck off, in the order of the file."""
    rows = KboAddress.objects.filter(entity__in=entities, struck_off_on=None)
    return _by_entity(rows.order_by("pk"))


def enterprise_name(number: str, names: Names) -> str:
    """The name of an enterprise; its number when it has none."""
    return _name(names.get(number, []), NAME, COMMERCIAL) or numbers.shown(number)


def site_name(number: str, names: Names) -> str:
    """The name of a vestiging; empty when it has none of its own."""
    return _name(names.get(number, []), COMMERCIAL, NAME)


def seat(number: str, addresses: Addresses) -> Address:
    """The seat of an enterprise; a natural person has none."""
    return _address(addresses.get(number, []), SEAT)


def place(number: str, addresses: Addresses) -> Address:
    """The address of a vestiging."""
    return _address(addresses.get(number, []), ESTABLISHMENT)


def _by_entity(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.entity, []).append(row)
    return found


def _name(rows: list[KboDenomination], *types: str) -> str:
    """The name of the first type that there is, in the language that comes first."""
    for kind in types:
        fitting = [row for row in rows if row.type == kind]
        if fitting:
            return min(fitting, key=_rank).name
    return ""


def _rank(row: KboDenomination) -> int:
    return (LANGUAGES + row.language).index(row.language)


def _address(rows: list[KboAddress], kind: str) -> Address:
    for row in rows:
        if row.type == kind:
            return Address(
                street=row.street_nl or row.street_fr,
                house_number=row.house_number,
                box=row.box,
                postcode=row.zipcode,
                municipality=row.municipality_nl or row.municipality_fr,
                country=row.country_nl or row.country_fr,
            )
    return Address()
