"""A person signs in at clients made of libraries that are not ours (G24, G25)."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode

import pytest
from authlib.oauth2 import rfc8414, rfc9207
from authlib.oidc import discovery, rpinitiated

from tests.signin.op.jose import half, header
from tests.signin.tours.openid_client import Node, OpenidClient
from tests.signin.tours.party import Refused, Way, sign_in
from tests.signin.tours.registrar import ASKED, Registrar
from tests.signin.tours.tour import Tour
from tests.signin.tours.visitor import Visitor

pytestmark = [pytest.mark.requirement("G24"), pytest.mark.requirement("G25")]
EID = "urn:be:vlaanderen:authmech:eid"
CHOICES = ["/aanmelden", "/hoedanigheid"]


def test_the_metadata_are_good(tour: Tour) -> None:
    party = tour.party()
    found = party.discover()
    assert found["issuer"] == party.account.issuer
    told = json.loads(json.dumps(found).replace("http://127", "https://127"))  # as in production
    checked = discovery.OpenIDProviderMetadata(told)
    checked.validate([rpinitiated.OpenIDProviderMetadata, rfc9207.AuthorizationServerMetadata])
    rfc8414.AuthorizationServerMetadata(told).validate()


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post", "private_key_jwt"])
def test_a_person_signs_in(tour: Tour, visitor: Visitor, method: str) -> None:
    party = tour.party(way=Way(method))
    tokens = sign_in(party, visitor, acr_values=EID, max_age="3600")
    assert visitor.pressed == CHOICES
    claims = tokens["claims"]
    assert claims["iss"] == party.account.issuer
    assert claims["aud"] == party.account.client_id
    assert claims["acr"] == EID
    assert claims["auth_time"] <= claims["iat"]
    half_hash = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
    assert claims["at_hash"] == half(half_hash)
    assert (claims["given_name"], claims["family_name"]) == ("Jeroen", "Mattheeuws")
    assert len(claims["rrn"]) == 11
    assert (claims["vo_doelgroepcode"], claims["vo_orgcode"]) == ("OV", "999001")
    assert claims["vo_orgnaam"] == "Technisch Instituut De Wissel"
    roles = claims["dwse_werkplekduaal_rol_3d"]
    assert roles == ["WerkplekDuaalGebruiker-trajectbegeleider:999001"]
    assert set(tokens["scope"].split()) == set(ASKED.split())
    info = party.userinfo(tokens)
    assert info == {name: claims[name] for name in info}
    assert {"sub", "vo_id", "vo_orgcode", "rrn", "acr", "dwse_werkplekduaal_rol_3d"} <= set(info)
    assert ("kid" in claims) is (tour.profile == "acm")
    assert header(tokens["id_token"])["alg"] == {"acm": "RS256", "modern": "ES256"}[tour.profile]


def test_who_is_signed_in_goes_straight_on(tour: Tour, visitor: Visitor) -> None:
    party = tour.party()
    first = sign_in(party, visitor)
    second = sign_in(party, visitor, prompt="none")
    assert visitor.pressed == []
    assert second["claims"]["sub"] == first["claims"]["sub"]
    assert second["claims"]["nonce"] != first["claims"]["nonce"]


@pytest.mark.requirement("G16")
def test_the_client_names_the_school(tour: Tour, visitor: Visitor) -> None:
    """Targeted sign-in (acm_idm §1.5): then nobody chooses."""
    wanted = json.dumps({"cap_hint": "OV", "code_hint": "999005"})
    tokens = sign_in(tour.party(), visitor, login_hint=b64encode(wanted.encode()).decode())
    assert visitor.pressed == ["/aanmelden"]
    assert tokens["claims"]["vo_orgcode"] == "999005"


def test_asking_nothing_of_who_is_not_signed_in(tour: Tour, visitor: Visitor) -> None:
    with pytest.raises(Refused) as fault:
        sign_in(tour.party(), visitor, prompt="none")
    assert fault.value.error == "login_required"


def test_the_answer_as_a_form(tour: Tour, visitor: Visitor) -> None:
    party = tour.party()
    begun = party.begin(response_mode="form_post")
    answer = visitor.go(begun.url)
    assert {"code", "state", "iss"} <= set(answer.form)
    assert party.finish(begun, answer)["claims"]["given_name"] == "Jeroen"


def test_a_code_counts_once(tour: Tour, visitor: Visitor) -> None:
    party = tour.party()
    begun = party.begin()
    answer, again = visitor.go(begun.url), dict(begun.kept)
    tokens = party.finish(begun, answer)
    begun.kept = again
    with pytest.raises(Refused) as fault:
        party.finish(begun, answer)
    assert fault.value.error == "invalid_grant"
    assert party.introspect(tokens["access_token"]) == {"active": False}


def test_an_answer_of_the_other_issuer_is_refused(
    node_process: Node, registrar: Registrar, visitor: Visitor
) -> None:
    """Mix-up: the library compares ``iss`` at both, since every answer names its issuer."""
    acm, modern = (OpenidClient(node_process, registrar.account(x)) for x in ("acm", "modern"))
    begun = modern.begin()
    other = acm.begin(state=begun.kept["expectedState"])
    back = {"acm": visitor.go(other.url), "modern": visitor.go(begun.url)}
    for party, mine, answer in ((modern, begun, "acm"), (acm, other, "modern")):
        with pytest.raises(Refused, match="iss") as fault:
            party.finish(mine, back[answer])
        assert fault.value.error == "OAUTH_INVALID_RESPONSE"


def test_the_metadata_by_the_rule_of_oauth(node_process: Node, registrar: Registrar) -> None:
    """RFC 8414: between host and path of the issuer."""
    for kind in ("acm", "modern"):
        account = registrar.account(kind)
        party = OpenidClient(node_process, account, algorithm="oauth2")
        assert party.discover()["issuer"] == account.issuer


@pytest.mark.parametrize(
    ("kind", "method"), [("modern-dpop", "private_key_jwt"), ("modern-public", "none")]
)
def test_tokens_bound_to_a_key(
    node_process: Node, registrar: Registrar, visitor: Visitor, kind: str, method: str
) -> None:
    """DPoP; of these libraries only openid-client has it."""
    account = registrar.account(kind)
    party = OpenidClient(node_process, account, Way(method, dpop=True))
    tokens = sign_in(party, visitor)
    assert tokens["token_type"].lower() == "dpop"
    assert party.userinfo(tokens)["given_name"] == "Jeroen"
    stolen = {**tokens, "token_type": "bearer"}
    thief = OpenidClient(node_process, account, Way(method))
    with pytest.raises(Refused):
        thief.userinfo(stolen)
    renewed = party.refresh(tokens["refresh_token"])
    assert party.userinfo(renewed)["given_name"] == "Jeroen"
    with pytest.raises(Refused) as fault:
        thief.refresh(renewed["refresh_token"])
    assert fault.value.error == "invalid_dpop_proof"
