"""Signing out, switching, and hearing of it, at clients made of libraries that are not ours."""

from __future__ import annotations

import time

import pytest

from tests.signin.push.receiver import Receiver
from tests.signin.tours.party import Refused, sign_in
from tests.signin.tours.tour import Tour
from tests.signin.tours.visitor import Visitor, told

pytestmark = [pytest.mark.requirement("G24"), pytest.mark.requirement("G25")]
PATIENCE = 30  # seconds; only when something is broken does anybody wait so long
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


def test_signing_out_with_an_id_token(tour: Tour, visitor: Visitor) -> None:
    party = tour.party()
    tokens = sign_in(party, visitor)
    params = {"id_token_hint": tokens["id_token"], "state": "s 1",
              "post_logout_redirect_uri": party.account.out}  # fmt: skip
    answer = visitor.go(party.logout_url(**params))
    assert visitor.pressed == [], "nobody is asked what he asked himself"
    assert answer.url.startswith(f"{party.account.out}?")
    assert told(answer) == {"state": "s 1"}
    with pytest.raises(Refused) as fault:
        sign_in(party, visitor, prompt="none")
    assert fault.value.error == "login_required"
    with pytest.raises(Refused):
        party.refresh(tokens["refresh_token"])


def test_signing_out_with_a_name_only(tour: Tour, visitor: Visitor) -> None:
    """As clients of ACM do it: then our page asks first."""
    party = tour.party()
    sign_in(party, visitor)
    params = {"client_id": party.account.client_id, "post_logout_redirect_uri": party.account.out}
    answer = visitor.go(party.logout_url(**params))
    assert visitor.pressed == ["/afmelden/toepassing"]
    assert answer.url.startswith(party.account.out)


@pytest.mark.requirement("G16")
def test_switching_to_another_school(tour: Tour, visitor: Visitor) -> None:
    """No new sign-in; the choice is asked again, and what the client had is dead."""
    party = tour.party()
    before = sign_in(party, visitor)
    params = {"client_id": party.account.client_id, "switch": "true",
              "post_logout_redirect_uri": party.account.out}  # fmt: skip
    answer = visitor.go(party.logout_url(**params))
    assert answer.url.startswith(party.account.out)
    assert party.introspect(before["access_token"]) == {"active": False}
    visitor.buttons["/hoedanigheid"] = "Provinciaal Instituut Kempenveld"
    after = sign_in(party, visitor)
    assert visitor.pressed == ["/hoedanigheid"]
    assert after["claims"]["vo_orgcode"] == "999005"
    assert after["claims"]["sub"] == before["claims"]["sub"]
    assert after["claims"]["vo_id"] == before["claims"]["vo_id"], "one per doelgroep"


def test_a_withdrawn_right_is_told(tour: Tour, visitor: Visitor, receiver: Receiver) -> None:
    """The worker of the site tells the client; the library finds the logout token good."""
    party, seen = tour.party(f"{tour.profile}-told"), len(receiver.tokens)
    grant = tour.registrar.grant()
    tokens = sign_in(party, visitor)
    assert len(tokens["claims"]["dwse_werkplekduaal_rol_3d"]) == 2
    tour.registrar.withdraw(grant)
    path, token = _next(receiver, seen)
    assert path == "/af"
    claims = party.logout_token(token)
    assert claims["sub"] == tokens["claims"]["sub"]
    assert claims["sid"] == tokens["claims"]["sid"]
    assert claims["events"] == {LOGOUT: {}}
    assert party.introspect(tokens["access_token"]) == {"active": False}
    other = tour.party()
    with pytest.raises(Exception, match=r"aud|no logout token"):
        other.logout_token(token)


def _next(receiver: Receiver, seen: int) -> tuple[str, str]:
    """Path and token of the next message after those that were seen."""
    until = time.monotonic() + PATIENCE
    while len(receiver.tokens) == seen:
        assert time.monotonic() < until, "nothing was told"
        time.sleep(0.05)
    path, token, _authorization = receiver.tokens[seen]
    return path, token
