"""From the KBO mirror to what the register knows of an enterprise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sleutelbos.register.kbo import numbers
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
LANGUAGES = "20134"  # Dutch, unknown, French, German, English (category Language of code.csv)


def record_of(number: str) -> OrganisationRecord | None:
    """The enterprise of ten digits as the mirror holds it, with its vestigingen; or None."""
    enterprise = KboEnterprise.objects.filter(number=number).first()
    if enterprise is None:
        return None
    sites = list(KboEstablishment.objects.filter(enterprise=number).order_by("number"))
    entities = [number, *(site.number for site in sites)]
    names = _by_entity(KboDenomination.objects.filter(entity__in=entities).order_by("pk"))
    addresses = _by_entity(
        KboAddress.objects.filter(entity__in=entities, struck_off_on=None).order_by("pk")
    )
    mail = KboContact.objects.filter(entity=number, entity_contact="ENT", type="EMAIL")
    first_mail = mail.order_by("pk").first()
    return OrganisationRecord(
        number=number,
        name=_name(names.get(number, []), NAME, COMMERCIAL) or numbers.shown(number),
        short_name=_name(names.get(number, []), ABBREVIATION),
        legal_form=enterprise.form,
        legal_situation=enterprise.situation,
        started_on=enterprise.started_on,
        email=first_mail.value if first_mail else "",
        address=_address(addresses.get(number, []), SEAT),
        sites=tuple(
            SiteRecord(
                number=site.number,
                name=_name(names.get(site.number, []), COMMERCIAL, NAME),
                started_on=site.started_on,
                address=_address(addresses.get(site.number, []), ESTABLISHMENT),
            )
            for site in sites
        ),
    )


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
