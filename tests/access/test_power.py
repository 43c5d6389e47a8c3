"""The one source of power against a second derivation in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction

from sleutelbos.access.models import AccessPower, Application, Grant, Mandate, Post, Right, Role
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Organisation, OrganisationFunction, Person, Site
from tests.world import (
    DAY,
    World,
    make_function,
    make_grant,
    make_organisation,
    make_person,
    make_relation,
    period,
    role,
)

Fact = tuple[int, str, str, int, int | None]


def derived(at: datetime) -> set[Fact]:
    """Who may what at a moment, from the tables, without the view; who died has nothing."""
    day = at.astimezone(clock.BRUSSELS).date()
    dead = set(Person.objects.filter(deceased_on__lt=day).values_list("pk", flat=True))
    found = {
        *_by_grants(at),
        *_by_posts(at),
        *_by_functions(at),
        *_by_mandates(at),
        *_by_mandates_of_organisations(at),
    }
    return {fact for fact in found if fact[0] not in dead}


def _by_grants(at: datetime) -> Iterator[Fact]:
    for grant in Grant.objects.select_related("relation", "role__right"):
        relation = grant.relation
        if periods.holds_at(grant.valid, at) and periods.holds_at(relation.valid, at):
            site = grant.site_id or relation.site_id
            what = (grant.role.right.code, grant.role.code)
            yield (relation.person_id, *what, relation.organisation_id, site)


def _by_posts(at: datetime) -> Iterator[Fact]:
    for post in Post.objects.select_related("relation"):
        tied = post.relation is None or periods.holds_at(post.relation.valid, at)
        if tied and periods.holds_at(post.valid, at):
            name = f"{post.kind}:{post.domain}" if post.domain else post.kind
            yield post.person_id, "gebruikersbeheer", name, post.organisation_id, post.site_id


def _by_functions(at: datetime) -> Iterator[Fact]:
    day = at.astimezone(clock.BRUSSELS).date()
    role = "wettelijk-vertegenwoordiger"
    for function in OrganisationFunction.objects.filter(represents=True):
        first, end = function.valid.lower, function.valid.upper
        counts = (first is None or first <= day) and (end is None or day < end)
        if function.recorded.upper is None and counts:
            yield function.person_id, "gebruikersbeheer", role, function.organisation_id, None


def _by_mandates(at: datetime) -> Iterator[Fact]:
    for mandate in Mandate.objects.exclude(person=None).select_related("role__right"):
        if periods.holds_at(mandate.valid, at):
            what = (mandate.role.right.code, mandate.role.code)
            yield (mandate.person_id or 0, *what, mandate.giver_id, mandate.site_id)


def _by_mandates_of_organisations(at: datetime) -> Iterator[Fact]:
    """By organisation and role who holds it there now; then each mandate looks up its holders."""
    holding: dict[tuple[int, int], set[int]] = {}
    for grant in Grant.objects.select_related("relation"):
        relation = grant.relation
        if periods.holds_at(grant.valid, at) and periods.holds_at(relation.valid, at):
            held = holding.setdefault((relation.organisation_id, grant.role_id), set())
            held.add(relation.person_id)
    for mandate in Mandate.objects.exclude(organisation=None).select_related("role__right"):
        if periods.holds_at(mandate.valid, at):
            what = (mandate.role.right.code, mandate.role.code)
            for person in holding.get((mandate.organisation_id or 0, mandate.role_id), ()):
                yield (person, *what, mandate.giver_id, mandate.site_id)


def seen(at: datetime) -> set[Fact]:
    """The same according to the view."""
    rows = AccessPower.objects.filter(valid__contains=at)
    return set(rows.values_list("person", "right", "role", "organisation", "site"))


@pytest.mark.requirement("G08")
@pytest.mark.parametrize("days", [-40, -30, -10, 0, 1, 29, 100, 299, 301])
def test_the_view_says_what_the_tables_say(world: World, days: int) -> None:
    with arranging():
        mandate(world.company, world.school, role(*GUIDE), valid=period(-20, 200))
        mandate(world.company, world.other_school, role(*GUIDE), valid=period(50, None))
    at = clock.now() + days * DAY
    assert seen(at) == derived(at)
    assert seen(at)


def test_one_person_is_looked_up(world: World) -> None:
    """No table with a row per grant or mandate is read from end to end."""
    rows = AccessPower.objects.filter(
        person=world.people["right role"], organisation=world.school, valid__contains=clock.now()
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # else small tables are read whole
    scanned = set(re.findall(r"Seq Scan on (\w+)", rows.explain()))
    assert not {name for name in scanned if name.startswith("access_")}
    assert "access_mandate" in rows.explain()


@pytest.mark.requirement("G13")
def test_nothing_is_derived_across_applications(world: World) -> None:
    """One right more is one line more: nobody, he least of all, gets anything beside it."""
    person = world.people["right role"]
    before = seen(clock.now())
    with arranging():
        make_grant(person.relations.get(), role("PlatosTijdsregistratie", "DWSE-opleider"))
    fresh = (person.pk, "PlatosTijdsregistratie", "DWSE-opleider", world.school.pk, None)
    assert seen(clock.now()) - before == {fresh}
    assert before <= seen(clock.now())


@pytest.mark.requirement("G08")
@pytest.mark.parametrize("seed", range(4))
def test_the_view_says_what_the_tables_say_of_a_random_house(db: None, seed: int) -> None:
    """Few persons and organisations, many periods: much overlaps, touches or just misses."""
    chance = Random(seed)
    bounds = [None, *range(-6, 7)]
    with arranging():
        moments = _random_house(chance, bounds)
    for at in moments:
        assert seen(at) == derived(at), f"seed {seed}, {at}"
    dead = Person.objects.exclude(deceased_on=None).values_list("pk", flat=True)
    assert any(fact[0] in dead for fact in seen(moments[0])), "nobody lost a thing by dying"
    assert any(fact for at in moments for fact in _by_mandates_of_organisations(at))


def _random_house(chance: Random, bounds: Sequence[int | None]) -> list[datetime]:
    """Rows at random; gives each moment at which something changes, and those in between."""
    application = Application.objects.create(code="t", name="T", owner="T", scope="t", claim="t",
                                             claim_form="3d")  # fmt: skip
    rights = [Right.objects.create(application=application, code=f"r{n}", name=f"R{n}",
                                   target_groups=["EA"], granted_by=["x"])
              for n in range(2)]  # fmt: skip
    roles = [Role.objects.create(right=right, code=f"o{n}", name=f"O{n}")
             for right in rights for n in range(2)]  # fmt: skip
    places = [make_organisation(f"Huis {n}", "company") for n in range(4)]
    sites: list[Site | None] = [Site.objects.create(organisation=p, name="S") for p in places]
    persons = [make_person("P", str(n)) for n in range(5)]

    def a_period() -> Period:
        while True:
            first, end = chance.choice(bounds[1:]), chance.choice(bounds)
            if end is None or (first is not None and first < end):
                return period(first or 0, end)

    for _n in range(60):
        with suppress(IntegrityError), transaction.atomic():
            relation = make_relation(chance.choice(persons), chance.choice(places),
                                     valid=a_period())  # fmt: skip
            for _m in range(3):
                make_grant(relation, chance.choice(roles), valid=a_period())
        with suppress(IntegrityError), transaction.atomic():
            giver, holder = chance.sample(range(4), 2)
            site = chance.choice([None, sites[giver]])
            mandate(places[giver], places[holder], chance.choice(roles), valid=a_period(),
                    site=site)  # fmt: skip
        with suppress(IntegrityError), transaction.atomic():
            make_function(chance.choice(persons), chance.choice(places))
        with suppress(IntegrityError), transaction.atomic():
            Post.objects.create(person=chance.choice(persons), organisation=chance.choice(places),
                                kind="hoofdtoegangsbeheerder", valid=a_period())  # fmt: skip
    now = clock.now()
    for person, days in zip(persons[:3], (-3, 0, 4), strict=True):
        person.deceased_on = clock.today() + days * DAY
        person.save()
    return [now + n * DAY / 2 for n in range(-13, 14)]


GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")


def mandate(giver: Organisation, holder: Organisation, what: Role, **more: object) -> Mandate:
    """A mandate to an organisation that counts now."""
    values = {"valid": period(), "document": "M-7", **more}
    return Mandate.objects.create(giver=giver, organisation=holder, role=what, **values)
