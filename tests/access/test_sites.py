"""A right for one vestiging never counts for the whole organisation, wherever it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.access.actions.relations import relation_on
from sleutelbos.access.claims import told_key
from sleutelbos.access.models import Application, Mandate
from sleutelbos.access.queries import client_claims
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import has_role
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Site
from sleutelbos.signin.models import ClientSession, Token
from sleutelbos.signin.op.claims import claims_of
from sleutelbos.signin.op.facts import facts_of
from sleutelbos.signin.push.roles import claims_now
from tests.access.examples import make_client
from tests.signin.helpers import make_session
from tests.world import World, make_grant, make_person, make_relation, period, role

RIGHT, GUIDE = "WerkplekDuaalGebruiker", "trajectbegeleider"
SCOPE, CLAIM = "dwse_werkplekduaal", "dwse_werkplekduaal_rol_3d"
SCHOOL, NORTH, SOUTH = "901001", "2000000339", "2000000438"
WHO = (
    "right role",
    "right role at other vestiging",
    "both",
    "right role elsewhere",
    "member without right",
    "third party with mandate",
    "mandate for a vestiging",
)


@pytest.fixture(params=[True, False], ids=["knows sites", "knows no sites"])
def knows(world: World, request: pytest.FixtureRequest) -> bool:
    """Vestigingen with their numbers, two persons more, and an application that knows or not."""
    with arranging():
        for site, number in ((world.school_site, NORTH), (world.other_site, SOUTH)):
            site.number = number
            site.save()
        Application.objects.filter(code="werkplek-duaal").update(knows_sites=request.param)
        both = world.add("both", make_person("Bea", "Beide"), world.school)
        relation = make_relation(both, world.school)
        for site in (None, world.other_site):
            make_grant(relation, role(RIGHT, GUIDE), site=site)
        stranger = world.people["without relation"]
        world.add("mandate for a vestiging", stranger, world.school)
        Mandate.objects.create(
            giver=world.school, site=world.school_site, person=stranger, valid=period(),
            document="volmacht 2", role=role(RIGHT, GUIDE),
        )  # fmt: skip
    return bool(request.param)


def told(world: World, who: str, home: Organisation) -> list[str]:
    """The role claim of somebody for an organisation: of a token, on the page of the client, and
    in a message to it, which say the same."""
    person = world.people[who]
    client = make_client(world, "active", scopes=["openid", "vo", SCOPE, "ssm_mandaat"])
    session = make_session(person, capacity=home)
    now = clock.real_now()
    with arranging():
        visit = ClientSession.objects.create(
            session=session, client=client, organisation=home, target_group="OV", started=now
        )
        Token.objects.create(
            kind="access", digest=bytes(32), client=client, session=session, person=person,
            organisation=home, target_group="OV", scope=" ".join(client.scopes), issued=now,
            expires=now + timedelta(minutes=5),
        )  # fmt: skip
    facts = facts_of(bytes(32), clock.now())
    assert facts is not None
    given = claims_of(facts, set(client.scopes))
    values: list[str] = given[CLAIM]
    assert claims_now(visit) == {CLAIM: values}
    shown = client_claims.own_claims(world.actor(who), client, queries_clients.spec_of(client))
    assert shown[CLAIM] == values
    whole = who == "third party with mandate"
    assert given.get("ssm_mandaatgever") == (SCHOOL if whole else None)
    return values


@pytest.mark.requirement("T11")
@pytest.mark.requirement("G24")
@pytest.mark.parametrize("who", WHO)
def test_has_role_and_claim_say_the_same(world: World, knows: bool, who: str) -> None:
    by, home = world.actor(who), world.homes[who]
    key = SCHOOL if home == world.school else "901002"
    values = told(world, who, home)

    def in_claim(place: str) -> bool:
        return f"{RIGHT}-{GUIDE}:{place}" in values

    whole = has_role(by, RIGHT, GUIDE, home.pk)
    assert bool(whole) == in_claim(key)
    for site, number in ((world.school_site, NORTH), (world.other_site, SOUTH)):
        there = has_role(by, RIGHT, GUIDE, world.school.pk, site.pk)
        if knows and home == world.school:
            assert bool(there) == (in_claim(key) or in_claim(number))
        assert knows or not in_claim(number)
    places = {
        "right role": [SCHOOL],
        "right role at other vestiging": [SOUTH] if knows else [],
        "both": [SOUTH, SCHOOL] if knows else [SCHOOL],  # sorted
        "right role elsewhere": ["901002"],
        "member without right": [],
        "third party with mandate": [SCHOOL],
        "mandate for a vestiging": [NORTH] if knows else [],
    }
    assert values == [f"{RIGHT}-{GUIDE}:{place}" for place in places[who]]


def test_a_vestiging_without_number_is_not_told(world: World, knows: bool) -> None:
    with arranging():
        Site.objects.update(number="")
    assert told(world, "right role at other vestiging", world.school) == []


def test_the_key_of_a_role() -> None:
    assert told_key(SCHOOL, None, knows_sites=False) == SCHOOL
    assert told_key(SCHOOL, None, knows_sites=True) == SCHOOL
    assert told_key(SCHOOL, SOUTH, knows_sites=True) == SOUTH
    assert told_key(SCHOOL, SOUTH, knows_sites=False) == ""
    assert told_key(SCHOOL, "", knows_sites=True) == ""


def test_a_right_hangs_on_the_werkrelatie_of_the_whole_organisation_first(world: World) -> None:
    person = world.people["right role at other vestiging"]
    with arranging():
        whole = make_relation(person, world.school)
    assert relation_on(world.school, person, period(0)) == whole
