"""A mandate to an organisation: who acts by it, until when, why, and what it can't do."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sleutelbos.access import rules
from sleutelbos.access.actions.grants import withdraw_grant
from sleutelbos.access.actions.mandates import end_mandate, give_mandate
from sleutelbos.access.actions.relations import end_relation
from sleutelbos.access.models import AccessPower, Grant, Mandate, Post
from sleutelbos.access.queries import (
    mandates,
    organisations_of,
    persons_with_role,
    powers_of,
    role_facts,
)
from sleutelbos.kernel import actors, clock, periods
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Actor, Power, Scope, has_role
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Person, Site
from tests.access.test_power import GUIDE, mandate
from tests.world import DAY, World, make_grant, make_person, make_post, period, role


def at_company(world: World, name: str, at: datetime | None = None) -> tuple[Power, ...]:
    return powers_of(world.people[name].pk, world.company.pk, at)


@pytest.mark.requirement("W03")
def test_who_holds_the_role_at_the_holder_gets_it_at_the_giver(world: World) -> None:
    with arranging():
        site = Site.objects.create(organisation=world.company, name="Zagerij")
        given = mandate(world.company, world.school, role(*GUIDE), site=site)
    person = world.people["right role"]
    grant = Grant.objects.get(relation__person=person)
    (power,) = at_company(world, "right role")
    assert (power.right, power.role) == GUIDE
    assert power.scope == Scope(world.company.pk, site.pk)
    assert power.source == f"mandate:{given.pk}:grant:{grant.pk}"
    row = AccessPower.objects.get(key=power.source)
    assert (row.source_kind, row.source_id, row.via) == ("mandate", given.pk, grant)
    for name in ("member without right", "other role", "ended yesterday", "starts tomorrow",
                 "right role elsewhere", "lokale beheerder", "hoofd lokale beheerder"):  # fmt: skip
        assert at_company(world, name) == (), name
    assert at_company(world, "right role at other vestiging")
    assert at_company(world, "starts tomorrow", clock.now() + 2 * DAY)


@pytest.mark.requirement("W03")
def test_capacities_roles_and_claims_follow(world: World) -> None:
    person = world.people["right role"]
    with arranging():
        mandate(world.company, world.school, role(*GUIDE))
    assert set(organisations_of(person.pk)) == {world.school, world.company}
    world.add("agent", person, world.company)
    by = world.actor("agent")
    assert has_role(by, *GUIDE, world.company.pk)
    assert not has_role(by, *GUIDE, world.school.pk)
    assert not has_role(by, GUIDE[0], "schoolbeheerder", world.company.pk)
    assert role_facts(by.powers) == {(*GUIDE, world.company.pk)}
    assert person in persons_with_role(GUIDE[0], [GUIDE[1]])
    assert not rules.administers(by, world.company)


@pytest.mark.requirement("W03")
def test_it_counts_no_longer_than_mandate_grant_and_werkrelatie(world: World) -> None:
    member = world.people["member without right"]
    with arranging():
        relation = member.relations.get()
        relation.valid = period(-60, 60)
        relation.save()
        make_grant(relation, role(*GUIDE), valid=period(-10, 50))
        mandate(world.company, world.school, role(*GUIDE), valid=period(-5, 100))
    now = clock.now()
    for days, counts in ((-6, False), (-4, True), (49, True), (51, False), (99, False)):
        assert bool(at_company(world, "member without right", now + days * DAY)) is counts
    with arranging():
        relation.valid = period(-60, 20)
        relation.save()
    (row,) = AccessPower.objects.filter(person=member, organisation=world.company)
    assert periods.last_day(row.valid) == periods.last_day(relation.valid)


@pytest.mark.requirement("W03")
@pytest.mark.parametrize("what", ["mandate", "grant", "relation"])
def test_what_is_withdrawn_ends_at_that_second(world: World, what: str) -> None:
    person = world.people["right role"]
    with arranging():
        make_post(make_person("Baas", "Peeters"), world.company, "hoofdtoegangsbeheerder")
        given = mandate(world.company, world.school, role(*GUIDE))
    before = clock.now()
    assert at_company(world, "right role", before)
    head = world.actor("hoofd lokale beheerder")
    with clock.stamped(before + timedelta(seconds=5)):
        grant = Grant.objects.get(relation__person=person)
        if what == "mandate":
            boss = Post.objects.get(organisation=world.company).person
            end_mandate(_as(boss, world.company), given, reason="Niet meer nodig")
        elif what == "grant":
            withdraw_grant(head, grant, reason="Andere taak")
        else:
            end_relation(head, grant.relation, reason="Uit dienst")
    assert at_company(world, "right role", before + timedelta(seconds=4.9))
    assert not at_company(world, "right role", before + timedelta(seconds=5))
    assert organisations_of(person.pk).filter(pk=world.company.pk).exists()
    with clock.stamped(before + timedelta(seconds=6)):
        assert not organisations_of(person.pk).filter(pk=world.company.pk).exists()


def _as(someone: Person, home: Organisation) -> Actor:
    powers = powers_of(someone.pk, home.pk)
    return actors.person(someone.pk, someone.name, capacity=Scope(home.pk), powers=powers)


@pytest.mark.requirement("W03")
def test_a_mandate_is_not_passed_on(world: World) -> None:
    """A mandated B, B mandated C: who works at C acts for B, not for A; nor can B mandate for A."""
    with arranging():
        mandate(world.company, world.school, role(*GUIDE))
        mandate(world.school, world.other_school, role(*GUIDE))
    third = world.people["right role elsewhere"]
    held = AccessPower.objects.filter(person=third).values_list("organisation", flat=True)
    assert set(held) == {world.other_school.pk, world.school.pk}
    for name in ("right role", "hoofd lokale beheerder"):
        by = _as(world.people[name], world.company)
        with pytest.raises(Refused):
            give_mandate(by, world.company, role(*GUIDE), organisation=world.other_school,
                         period=period(0, 9), document="M-8")  # fmt: skip


@pytest.mark.requirement("W03")
def test_a_mandate_given_by_a_beheerder_works_at_once(world: World) -> None:
    boss = make_person_with_post(world)
    period_ = period(0, 100)
    give_mandate(boss, world.company, role(*GUIDE), organisation=world.school, period=period_,
                 document="M-9")  # fmt: skip
    assert at_company(world, "right role", clock.now())
    with pytest.raises(Invalid, match="niet zichzelf"):
        give_mandate(boss, world.company, role("PlatosTijdsregistratie", "DWSE-opleider"),
                     organisation=world.company, period=period_, document="M-9")  # fmt: skip
    with pytest.raises(Refused, match="doelgroep van Atheneum De Brug"):
        give_mandate(boss, world.company, role("toezicht", "auditor"), organisation=world.school,
                     period=period_, document="M-9")  # fmt: skip
    with pytest.raises(Refused, match="'Medewerker' bestaat niet voor Atheneum De Brug"):
        give_mandate(boss, world.company, role("WerkplekDuaalGebruiker", "Medewerker"),
                     organisation=world.school, period=period_, document="M-9")  # fmt: skip


def make_person_with_post(world: World) -> Actor:
    with arranging():
        boss = make_person("Baas", "Peeters")
        make_post(boss, world.company, "hoofdtoegangsbeheerder")
    return _as(boss, world.company)


@pytest.mark.requirement("G01")
def test_a_mandate_makes_nobody_more_than_he_or_the_giver_can_be(world: World) -> None:
    """A beheerder can't make himself auditor; a guide of a school may act for a company himself."""
    head, boss = world.actor("hoofd lokale beheerder"), make_person_with_post(world)
    values = {"period": period(0, 9), "document": "M-9"}
    for right, code in (("toezicht", "auditor"), ("beheerders-aanstellen", "onderwijs")):
        with pytest.raises(Refused):
            give_mandate(head, world.school, role(right, code), **values,
                         person=world.people["hoofd lokale beheerder"])  # fmt: skip
    assert not rules.supervises(world.actor("hoofd lokale beheerder"))
    with pytest.raises(Refused):
        give_mandate(boss, world.company, role(*GUIDE), **values,
                     person=world.people["other role"])  # fmt: skip
    give_mandate(boss, world.company, role(*GUIDE), **values, person=world.people["right role"])
    assert at_company(world, "right role", clock.now())


