"""One standing world for rules: organisations, the standing cast, and what each of them holds.

Made with factories that write around the gate; tests of actions go through it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from itertools import count

from sleutelbos.access import manifest, queries
from sleutelbos.access.actions.catalogue import load_manifest
from sleutelbos.access.models import (
    AccessPower,
    Grant,
    Mandate,
    Post,
    Right,
    Role,
    WorkRelation,
)
from sleutelbos.demo import identifiers
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actors import Actor, Client, Link, Nobody, Power, Scope
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange, Period
from sleutelbos.register.models import (
    Organisation,
    OrganisationFunction,
    OrganisationIdentifier,
    Person,
    PersonIdentifier,
    Site,
    TargetGroupMembership,
)
from sleutelbos.tools import crypto
from tests import world_duaal, world_positions, world_timereg, world_timereg_staff

_numbers = count(1)
DAY = timedelta(days=1)


def period(start: int = -30, end: int | None = 300) -> Period:
    """A period from so many days ago (negative) to so many days ahead; None is open."""
    now = clock.now()
    return Period(now + start * DAY, None if end is None else now + end * DAY, "[)")


def make_person(given: str, family: str, **more: object) -> Person:
    """A person with a test number and an e-mail address."""
    n = next(_numbers)
    row = Person.objects.create(
        given_name=given, family_name=family, email=f"persoon{n}@example.be", **more
    )
    number = identifiers.insz(date(1970, 1, 1) + n * DAY, 1 + n % 997)
    PersonIdentifier.objects.create(
        person=row,
        kind="TST",
        sealed=crypto.encrypt(number, "insz"),
        lookup=crypto.lookup(number, "insz"),
        tail=number[-2:],
        valid=DateRange(None, None),
    )
    return row


def make_organisation(name: str, kind: str, **keys: str) -> Organisation:
    """An organisation with its key per doelgroep, e.g. ``EA="1900…"``, ``OV="12345"``."""
    row = Organisation.objects.create(name=name, kind=kind)
    kinds = {"GID": "OVO", "OV": "INR", "EA": "KBO", "LB": "KBO", "VER": "VNR"}
    for group, value in keys.items():
        identifier, _ = OrganisationIdentifier.objects.get_or_create(
            organisation=row, kind=kinds[group], value=value, valid=DateRange(None, None)
        )
        TargetGroupMembership.objects.create(
            organisation=row,
            target_group=group,
            identifier=identifier,
            valid=DateRange(None, None),
        )
    return row


def make_relation(person: Person, organisation: Organisation, **more: object) -> WorkRelation:
    """A werkrelatie without end."""
    values = {"kind": "vast", "valid": period(-60, None), **more}
    return WorkRelation.objects.create(person=person, organisation=organisation, **values)


def make_grant(relation: WorkRelation, role: Role, **more: object) -> Grant:
    """A grant that counts now."""
    return Grant.objects.create(relation=relation, role=role, **{"valid": period(), **more})


def make_post(person: Person, organisation: Organisation, kind: str, **more: object) -> Post:
    """A post that counts now, with its werkrelatie."""
    relation = None
    if kind.endswith("lokale-beheerder"):
        relation = WorkRelation.objects.filter(
            person=person, organisation=organisation
        ).first() or make_relation(person, organisation)
    return Post.objects.create(
        person=person,
        organisation=organisation,
        kind=kind,
        relation=relation,
        **{"valid": period(), **more},
    )


def make_function(
    person: Person, organisation: Organisation, **more: object
) -> OrganisationFunction:
    """A wettelijk vertegenwoordiger as KBO has him."""
    values = {"valid": DateRange(date(2020, 1, 1), None), **more}
    return OrganisationFunction.objects.create(
        person=person,
        organisation=organisation,
        function="bestuurder",
        represents=True,
        recorded=period(-400, None),
        **values,
    )


def load_manifests() -> None:
    """The applications of the seeds."""
    for file in sorted(files("sleutelbos.access").joinpath("manifests").iterdir()):
        load_manifest(actors.system("test"), manifest.parse(file.read_text("utf-8")))


@dataclass
class World:
    """The cast by name; :meth:`actor` gives one as he acts now."""

    school: Organisation
    school_site: Site
    other_site: Site
    other_school: Organisation
    company: Organisation
    partnership: Organisation
    entity: Organisation
    people: dict[str, Person] = field(default_factory=dict)
    homes: dict[str, Organisation] = field(default_factory=dict)
    strangers: dict[str, Callable[[], Actor]] = field(default_factory=dict)

    def add(self, name: str, person: Person, home: Organisation) -> Person:
        """Put somebody in the cast, acting for an organisation."""
        self.people[name], self.homes[name] = person, home
        return person

    def actor(self, name: str) -> Actor:
        """A member of the cast, with the powers that count now."""
        if name in self.strangers:
            return self.strangers[name]()
        person, home = self.people[name], self.homes[name]
        return actors.person(
            person.pk,
            person.name,
            capacity=Scope(home.pk),
            powers=queries.powers_of(person.pk, home.pk),
        )

    def actors(self) -> dict[str, Actor]:
        """Everybody of the cast as they act now, with one query for all powers."""
        held: dict[tuple[int, int], list[Power]] = {}
        rows = AccessPower.objects.filter(
            person__in=[person.pk for person in self.people.values()], valid__contains=clock.now()
        )
        for who, right, code, place, site, key in rows.values_list(
            "person", "right", "role", "organisation", "site", "key"
        ):
            power = Power(right, code, Scope(place, site), key)
            held.setdefault((who, place), []).append(power)
        found = {name: make() for name, make in self.strangers.items()}
        for name, person in self.people.items():
            home = self.homes[name].pk
            powers = tuple(held.get((person.pk, home), ()))
            found[name] = actors.person(person.pk, person.name, capacity=Scope(home), powers=powers)
        return found

    @property
    def person(self) -> Person:
        """Whom examples of the register speak of: a user of the school."""
        return self.people["right role"]

    @property
    def organisation(self) -> Organisation:
        """Where examples of the register happen."""
        return self.company

    @property
    def cast(self) -> list[str]:
        """Everybody, strangers first."""
        return [*self.strangers, *self.people]


def role(right: str, code: str) -> Role:
    """A role by its codes."""
    return Role.objects.get(right__code=right, code=code)


def build() -> World:
    """Make the world; about 25 persons and 5 organisations."""
    load_manifests()
    with arranging():
        world = _organisations()
        _strangers(world)
        _members(world)
        _managers(world)
        _authorities(world)
        world_timereg.build(world)
        world_timereg_staff.build(world)
        world_duaal.build(world)
        world_positions.build(world)
    return world


def _organisations() -> World:
    school = make_organisation("Atheneum De Brug", "school", OV="901001", EA="1900000069")
    return World(
        school=school,
        school_site=Site.objects.create(organisation=school, name="Campus Noord"),
        other_site=Site.objects.create(organisation=school, name="Campus Zuid"),
        other_school=make_organisation("Instituut Sint-Jozef", "school", OV="901002"),
        company=make_organisation("Houtbouw Peeters", "company", EA="1900009769"),
        partnership=make_organisation(
            "Sectoraal partnerschap bouw", "partnership", GID="OVO903925"
        ),
        entity=make_organisation("Agentschap Demo", "entity", GID="OVO900050"),
    )


def _strangers(world: World) -> None:
    world.strangers = {
        "nobody": Nobody,
        "link": partial(Link, ref="link:1"),
        "client": partial(Client, ref="client:1"),
        "system": partial(actors.system, "test"),
    }


def _members(world: World) -> None:
    guide = role("WerkplekDuaalGebruiker", "trajectbegeleider")
    keeper = role("WerkplekDuaalGebruiker", "schoolbeheerder")
    school, other = world.school, world.other_school
    world.add("without relation", make_person("Zonder", "Relatie"), school)
    member = world.add("member without right", make_person("Lid", "Zonder"), school)
    make_relation(member, school)
    for name, home, held, more in (
        ("right role", school, guide, {}),
        ("right role elsewhere", other, guide, {}),
        ("other role", school, keeper, {}),
        ("ended yesterday", school, guide, {"valid": period(-30, -1)}),
        ("starts tomorrow", school, guide, {"valid": period(1, 30)}),
    ):
        person = world.add(name, make_person(name.title(), "Rol"), home)
        make_grant(make_relation(person, home), held, **more)
    sited = world.add("right role at other vestiging", make_person("Rol", "Zuid"), school)
    make_grant(make_relation(sited, school, site=world.other_site), guide)
    holder = world.add("third party with mandate", make_person("Derde", "Partij"), school)
    Mandate.objects.create(
        giver=school, person=holder, role=guide, valid=period(), document="M-2026-1"
    )


def _managers(world: World) -> None:
    school, other = world.school, world.other_school
    for name, home, kind in (
        ("lokale beheerder", school, "lokale-beheerder"),
        ("lokale beheerder elsewhere", other, "lokale-beheerder"),
        ("hoofd lokale beheerder", school, "hoofd-lokale-beheerder"),
        ("hoofd lokale beheerder elsewhere", other, "hoofd-lokale-beheerder"),
        ("hoofdtoegangsbeheerder", school, "hoofdtoegangsbeheerder"),
        ("toegangsbeheerder", school, "toegangsbeheerder"),
    ):
        person = world.add(name, make_person(name.title(), "Beheer"), home)
        make_post(person, home, kind)
    finance = world.add("toegangsbeheerder financiën", make_person("Fien", "Financiën"), school)
    make_post(finance, school, "toegangsbeheerder", domain="financien")
    sited = world.add("lokale beheerder other vestiging", make_person("Beheer", "Zuid"), school)
    relation = make_relation(sited, school, site=world.other_site)
    Post.objects.create(
        person=sited,
        organisation=school,
        site=world.other_site,
        relation=relation,
        kind="lokale-beheerder",
        valid=period(),
    )
    representative = world.add("wettelijk vertegenwoordiger", make_person("Wettelijk", "V"), school)
    make_function(representative, school)


def _authorities(world: World) -> None:
    for name, right, code in (
        ("helpdesk 1700", "helpdesk-1700", "medewerker"),
        ("edison helpdesk", "beheerders-aanstellen", "onderwijs"),
        ("dwse", "beheerders-aanstellen", "sectorale-partnerschappen"),
        ("ago", "beheerders-aanstellen", "vlaamse-overheid"),
        ("btb", "beheerders-aanstellen", "btb"),
        ("auditor", "toezicht", "auditor"),
        ("clientbeheerder", "platformbeheer", "clientbeheerder"),
        ("collega clientbeheerder", "platformbeheer", "clientbeheerder"),
    ):
        person = world.add(name, make_person(name.title(), "Dienst"), world.entity)
        make_grant(make_relation(person, world.entity), role(right, code))


def right(code: str) -> Right:
    """A right by its code."""
    return Right.objects.get(code=code)
