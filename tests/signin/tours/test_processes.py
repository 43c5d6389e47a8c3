"""Two of every process on one database: what one does counts at the other (P02)."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import httpx
import pytest

from tests.signin.op.jose import verifier
from tests.signin.tours.party import Account
from tests.signin.tours.registrar import Registrar
from tests.signin.tours.visitor import Visitor, told
from tests.site import Site, running_site

EID = "urn:be:vlaanderen:authmech:eid"
WITHIN = 10.0  # seconds; how fast it must be is measured elsewhere


@pytest.fixture(scope="module")
def twin(live_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A second web process, worker and decision process, on the database of the first."""
    with running_site(live_site.database_url, tmp_path_factory.mktemp("twin")) as site:
        yield site


def post(site: Site, account: Account, name: str, **form: str) -> httpx.Response:
    auth = tuple(quote(part, safe="") for part in (account.client_id, account.secret))
    return httpx.post(f"{site.url}op/v1/{name}", data=form, auth=auth, trust_env=False)  # type: ignore[arg-type]


def may(site: Site, account: Account, sub: str, number: str) -> bool:
    question = {
        "subject": {"type": "person", "id": sub, "properties": {"acr": EID}},
        "action": {"name": "WerkplekDuaalGebruiker/schoolbeheerder"},
        "resource": {"type": "organisation", "id": number},
    }
    url = urljoin(site.decisions_url, "/access/v1/evaluation")
    auth = tuple(quote(part, safe="") for part in (account.client_id, account.secret))
    answer = httpx.post(url, json=question, auth=auth, trust_env=False)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["decision"])


def dead(site: Site, account: Account, token: str) -> bool:
    return post(site, account, "introspect", token=token).json() == {"active": False}


def is_no(asked: Callable[[], bool]) -> bool:
    return not asked()


def claims_of(token: str) -> dict[str, Any]:
    """What an id_token says; who it is from, the tours check."""
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def soon(found: Callable[[], bool]) -> bool:
    """Whether it becomes so in the time that other processes get."""
    until = time.monotonic() + WITHIN
    while not found():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.requirement("P02")
def test_two_of_every_process_are_one_site(
    live_site: Site, twin: Site, registrar: Registrar, visitor: Visitor
) -> None:
    assert live_site.url != twin.url
    account, (proof, challenge) = registrar.account("acm"), verifier()
    wanted = {
        "client_id": account.client_id, "redirect_uri": account.back, "response_type": "code",
        "scope": account.scope, "state": "s", "nonce": secrets.token_hex(8),
        "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    come = told(visitor.go(f"{live_site.url}op/v1/auth?{urlencode(wanted)}"))
    both = (live_site, twin)
    # a code of one is redeemed at the other, and its token counts at both
    answer = post(
        twin, account, "token", grant_type="authorization_code", code=come["code"],
        redirect_uri=account.back, code_verifier=proof,
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    tokens = answer.json()
    for site in both:
        known = post(site, account, "introspect", token=tokens["access_token"]).json()
        assert known["active"] is True
        assert visitor.http.get(f"{site.url}mijn-profiel").status_code == 200
    # a session that ends at one is over at the other
    leave = {
        "client_id": account.client_id, "id_token_hint": tokens["id_token"],
        "post_logout_redirect_uri": account.out,
    }  # fmt: skip
    with Visitor(twin.url, visitor.buttons) as there:
        there.http.cookies = visitor.http.cookies  # the same browser
        there.go(f"{twin.url}op/v1/logout?{urlencode(leave)}")
    assert visitor.http.get(f"{live_site.url}mijn-profiel").status_code == 302
    for site in both:
        assert soon(partial(dead, site, account, tokens["access_token"]))
    # a right that is given or withdrawn is known to both decision processes
    who = claims_of(tokens["id_token"])
    asked = [partial(may, site, account, who["sub"], who["vo_orgcode"]) for site in both]
    grant = registrar.grant()
    try:
        assert all(soon(yes) for yes in asked)
    finally:
        registrar.withdraw(grant)
    assert all(soon(partial(is_no, yes)) for yes in asked)