@pytest.mark.requirement("W03")
def test_the_chain_of_a_mandate_is_told(world: World) -> None:
    with arranging():
        make_grant(world.people["member without right"].relations.get(), role(*GUIDE))
        mandate(world.company, world.school, role(*GUIDE), document="M-2026-9")
        Mandate.objects.create(giver=world.company, person=world.people["other role"],
                               role=role(*GUIDE), valid=period(), document="M-3")  # fmt: skip
    boss, now = make_person_with_post(world), clock.now()
    told = {str(one.power.person): one.why for one in mandates.acting_for(boss, world.company, now)}
    assert told == {
        "Lid Zonder": "Houtbouw Peeters machtigde Atheneum De Brug (document M-2026-9)."
        " Lid Zonder is daar trajectbegeleider.",
        "Right Role Rol": "Houtbouw Peeters machtigde Atheneum De Brug (document M-2026-9)."
        " Right Role Rol is daar trajectbegeleider.",
        "Rol Zuid": "Houtbouw Peeters machtigde Atheneum De Brug, Campus Zuid (document M-2026-9)."
        " Rol Zuid is daar trajectbegeleider.",
        "Other Role Rol": "Houtbouw Peeters machtigde Other Role Rol zelf (document M-3).",
    }
    mine = mandates.acts_for(world.actor("right role"), now)
    assert [one.power.organisation for one in mine] == [world.company]
    assert mandates.acting_for(world.actor("hoofd lokale beheerder"), world.company, now) == []


@pytest.mark.requirement("W03")
def test_a_beheerder_of_one_vestiging_sees_its_mandates_only(world: World) -> None:
    with arranging():
        for site in (world.school_site, world.other_site):
            mandate(world.school, world.other_school, role(*GUIDE), site=site)
        mandate(world.school, world.other_school, role(*GUIDE))
    now = clock.now()
    by = world.actor("lokale beheerder other vestiging")
    seen_ = mandates.acting_for(by, world.school, now)
    assert [one.power.site for one in seen_] == [world.other_site]
    everything = mandates.acting_for(world.actor("hoofd lokale beheerder"), world.school, now)
    assert len(everything) == 4  # three, and the person of the cast


def test_the_chain_takes_two_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with arranging():
        for place in (world.company, world.other_school, world.partnership):
            mandate(place, world.school, role(*GUIDE))
    by = world.actor("right role")
    with django_assert_num_queries(2):
        found = mandates.acts_for(by, clock.now())
        assert len({one.why for one in found}) == 3
