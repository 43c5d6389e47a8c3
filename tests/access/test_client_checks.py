"""What is wrong with the settings of a client: each fault at its field, in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from sleutelbos.access.client_addresses import LONGEST, endpoint_fault, return_fault
from sleutelbos.access.client_checks import problems
from sleutelbos.access.client_spec import ClientSpec, completed, starting_point
from sleutelbos.access.clients import GrantType, Profile

GOOD = ClientSpec(name="Proef", redirect_uris=("https://proef.example.be/terug",))
ACM = GOOD.with_changes({"profile": "acm", "signing": "RS256"})
CREDENTIALS, EXCHANGE = GrantType.CREDENTIALS.value, GrantType.EXCHANGE.value


@pytest.mark.requirement("G24")
@pytest.mark.parametrize(
    "address",
    [
        "https://a.example.be/terug",
        "https://a.example.be:8443/terug?taal=nl",
        "https://[2001:db8::1]/terug",
        "http://localhost:3000/terug",
        "http://127.0.0.1/terug",
        "http://[::1]:8080/terug",
    ],
)
def test_addresses_that_are_taken(address: str) -> None:
    assert not return_fault(address, public=False, fragment=False)


@pytest.mark.requirement("G24")
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://a.example.be/terug", "Begin met https"),
        ("http://localhost.example.be/terug", "Begin met https"),
        ("https://*.example.be/terug", "Een * mag niet"),
        ("https://a.example.be/*", "Een * mag niet"),
        ("https://a.example.be/terug#deel", "Een # mag niet"),
        ("https://a.example.be/terug#", "Een # mag niet"),
        ("https://jan:geheim@a.example.be/", "gebruikersnaam of wachtwoord"),
        ("https://a.example.be@b.example.be/", "gebruikersnaam of wachtwoord"),
        ("/terug", "volledige adres"),
        ("a.example.be/terug", "volledige adres"),
        ("https:///terug", "volledige adres"),
        ("https://a.example.be/te rug", "een spatie"),
        ("https://a.example.be\\@b.example.be/", "een spatie of een teken"),
        ("https://a.example.be/\nb", "een spatie of een teken"),
        ("https://a.example.be:99999/", "poort"),
        ("https://a.example.be:0/", "poort"),
        ("https://300.1.1.1/", "naam van de server"),
        ("https://-a.example.be/", "naam van de server"),
        ("https://[::1/", "naam van de server"),
        ("javascript:alert(1)", "Begin met https"),
        ("data:text/html,x", "Begin met https"),
        ("be.example.app:/terug", "alleen bij een publieke client"),
        ("https://a.example.be/" + "x" * LONGEST, "te lang"),
    ],
)
def test_addresses_that_are_refused(address: str, sentence: str) -> None:
    assert sentence in str(return_fault(address, public=False, fragment=False))


@pytest.mark.requirement("G24")
def test_an_app_may_have_a_scheme_of_its_own() -> None:
    assert not return_fault("be.example.app:/terug", public=True, fragment=False)
    assert not return_fault("be.example.app://terug", public=True, fragment=False)
    for wrong in ("be.example.app:terug", "be.example.app:/terug#x", "be.example.app://a@b/"):
        assert "omgekeerde domeinnaam" in str(return_fault(wrong, public=True, fragment=False))
    assert "https" in str(return_fault("myapp:/terug", public=True, fragment=False))


@pytest.mark.requirement("G25")
def test_a_fragment_only_as_a_weakening() -> None:
    changes = {"redirect_uris": ["https://a.example.be/#/terug"]}
    assert "redirect_uris" in problems(ACM.with_changes(changes), own_scope="own")
    weak = ACM.with_changes({**changes, "weakenings": ["fragment-redirect"]})
    assert not problems(weak, own_scope="own")


def test_addresses_that_our_server_calls() -> None:
    assert not endpoint_fault("https://a.example.be/melding")
    assert not endpoint_fault("http://127.0.0.1:9000/melding")
    assert "https" in str(endpoint_fault("http://a.example.be/melding"))
    assert "#" in str(endpoint_fault("https://a.example.be/melding#x"))
    assert "https" in str(endpoint_fault("be.example.app:/melding"))


def test_a_sound_client_has_no_problems() -> None:
    assert problems(GOOD, own_scope="own") == {}
    assert problems(ACM, own_scope="own") == {}


CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"name": " "}, "name", "een naam"),
    ({"name": "x" * 201}, "name", "200 tekens"),
    ({"profile": "iets"}, "profile", "Kies een profiel"),
    ({"redirect_uris": []}, "redirect_uris", "minstens één terugkeeradres"),
    ({"redirect_uris": ["ftp://a"]}, "redirect_uris", "ftp://a: Begin met https"),
    ({"redirect_uris": ["https://a.be/x"] * 41}, "redirect_uris", "hoogstens 40"),
    ({"post_logout_uris": ["http://a.be"]}, "post_logout_uris", "Begin met https"),
    ({"backchannel_url": "http://a.be"}, "backchannel_url", "Begin met https"),
    ({"events_url": "https://a.be/#x"}, "events_url", "#"),
    ({"scopes": ["openid", "papier"]}, "scopes", "papier"),
    ({"scopes": ["profile"]}, "scopes", "openid nodig"),
    ({"scopes": ["openid", "rrn"]}, "rrn_reason", "rijksregisternummer"),
    ({"scopes": ["openid", "rrn"], "rrn_reason": " "}, "rrn_reason", "rijksregisternummer"),
    ({"scopes": ["openid", "offline_access"]}, "grant_types", "een token vernieuwen"),
    ({"grant_types": ["authorization_code", "refresh_token"]}, "scopes", "offline_access"),
    ({"grant_types": []}, "grant_types", "minstens één"),
    ({"grant_types": ["password"]}, "grant_types", "password"),
    ({"grant_types": ["refresh_token"]}, "grant_types", "die ook personen|wie ook personen"),
    ({"grant_types": [CREDENTIALS]}, "owner", "welke organisatie"),
    ({"auth_methods": []}, "auth_methods", "Kies hoe"),
    ({"auth_methods": ["none"]}, "auth_methods", "Alleen een publieke"),
    ({"auth_methods": ["tls"]}, "auth_methods", "tls"),
    ({"auth_methods": ["private_key_jwt"]}, "jwks", "publieke sleutels"),
    ({"jwks": {"keys": []}}, "jwks", "geen sleutel"),
    ({"public": True}, "auth_methods", "Kies “niet”"),
    ({"public": True, "grant_types": [CREDENTIALS]}, "grant_types", "alleen personen aanmelden"),
    ({"public": True, "introspects": True}, "introspects", "geen tokens nakijken"),
    ({"capacity_level": "alles"}, "capacity_level", "wat een persoon kiest"),
    ({"target_groups": ["XX"]}, "target_groups", "XX"),
    ({"level": 401}, "level", "niveau uit de lijst"),
    ({"means": ["duim"]}, "means", "duim"),
    ({"means": ["csampassword"], "level": 400}, "means", "haalt het niveau 400"),
    ({"weakenings": ["no-pkce"]}, "weakenings", "moderne client"),
    ({"profile": "acm", "signing": "RS256", "weakenings": ["x"]}, "weakenings", "bestaat niet"),
    ({"profile": "acm"}, "signing", "RS256"),
    ({"signing": "none"}, "signing", "RS256 of ES256"),
    ({"access_seconds": 30}, "access_seconds", "60 tot 900"),
    ({"access_seconds": 3_600}, "access_seconds", "60 tot 900"),
    ({"refresh_seconds": 28_801}, "refresh_seconds", "8 uur"),
    ({"refresh_seconds": 10}, "refresh_seconds", "8 uur"),
    ({"profile": "acm", "signing": "RS256", "requires_dpop": True}, "requires_dpop", "moderne"),
]


@pytest.mark.requirement("G24")
@pytest.mark.requirement("G25")
@pytest.mark.parametrize(("changes", "field", "sentence"), CASES)
def test_each_fault_stands_at_its_field(changes: dict[str, Any], field: str, sentence: str) -> None:
    found = problems(GOOD.with_changes(changes), own_scope="own")
    assert any(part in str(found[field]) for part in sentence.split("|")), found


def test_its_own_scope_is_known() -> None:
    wanted = GOOD.with_changes({"scopes": ["openid", "abb_loketLB"]})
    assert not problems(wanted, own_scope="abb_loketLB")
    assert "abb_loketLB" in str(problems(wanted, own_scope="own")["scopes"])


@pytest.mark.requirement("G25")
def test_an_hour_only_as_a_weakening() -> None:
    hour = ACM.with_changes({"access_seconds": 3_600, "refresh_seconds": 86_400})
    assert "access_seconds" in problems(hour, own_scope="own")
    assert not problems(hour.with_changes({"weakenings": ["long-tokens"]}), own_scope="own")


@pytest.mark.requirement("G25")
def test_a_public_client_keeps_pkce() -> None:
    public = starting_point(Profile.ACM, public=True).with_changes(
        {"name": "App", "redirect_uris": ["https://a.be/t"], "weakenings": ["no-pkce"]}
    )
    assert "zonder PKCE" in str(problems(public, own_scope="own")["weakenings"])


def test_starting_points_need_only_a_name_and_an_address() -> None:
    for profile in Profile:
        for public in (True, False):
            spec = starting_point(profile, public=public)
            changes = {"name": "Proef", "redirect_uris": ["https://a.example.be/t"]}
            assert not problems(spec.with_changes(changes), own_scope="own")


def test_what_follows_from_another_profile() -> None:
    weak = ACM.with_changes({"weakenings": ["long-tokens"], "access_seconds": 3_600})
    modern = weak.with_changes(completed(weak, {"profile": "modern"}))
    assert not problems(modern, own_scope="own")
    assert (modern.weakenings, modern.access_seconds, modern.signing) == ((), 900, "ES256")
    assert GOOD.with_changes(completed(GOOD, {"profile": "acm"})).signing == "RS256"


def test_what_follows_from_another_kind() -> None:
    api = GOOD.with_changes({"grant_types": ["authorization_code", EXCHANGE], "introspects": True})
    public = api.with_changes(completed(api, {"public": True}))
    assert not problems(public, own_scope="own")
    assert public.auth_methods == ("none",)
    back = public.with_changes(completed(public, {"public": False}))
    assert not problems(back, own_scope="own")


def test_a_vernieuwingstoken_brings_its_scope() -> None:
    both = ["authorization_code", "refresh_token"]
    found = GOOD.with_changes(completed(GOOD, {"grant_types": both}))
    assert "offline_access" in found.scopes
    less = found.with_changes(completed(found, {"scopes": ["openid"]}))
    assert set(less.scopes) == {"openid", "offline_access"}
    none = found.with_changes(completed(found, {"grant_types": ["authorization_code"]}))
    assert "offline_access" not in none.scopes


def test_a_field_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        GOOD.with_changes({"kleur": "blauw"})
