"""Werkplek Duaal in the standing world: a bakery, two partnerships, an opleiding, who is who."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sleutelbos.demo import identifiers
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.models import (
    Delegation,
    JointCommittee,
    Programme,
    ProgrammeActivity,
    ProgrammeOffer,
    RoutingRule,
)
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.models import Organisation, Site
from tests import world as worlds

if TYPE_CHECKING:
    from tests.world import World

OWNER, DELEGATE = "bakker", "erkenningsverantwoordelijke"
KEEPER, HANDLER, CLERK, VOTER = (
    "beheerder partnerschap", "behandelaar", "medewerker partnerschap", "stemgerechtigde",
)  # fmt: skip
ELSEWHERE = "behandelaar elsewhere"
GUIDE, SCHOOL_KEEPER = "right role", "other role"
OFFICER, SUPPORT = "wse-dossierbeheerder", "wse-helpdesk"
PARTNERSHIP_ROLES = {
    KEEPER: names.KEEPER, HANDLER: names.HANDLER, CLERK: names.CLERK, VOTER: names.VOTER,
}  # fmt: skip
COMPANY, OTHER_PARTNERSHIP = "Bakkerij De Oven", "Sectoraal partnerschap hout"
BAKER, WAITER, COMMITTEE = "BAK-1", "ZAAL-1", "118"
ALWAYS = DateRange(date(2019, 9, 1), None)


def build(world: World) -> None:
    """Organisations, people, opleidingen and agreements; called while the world is arranged."""
    company = worlds.make_organisation(COMPANY, "company", EA=identifiers.enterprise(990))
    Site.objects.create(organisation=company, number=identifiers.establishment(990),
                        name="Bakkerij Markt", street="Markt", house_number="1",
                        postcode="9000", municipality="Gent")  # fmt: skip
    worlds.make_function(world.add(OWNER, worlds.make_person("Bakker", "Duaal"), company), company)
    _member(world, DELEGATE, company, names.COMPANY, names.APPLICANT)
    other = worlds.make_organisation(OTHER_PARTNERSHIP, "partnership", GID="OVO903931")
    for name, code in PARTNERSHIP_ROLES.items():
        _member(world, name, world.partnership, names.USER, code)
    _member(world, ELSEWHERE, other, names.USER, names.HANDLER)
    _member(world, OFFICER, world.entity, names.DEPARTMENT, names.OFFICER)
    _member(world, SUPPORT, world.entity, names.DEPARTMENT, names.SUPPORT)
    _catalogue(world)


def _member(world: World, name: str, home: Organisation, right: str, role: str) -> None:
    person = world.add(name, worlds.make_person(name.title(), "Duaal"), home)
    worlds.make_grant(worlds.make_relation(person, home), worlds.role(right, role))


def _catalogue(world: World) -> None:
    for code, name in ((BAKER, "Bakker duaal"), (WAITER, "Zaalmedewerker duaal")):
        row = Programme.objects.create(code=code, name=name, agreement="OAO", valid=ALWAYS)
        ProgrammeActivity.objects.create(programme=row, order=1, text="Werkt hygiënisch")
    ProgrammeOffer.objects.create(programme=programme(), school=world.school, valid=ALWAYS)
    RoutingRule.objects.create(
        committee=committee(), partnership=world.partnership, priority=100, valid=ALWAYS
    )
    for power in ("erkennen", "controleren"):
        Delegation.objects.create(partnership=world.partnership, power=power, valid=ALWAYS)


def programme(code: str = BAKER) -> Programme:
    """An opleiding of the world."""
    return Programme.objects.get(code=code)


def committee(code: str = COMMITTEE) -> JointCommittee:
    """A paritair comité; 118 is the food industry."""
    return JointCommittee.objects.get(code=code)


def company() -> Organisation:
    """The bakery."""
    return Organisation.objects.get(name=COMPANY)


def site() -> Site:
    """Its vestiging."""
    return Site.objects.select_related("organisation").get(organisation__name=COMPANY)


def other_partnership() -> Organisation:
    """A partnership without power to recognise."""
    return Organisation.objects.get(name=OTHER_PARTNERSHIP)
