"""Signing in at an upstream provider (the real ACM or CSAM), and what it may not get away with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from joserfc.jwk import ECKey, RSAKey
from pytest_django import Settings

from sleutelbos.access.public import means
from sleutelbos.config import sources
from sleutelbos.signin.models import SignIn
from tests.signin.helpers import text_of
from tests.signin.provider import CLIENT, URN, Provider, running
from tests.signin.test_certificates import NUMBER, number_of
from tests.world import World


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running(Provider(claims={"given_name": "Nore", "family_name": "Wouters"})) as found:
        settings.UPSTREAM = {"issuer": found.issuer, "client_id": CLIENT, "secret": "geheim"}
        yield found


def ways_on(answer: Any) -> list[str]:
    """Addresses of the buttons below the sentence that signing in failed."""
    html = answer.content.decode().replace("&amp;", "&")
    found = re.findall(r'<a href="([^"]*)" class="button (?:primary|secondary)">', html)
    return [address for address in found if address.startswith("/aanmelden")][-2:]


def came_back(
    provider: Provider, client: Client | None = None, query: str = "", **changed: str
) -> Any:
    client = client or Client()
    away = client.get(f"/aanmelden/acm?volgende=/mijn-profiel{query}")
    assert away.status_code == 302
    values = {**provider.allow(away["Location"]), **changed}
    return client.get("/aanmelden/acm/terug", values)


@pytest.mark.requirement("G15")
def test_whoever_signs_in_there_is_signed_in_here(world: World, provider: Provider) -> None:
    provider.claims |= {"rrn": number_of(world, "right role"), "acr": f"{URN}itsme"}
    answer = came_back(provider)
    assert (answer.status_code, answer["Location"]) == (303, "/mijn-profiel")
    line = SignIn.objects.filter(outcome="aangemeld").latest("pk")
    assert (line.person, line.kind, line.level) == (world.people["right role"], "acm", 450)


@pytest.mark.requirement("G15")
def test_somebody_new_becomes_known_with_the_names_of_the_token(
    world: World, provider: Provider
) -> None:
    provider.claims["rrn"] = NUMBER
    assert came_back(provider).status_code == 303
    assert SignIn.objects.latest("pk").person.name == "Nore Wouters"


@pytest.mark.requirement("G15")
@pytest.mark.parametrize("query", ["", f"&acr={URN}csamselfreg", "&acr=onzin"])
def test_the_means_are_always_asked(world: World, provider: Provider, query: str) -> None:
    """ACM says with what somebody signed in only to who asked."""
    away = Client().get(f"/aanmelden/acm?volgende=/mijn-profiel{query}")
    asked = dict(parse_qsl(urlsplit(away["Location"]).query))["acr_values"].split()
    everything = [f"{means.URN}{code}" for code in means.MEANS]
    assert asked == ([f"{URN}csamselfreg"] if "selfreg" in query else everything)
    away = Client().get("/aanmelden/acm?volgende=/mijn-profiel&niveau=450")
    asked = dict(parse_qsl(urlsplit(away["Location"]).query))["acr_values"].split()
    assert {means.level_of(one) for one in asked} == {450, 500}


@pytest.mark.requirement("G15")
@pytest.mark.parametrize(
    ("acr", "level"), [("", 100), (f"{URN}csamselfreg", 100), (f"{URN}csampassword", 200)]
)
def test_a_weak_sign_in_there_is_a_weak_one_here(
    world: World, provider: Provider, acr: str, level: int
) -> None:
    """Also one that doesn't say how: it counts for the least."""
    provider.claims["rrn"] = number_of(world, "right role")
    provider.claims |= {"acr": acr} if acr else {}
    assert came_back(provider).status_code == 303
    assert SignIn.objects.filter(outcome="aangemeld").latest("pk").level == level


@pytest.mark.requirement("G15")
@pytest.mark.parametrize(
    ("query", "acr"),
    [("", "urn:be:vlaanderen:authmech:nieuw"), ("", "eid"), (f"&acr={URN}itsme", f"{URN}eid"),
     (f"&acr={URN}eid", f"{URN}csampassword")],
)  # fmt: skip
def test_a_means_that_was_not_asked_is_refused(
    world: World, provider: Provider, query: str, acr: str
) -> None:
    provider.claims |= {"rrn": NUMBER, "acr": acr}
    assert came_back(provider, query=query).status_code == 422
    assert not SignIn.objects.exists()


def test_what_is_asked(world: World, provider: Provider) -> None:
    away = Client().get("/aanmelden/acm", {"acr": f"{URN}eid"})
    asked = dict(parse_qsl(urlsplit(away["Location"]).query))
    assert asked["code_challenge_method"] == "S256"
    assert asked["acr_values"] == f"{URN}eid"
    assert asked["redirect_uri"].endswith("/aanmelden/acm/terug")
    assert len(asked["state"]) > 20
    assert len(asked["nonce"]) > 20


