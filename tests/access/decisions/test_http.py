"""The decision process over HTTP: who may ask, what is sent back, when it doesn't answer."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.wsgi import ENDPOINTS, NAMES
from sleutelbos.access.models import Client, ClientSecret
from sleutelbos.kernel import clock
from tests.access.decisions.conftest import (
    GUIDE,
    URL,
    Asking,
    question,
    read_again,
    sub_of,
    told,
)
from tests.signin.op import rp
from tests.signin.op.jose import new_key, proof
from tests.signin.op.rp import basic, change, make_client
from tests.world import World

pytestmark = pytest.mark.requirement("G26")


def test_a_question_and_its_answer(asking: Asking) -> None:
    answer = asking.may(x_request_id="bfe9eb29-ab87")
    assert answer.status == 200
    assert answer.json["decision"] is True
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-ID"] == "bfe9eb29-ab87"


def test_a_no_is_an_answer_too(asking: Asking, world: World) -> None:
    answer = asking.post("evaluation", question(world.people["other role"]))
    assert (answer.status, answer.json["decision"]) == (200, False)


def test_several_at_once(asking: Asking) -> None:
    answer = asking.post("evaluations", {"evaluations": [question(asking.person)] * 20})
    assert [one["decision"] for one in answer.json["evaluations"]] == [True] * 20


def test_what_it_is(asking: Asking) -> None:
    answer = asking.get("/.well-known/authzen-configuration")
    assert answer.status == 200
    assert answer.json["policy_decision_point"] == URL
    for name in ENDPOINTS:
        assert answer.json[NAMES[name]] == f"{URL}/access/v1/{name}"
    assert "max-age" in answer.headers["Cache-Control"]
    assert asking.get("/health").json == {"status": "UP"}


# who may ask


@pytest.mark.parametrize("header", ["", "Basic", "Basic eA==", "Basic !", "Bearer", "Bearer x",
                                    "Digest x", "DPoP x"])  # fmt: skip
def test_nobody_asks_unknown(asking: Asking, header: str) -> None:
    answer = asking.may(authorization=header)
    told(answer, 401, "invalidAccessToken" if header else "noAccessToken")
    assert answer.headers["WWW-Authenticate"].startswith("Basic")


def test_a_wrong_secret(asking: Asking) -> None:
    assert asking.may().status == 200
    told(asking.may(authorization=basic(asking.client, "x")), 401, "invalidAccessToken")


def test_what_a_client_proved_counts_until_something_about_clients_changes(asking: Asking) -> None:
    assert asking.may().status == 200
    change(asking.client, state="blocked")
    assert asking.may().status == 200, "not told yet"
    asking.feed.clients += 1
    told(asking.may(), 401, "invalidAccessToken")


def test_a_secret_that_ends(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asking.may().status == 200
    later = clock.real_now() + timedelta(hours=2)
    monkeypatch.setattr("time.time", later.timestamp)
    change(ClientSecret.objects.get(client=asking.client), expires=clock.real_now())
    told(asking.may(), 401, "invalidAccessToken")


def test_a_public_client_never(asking: Asking) -> None:
    public = make_client(public=True, auth_methods=["none"])
    told(asking.may(authorization=basic(public)), 401, "invalidAccessToken")


def machine_token(client: Client, **form: str) -> dict[str, Any]:
    fields = {"grant_type": "client_credentials", **form}
    headers = {"authorization": basic(client)}
    if "dpop" in fields:
        headers["dpop"] = fields.pop("dpop")
    return rp.ask("POST", f"{rp.MODERN}/token", fields, **headers).json


def test_with_a_token_of_its_own(asking: Asking) -> None:
    token = machine_token(asking.client)["access_token"]
    assert asking.may(authorization=f"Bearer {token}").json["decision"] is True
    rp.ask("POST", f"{rp.MODERN}/revoke", {"token": token}, authorization=basic(asking.client))
    told(asking.may(authorization=f"Bearer {token}"), 401, "invalidAccessToken")


def test_a_person_s_token_is_not_the_client_s(asking: Asking, world: World) -> None:
    browser = rp.browser_of(asking.person)
    rp.choose(browser, asking.client, world.school, "OV")
    token = rp.Flow(asking.client, browser).tokens()["access_token"]
    told(asking.may(authorization=f"Bearer {token}"), 401, "invalidAccessToken")


# when it doesn't answer


def test_without_its_feed_it_says_so(asking: Asking) -> None:
    asking.feed.found = None
    for name in ENDPOINTS:
        answer = asking.post(name, question(asking.person))
        told(answer, 503, "serviceUnavailable")
        assert answer.headers["Retry-After"] == "1"
    told(asking.get("/health"), 503, "serviceUnavailable")
    assert asking.get("/.well-known/authzen-configuration").status == 200


def test_a_database_that_went_away(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise psycopg.OperationalError("gone")

    monkeypatch.setattr("sleutelbos.access.decisions.callers.READ", away)
    told(asking.may(), 503, "serviceUnavailable")


def test_a_fault_of_ours_is_never_a_yes(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Index, "powers", lambda *_: 1 / 0)
    answer = asking.may()
    told(answer, 500, "internalServerError")
    assert "decision" not in answer.json


# searches


def search(asking: Asking, name: str, **more: Any) -> list[str]:
    """All pages, one result at a time."""
    asked, found, token = question(asking.person, **more), [], ""
    while True:
        page = {"limit": 1, **({"token": token} if token else {})}
        answer = asking.post(f"search/{name}", {**asked, "page": page})
        assert answer.status == 200, answer.body
        assert answer.json["page"]["count"] == len(answer.json["results"]) <= 1
        for one in answer.json["results"]:
            check = {**asked, name: {**asked[name], **one, "name": one.get("name", "")}}
            assert asking.post("evaluation", check).json["decision"] is True, one
            found.append(one.get("id", one.get("name")))
        token = answer.json["page"]["next_token"]
        if not token:
            return found


def test_for_which_organisations(asking: Asking, world: World) -> None:
    assert search(asking, "resource", resource={"type": "organisation"}) == ["901001"]
    holder = {"type": "person", "id": sub_of(world.people["third party with mandate"])}
    assert search(asking, "resource", subject=holder) == ["901001"]
    nobody = {"type": "person", "id": sub_of(world.people["member without right"])}
    assert search(asking, "resource", subject=nobody) == []


def test_for_which_vestigingen(asking: Asking, world: World, index: Index) -> None:
    change(world.school_site, number="2100000000")
    change(world.other_site, number="2100000001")
    read_again(index)
    sites = {"type": "site"}
    assert search(asking, "resource", resource=sites) == ["2100000000", "2100000001"]
    sited = {"type": "person", "id": sub_of(world.people["right role at other vestiging"])}
    assert search(asking, "resource", resource=sites, subject=sited) == ["2100000001"]
    assert search(asking, "resource", subject=sited) == []


def test_which_rights(asking: Asking) -> None:
    assert search(asking, "action") == ["WerkplekDuaalGebruiker", GUIDE]


def test_who(asking: Asking, world: World) -> None:
    found = search(asking, "subject", subject={"type": "person"})
    names = {"right role", "third party with mandate"}
    assert set(found) == {sub_of(world.people[name]) for name in names}


def test_who_at_a_vestiging(asking: Asking, world: World, index: Index) -> None:
    change(world.other_site, number="2100000001")
    read_again(index)
    resource = {"type": "site", "id": "2100000001"}
    found = search(asking, "subject", subject={"type": "person"}, resource=resource)
    names = {"right role", "third party with mandate", "right role at other vestiging"}
    assert set(found) == {sub_of(world.people[name]) for name in names}


def test_the_token_of_a_page_says_nothing(asking: Asking, world: World) -> None:
    """It holds the last result; of persons that is a key of ours, which no application knows."""
    asked = question(asking.person, subject={"type": "person"}, page={"limit": 1})
    first = asking.post("search/subject", asked).json
    token = first["page"]["next_token"]
    read = urlsafe_b64decode(token)
    for person in world.people.values():
        assert str(person.uid).encode() not in read
        assert person.uid.bytes not in read
    for other in (token[:-4] + "AAAA", "MDAwMA==", str(asking.person.uid)):
        told(asking.post("search/subject", {**asked, "page": {"token": other}}), 400, "badRequest")


@pytest.mark.parametrize("name", ["resource", "action", "subject"])
def test_a_search_of_another_application_finds_nothing(asking: Asking, name: str) -> None:
    application = type(asking.client.application).objects.get(code="platos-tijdsregistratie")
    other = make_client(application=application)
    asked = question(asking.person)
    answer = asking.post(f"search/{name}", asked, authorization=basic(other))
    assert answer.json["results"] == []


def test_a_bound_token_needs_its_proof(asking: Asking) -> None:
    key = new_key()
    first = proof(key, "POST", f"{rp.settings.BASE_URL}{rp.MODERN}/token")
    token = machine_token(asking.client, dpop=first)["access_token"]
    told(asking.may(authorization=f"Bearer {token}"), 401, "invalidAccessToken")
    mine = proof(key, "POST", f"{URL}/access/v1/evaluation", token=token)
    answer = asking.may(authorization=f"DPoP {token}", dpop=mine)
    assert answer.json["decision"] is True
