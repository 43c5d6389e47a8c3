"""What a token tells about a person: names, hoedanigheid and roles in ACM's shapes (G24)."""

from __future__ import annotations

from typing import Any

import pytest

from sleutelbos.access import claims
from sleutelbos.access.claims import RoleFact
from sleutelbos.access.models import Application, Mandate, Right
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import PersonIdentifier
from tests.signin.op.jose import payload
from tests.signin.op.rp import Browser, Flow, browser_of, change, choose, make_client
from tests.world import (
    World,
    make_function,
    make_grant,
    make_organisation,
    make_person,
    make_relation,
    period,
    role,
)

pytestmark = pytest.mark.requirement("G24")
ALL = "openid profile vo rrn dwse_werkplekduaal wettelijkvertegenwoordiger ssm_mandaat"
ROLES = "dwse_werkplekduaal_rol_3d"
GUIDE = "WerkplekDuaalGebruiker-trajectbegeleider"


def told(flow: Flow, scope: str = ALL) -> dict[str, Any]:
    """The claims of the id_token; userinfo says the same."""
    tokens = flow.tokens(scope=scope)
    content = payload(tokens["id_token"])
    info = flow.userinfo(tokens["access_token"]).json
    assert {name: content.get(name) for name in info} == info
    return content


def test_the_claims_of_a_school(flow: Flow, world: World) -> None:
    person = world.people["right role"]
    found = told(flow)
    assert found["sub"] == claims.sub_of(person.uid)
    assert len(found["sub"]) == 40
    assert (found["given_name"], found["family_name"]) == (person.given_name, person.family_name)
    assert found["vo_id"] == claims.vo_id_of(person.uid, "OV")
    assert (found["vo_doelgroepcode"], found["vo_orgcode"]) == ("OV", "901001")
    assert found["vo_orgnaam"] == "Atheneum De Brug"
    assert found["vo_email"] == f"{person.email}:901001"
    assert found[ROLES] == [f"{GUIDE}:901001"]
    assert len(found["rrn"]) == 11
    assert {"wv_orgcode", "ssm_mandaatgever", "vo_ovocode"}.isdisjoint(found)


def test_only_what_was_asked(flow: Flow) -> None:
    found = told(flow, "openid")
    assert {"given_name", "rrn", "vo_id", ROLES, "vo_orgcode"}.isdisjoint(found)
    assert "rrn" not in told(flow, "openid profile vo")


def test_the_number_is_read_only_for_its_scope(flow: Flow) -> None:
    with arranging():
        PersonIdentifier.objects.update(sealed=b"no longer readable, so whoever reads it fails")
    assert "rrn" not in told(flow, "openid profile")


def test_2d_has_no_role(flow: Flow) -> None:
    with arranging():
        Application.objects.filter(code="werkplek-duaal").update(
            claim="abb_subsidiepunt_rol_2d", claim_form="2d"
        )
    assert told(flow)["abb_subsidiepunt_rol_2d"] == ["WerkplekDuaalGebruiker:901001"]


@pytest.mark.requirement("G16")
def test_one_organisation_per_token(flow: Flow, world: World) -> None:
    other = world.other_school
    with arranging():
        relation = make_relation(world.people["right role"], other)
        make_grant(relation, role("WerkplekDuaalGebruiker", "schoolbeheerder"))
    assert told(flow)[ROLES] == [f"{GUIDE}:901001"]


@pytest.mark.requirement("G16")
def test_a_whole_doelgroep_groups_its_organisations(world: World, browser: Browser) -> None:
    person = world.people["right role"]
    client = make_client(capacity_level="doelgroep")
    choose(browser, client, None, "OV")
    flow = Flow(client, browser)
    assert told(flow)["vo_orgcode"] == "901001", "one organisation is named"
    with arranging():
        second = make_organisation("Atheneum Twee", "school", OV="100001")
        company = make_organisation("Bedrijf", "company", EA="1900000999")
        for place in (second, company):
            make_grant(
                make_relation(person, place), role("WerkplekDuaalGebruiker", "trajectbegeleider")
            )
        make_function(person, second)
    found = told(flow)
    assert found[ROLES] == [f"{GUIDE}:100001, 901001"]
    assert found["wv_orgcode"] == "100001"
    assert {"vo_orgcode", "vo_orgnaam"}.isdisjoint(found)
    assert found["vo_doelgroepcode"] == "OV"


@pytest.mark.requirement("G16")
def test_a_citizen_needs_no_right(world: World, browser: Browser) -> None:
    client = make_client(capacity_level="doelgroep")
    choose(browser, client, None, "BUR")
    found = told(Flow(client, browser))
    assert found["vo_doelgroepcode"] == "BUR"
    assert "vo_orgcode" not in found
    assert found[ROLES] == []


@pytest.mark.requirement("G16")
def test_who_chose_nothing_has_no_doelgroep(world: World, browser: Browser) -> None:
    client = make_client(capacity_level="geen")
    choose(browser, client, None, "")
    found = told(Flow(client, browser))
    assert {"vo_id", "vo_doelgroepcode"}.isdisjoint(found)
    assert found[ROLES] == []


@pytest.mark.requirement("G16")
def test_who_represents_an_organisation_acts_for_it_without_any_right(world: World) -> None:
    with arranging():
        person = make_person("Wim", "Vertegenwoordiger")
        make_function(person, world.company)
    client, browser = make_client(), browser_of(person)
    choose(browser, client, world.company, "EA")
    found = told(Flow(client, browser))
    assert found["wv_orgcode"] == found["vo_orgcode"]
    assert found[ROLES] == []


def test_a_mandate_names_its_giver(world: World) -> None:
    with arranging():
        person = make_person("Mia", "Gemachtigde")
        Mandate.objects.create(
            giver=world.school, person=person, valid=period(), document="volmacht 1",
            role=role("WerkplekDuaalGebruiker", "trajectbegeleider"),
        )  # fmt: skip
    client, browser = make_client(), browser_of(person)
    choose(browser, client, world.school, "OV")
    found = told(Flow(client, browser))
    assert found["ssm_mandaatgever"] == "901001"
    assert found[ROLES] == [f"{GUIDE}:901001"]


def test_rights_above_the_level_of_the_session_are_left_out(flow: Flow) -> None:
    with arranging():
        Right.objects.filter(code="WerkplekDuaalGebruiker").update(sign_in_level=500)
    change(flow.browser.session, kind="totp", level=400)
    assert told(flow)[ROLES] == []
    change(flow.browser.session, kind="eid", level=500)
    assert told(flow)[ROLES] == [f"{GUIDE}:901001"]


def test_an_entity_has_its_ovo_code(world: World) -> None:
    with arranging():
        person = make_person("Els", "Ambtenaar")
        make_relation(person, world.entity)
    client, browser = make_client(), browser_of(person)
    choose(browser, client, world.entity, "GID")
    found = told(Flow(client, browser))
    assert found["vo_ovocode"] == found["vo_orgcode"]
    assert found["vo_orgcode"].startswith("OVO")


def test_grouped_values_are_sorted_and_without_doubles() -> None:
    facts = [RoleFact("R", "b", "2"), RoleFact("R", "b", "1"), RoleFact("R", "a", "2"),
             RoleFact("R", "b", "2")]  # fmt: skip
    assert claims.grouped_role_values(facts, "3d") == ["R-a:2", "R-b:1, 2"]
    assert claims.grouped_role_values(facts, "2d") == ["R:1, 2"]
    assert claims.grouped_role_values([], "3d") == []
