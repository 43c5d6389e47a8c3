"""Projects as ESF hands them over, on organisations of the standing world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sleutelbos.connectors.esf import fake, mapping
from sleutelbos.connectors.kbo_functions import fake as kbo
from sleutelbos.demo import identifiers
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Site
from sleutelbos.timereg import names
from sleutelbos.timereg.actions.feed import load_feed, stage_feed
from sleutelbos.timereg.models import FeedLoad
from sleutelbos.timereg.ports import Delivery, Parcel
from sleutelbos.tools.runs.executor import work_next
from tests.world import World, make_grant, make_organisation, make_person, make_relation, role

COMPANY = "1900009769"  # of the standing world
PARTNER = identifiers.enterprise(501)
STRANGER = kbo.TRAINING  # the KBO knows it, the register doesn't
NOBODY = identifiers.enterprise(999)  # even the KBO doesn't
SITE = identifiers.establishment(501)
OFFICER, SUPPORT, PROMOTER = "esf officer", "esf support", "promotor"
OTHER_PROMOTER, SITED = "partner promotor", "promotor of a vestiging"

read = partial(mapping.read, allow_test=True)
Line = Mapping[str, Any]


def call(code: str = "505", **more: object) -> Line:
    return {"soort": "oproep", "code": code, "naam": "Werkplekleren", "fonds": "ESF", **more}


def project(number: str, **more: object) -> Line:
    return {
        "soort": "project",
        "nummer": number,
        "titel": f"Project {number}",
        "oproep": "505",
        "methode": "uren",
        "start": "2026-01-01",
        "einde": "2027-12-31",
        "contact_naam": "An Peeters",
        "contact_email": "an@example.be",
        **more,
    }


def place(number: str, kbo: str = COMPANY, rol: str = "promotor", site: str = "") -> Line:
    return {"soort": "deelname", "project": number, "kbo": kbo, "vestiging": site, "rol": rol}


def training(number: str, code: str = "A1", naam: str = "Lassen") -> Line:
    return {"soort": "opleiding", "project": number, "code": code, "naam": naam}


def simple(*numbers: str) -> list[Line]:
    """Projects of the company, with one training each."""
    lines: list[Line] = [call()]
    for number in numbers:
        lines += [project(number), place(number), training(number)]
    return lines


def delivery(lines: Sequence[Line], sequence: int = 1, *, complete: bool = True) -> Delivery:
    data = fake.as_jsonl(fake.whole(lines, sequence, complete=complete))
    return read(Parcel("esf.jsonl", data))


def stage(
    world: World, lines: Sequence[Line], sequence: int = 1, *, complete: bool = True
) -> FeedLoad:
    """A delivery that ESF's officer chose."""
    there = delivery(lines, sequence, complete=complete)
    return stage_feed(world.actor("system"), there, source=f"esf-{sequence}.jsonl")


def load(world: World, lines: Sequence[Line], sequence: int = 1, **more: bool) -> FeedLoad:
    """A delivery that was loaded to the end."""
    row = stage(world, lines, sequence, **more)
    if row.state == "staged":
        load_feed(world.actor("system"), row)
        while work_next():
            pass
        row.refresh_from_db()
    return row


def partner(world: World) -> Organisation:
    """The partner organisation."""
    return world.homes[OTHER_PROMOTER]


def with_cast(world: World) -> World:
    """The standing world with people of ESF, of a promotor and of a partner."""
    with arranging():
        other = make_organisation("Textielatelier Leie", "company", EA=PARTNER)
        site = Site.objects.create(organisation=world.company, name="Loods Gent", number=SITE)
        for name, home, right, code in (
            (OFFICER, world.entity, names.ESF, names.ESF_OFFICER),
            (SUPPORT, world.entity, names.ESF, names.ESF_SUPPORT),
            (PROMOTER, world.company, names.PLATOS, names.PROMOTER),
            (OTHER_PROMOTER, other, names.PLATOS, names.PROMOTER),
        ):
            person = world.add(name, make_person(name.title(), "Feed"), home)
            make_grant(make_relation(person, home), role(right, code))
        sited = world.add(SITED, make_person("Vestiging", "Feed"), world.company)
        relation = make_relation(sited, world.company, site=site)
        make_grant(relation, role(names.PLATOS, names.PROMOTER))
    return world
