"""Vestigingen of the KBO that may become a workplace, and the one of a number (W20)."""

from __future__ import annotations

from dataclasses import dataclass

from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.queries.scope import nace_of
from sleutelbos.duallearning.prospection.regions import postcodes_of
from sleutelbos.duallearning.prospection.states import HELD
from sleutelbos.duallearning.recognition.models import Programme, Recognition
from sleutelbos.duallearning.recognition.states import HELD_STATES
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    Entity,
    KeyKind,
    Site,
    Status,
    entities_by_number_or_name,
    numbers_of,
    sites_by_sector,
)

MOST = 200  # candidates of a region that are shown


@dataclass(frozen=True)
class Workplace:
    """A vestiging as the KBO has it; numbers have ten digits."""

    number: str
    company: str
    name: str
    address: str
    postcode: str = ""


def _of_entity(found: Entity) -> Workplace:
    place = found.address
    street = " ".join(part for part in (place.street, place.house_number) if part)
    town = " ".join(part for part in (place.postcode, place.municipality) if part)
    address = ", ".join(part for part in (street, town) if part)
    return Workplace(found.number, found.enterprise, found.name, address, place.postcode)


def candidates(by: Actor, programme: Programme, region: str) -> list[Workplace]:
    """In a region, of a sector of the opleiding, not recognised for it and nobody's lead."""
    recognised = Recognition.objects.filter(programme=programme, state__in=HELD_STATES)
    known = set(recognised.values_list("site__number", flat=True))
    known |= set(Lead.objects.filter(state__in=HELD).values_list("site_number", flat=True))
    codes = nace_of(programme, clock.today())
    found = sites_by_sector(by, codes, postcodes_of(region), without=known - {""}, most=MOST)
    return [_of_entity(one) for one in found]


def workplace_with(by: Actor, number: str) -> Workplace | None:
    """The active vestiging with a number (ten digits): in the KBO mirror, else as known here."""
    for one in entities_by_number_or_name(by, number):
        if one.enterprise:
            return _with_name(by, _of_entity(one))
    row = Site.objects.filter(number=number, status=Status.ACTIVE).select_related("organisation")
    site = row.filter(organisation__status=Status.ACTIVE).first()
    if site is None:
        return None
    company = numbers_of(site.organisation).get(KeyKind.KBO, "")
    name = site.name or site.organisation.name
    return Workplace(number, company, name, site.address, site.postcode)


def _with_name(by: Actor, found: Workplace) -> Workplace:
    if found.name:
        return found
    owners = entities_by_number_or_name(by, found.company)
    name = owners[0].name if owners else found.number
    return Workplace(found.number, found.company, name, found.address, found.postcode)
