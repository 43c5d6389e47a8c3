"""What clients made of other libraries do with tokens: renew, inspect, exchange, take back."""

from __future__ import annotations

import pytest

from tests.signin.tours.party import Refused, Way, sign_in
from tests.signin.tours.tour import Tour
from tests.signin.tours.visitor import Visitor

pytestmark = [pytest.mark.requirement("G24"), pytest.mark.requirement("G25")]
METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
DEAD = {"active": False}


def test_renewing_until_an_old_token_comes_back(tour: Tour, visitor: Visitor) -> None:
    """Each refresh token counts once; its second use takes the whole family."""
    party = tour.party()
    first = sign_in(party, visitor)
    second = party.refresh(first["refresh_token"])
    assert second["refresh_token"] != first["refresh_token"]
    assert second["claims"]["sub"] == first["claims"]["sub"]
    assert "nonce" not in second["claims"]
    assert party.userinfo(second)["given_name"] == "Jeroen"
    for token in (first["refresh_token"], second["refresh_token"]):
        with pytest.raises(Refused) as fault:
            party.refresh(token)
        assert fault.value.error == "invalid_grant"
    assert party.introspect(second["access_token"]) == DEAD
    with pytest.raises(Refused):
        party.userinfo(second)


@pytest.mark.parametrize("method", METHODS)
def test_what_a_token_is(tour: Tour, visitor: Visitor, method: str) -> None:
    party, api = tour.party(), tour.party(f"{tour.profile}-api", Way(method))
    tokens = sign_in(party, visitor)
    found = api.introspect(tokens["access_token"])
    assert found["active"] is True
    assert found["client_id"] == party.account.client_id
    assert found["sub"] == tokens["claims"]["sub"]
    assert found["scope"] == tokens["scope"]
    assert (found["vo_orgcode"], found["vo_doelgroepcode"]) == ("999001", "OV")
    assert api.introspect("onbekend") == DEAD


@pytest.mark.parametrize("method", METHODS)
def test_a_client_for_itself(tour: Tour, method: str) -> None:
    party, api = tour.party(way=Way(method)), tour.party(f"{tour.profile}-api")
    tokens = party.credentials(scope="vo_info", audience=api.account.client_id)
    assert {"id_token", "refresh_token"}.isdisjoint(tokens)
    found = api.introspect(tokens["access_token"])
    assert found["sub"] == found["client_id"] == party.account.client_id
    assert found["aud"] == [api.account.client_id]
    assert found["vo_orgnaam"] == "agentschap Digitaal Vlaanderen"
    with pytest.raises(Refused) as fault:
        party.credentials(scope="rrn")
    assert fault.value.error == "invalid_scope"


def test_a_token_for_the_next_api(tour: Tour, visitor: Visitor) -> None:
    party, api = tour.party(), tour.party(f"{tour.profile}-api")
    tokens = sign_in(party, visitor)
    with pytest.raises(Refused) as fault:
        party.exchange(tokens["access_token"], "00000000-0000-4000-8000-000000000000")
    assert fault.value.error == "invalid_target"
    tour.registrar.trust(party.account, api.account)
    given = party.exchange(tokens["access_token"], api.account.client_id)
    found = api.introspect(given["access_token"])
    assert found["aud"] == [api.account.client_id]
    assert found["act"] == {"sub": party.account.client_id}
    assert found["sub"] == tokens["claims"]["sub"]


def test_taking_a_token_back(tour: Tour, visitor: Visitor) -> None:
    """ACM tells no address for it, so a client there finds none."""
    party = tour.party()
    tokens = sign_in(party, visitor)
    if tour.profile == "acm":
        assert "revocation_endpoint" not in party.discover()
        return
    party.revoke(tokens["access_token"])
    assert party.introspect(tokens["access_token"]) == DEAD
    renewed = party.refresh(tokens["refresh_token"])
    party.revoke(renewed["refresh_token"])
    assert party.introspect(renewed["access_token"]) == DEAD
    with pytest.raises(Refused):
        party.refresh(renewed["refresh_token"])