@pytest.mark.requirement("G15")
def test_we_can_prove_who_we_are_with_a_key(
    world: World, provider: Provider, settings: Settings, tmp_path: Path
) -> None:
    key = ECKey.generate_key("P-256", {"kid": "ours"})
    (tmp_path / "key.json").write_text(json.dumps(key.as_dict(private=True)))
    file = tmp_path / "upstream.json"
    file.write_text(
        json.dumps({"issuer": provider.issuer + "/", "client_id": CLIENT, "key": "key.json"})
    )
    settings.UPSTREAM = sources.upstream(str(file))
    provider.client_key = key.as_dict(private=False)
    provider.claims["rrn"] = number_of(world, "right role")
    assert came_back(provider).status_code == 303
    assert "client_secret" not in provider.asked[0]


LIES: list[dict[str, Any]] = [
    {"iss": "https://evil.example"},
    {"aud": "another-client"},
    {"aud": [CLIENT, "another-client"], "azp": "another-client"},
    {"nonce": "another"},
    {"exp": 1},
    {"rrn": ""},
    {"rrn": "12345678901"},
]


@pytest.mark.requirement("G15")
@pytest.mark.parametrize("lie", LIES, ids=[" ".join(lie) for lie in LIES])
def test_a_token_that_lies_is_refused(
    world: World, provider: Provider, lie: dict[str, Any]
) -> None:
    provider.claims["rrn"] = number_of(world, "right role")
    provider.lies = lie
    answer = came_back(provider)
    assert answer.status_code == 422
    assert not SignIn.objects.exists()


@pytest.mark.requirement("G15")
def test_a_token_of_another_key_or_without_one_is_refused(world: World, provider: Provider) -> None:
    provider.claims["rrn"] = number_of(world, "right role")
    provider.published = [RSAKey.generate_key(2048, {"kid": "one"})]
    assert came_back(provider).status_code == 422
    provider.published = [provider.key]
    provider.confused = True
    assert came_back(provider).status_code == 422
    assert not SignIn.objects.exists()


@pytest.mark.requirement("G15")
def test_an_answer_that_nobody_asked_for_is_refused(world: World, provider: Provider) -> None:
    provider.claims["rrn"] = number_of(world, "right role")
    client = Client()
    assert came_back(provider, client, state="another").status_code == 422
    values = provider.allow(Client().get("/aanmelden/acm")["Location"])
    assert Client().get("/aanmelden/acm/terug", values).status_code == 422
    assert client.get("/aanmelden/acm/terug").status_code == 422
    assert not SignIn.objects.exists()


def test_after_a_failure_one_can_try_again_and_goes_where_one_would(
    world: World, provider: Provider
) -> None:
    provider.claims["rrn"] = number_of(world, "right role")
    client = Client()
    answer = came_back(provider, client, state="another")
    assert "Opnieuw proberen" in text_of(answer.content)
    again, other = ways_on(answer)
    assert other == "/aanmelden?volgende=/mijn-profiel"
    values = provider.allow(client.get(again)["Location"], "code-2")
    assert client.get("/aanmelden/acm/terug", values)["Location"] == "/mijn-profiel"


def test_an_answer_counts_once(world: World, provider: Provider) -> None:
    provider.claims["rrn"] = number_of(world, "right role")
    client = Client()
    values = provider.allow(client.get("/aanmelden/acm")["Location"])
    assert client.get("/aanmelden/acm/terug", values).status_code == 303
    assert client.get("/aanmelden/acm/terug", values).status_code == 422


def test_another_discovery_document_is_refused(world: World, provider: Provider) -> None:
    provider.metadata = {"issuer": "https://evil.example"}
    answer = Client().get("/aanmelden/acm?verder=/mijn-profiel&niveau=450")
    assert answer.status_code == 422
    again, other = ways_on(answer)
    assert again == "/aanmelden/acm?verder=/mijn-profiel&niveau=450"
    assert other == "/aanmelden?verder=/mijn-profiel&niveau=450"
    assert "lukte niet" in text_of(answer.content)


def test_a_provider_that_is_away_is_said_so(world: World, settings: Settings) -> None:
    settings.UPSTREAM = {"issuer": "http://127.0.0.1:9", "client_id": CLIENT, "secret": "x"}
    answer = Client().get("/aanmelden/acm")
    assert answer.status_code == 422
    assert "Probeer het straks opnieuw" in text_of(answer.content)


@pytest.mark.parametrize(
    "text", ["{}", '{"issuer": "x", "client_id": "y"}', '{"issuer": "x", "client_id": "y", "k": 1}']
)
def test_a_settings_file_that_is_not_complete_stops_the_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "u.json").write_text(text)
    with pytest.raises(ValueError, match="SLEUTELBOS_UPSTREAM"):
        sources.upstream(str(tmp_path / "u.json"))
