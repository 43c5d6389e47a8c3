"""Signing in with the certificate of an eID, handed on by a trusted proxy (G15)."""

from __future__ import annotations

from datetime import date, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.test import Client
from pytest_django import Settings

from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.signin.models import SignIn
from sleutelbos.tools import crypto
from tests.signin.certificates import Authority
from tests.signin.helpers import text_of
from tests.world import World

HEADER = "X-Client-Certificate"
PROXY = "10.0.0.7"
NUMBER = identifiers.insz(date(1982, 4, 3), 7)


@pytest.fixture
def authority(settings: Settings, tmp_path: Path) -> Authority:
    found = Authority(tmp_path)
    settings.CERTIFICATE_HEADER = HEADER
    settings.CERTIFICATE_ROOTS = found.file
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/28")]
    return found


def shown(header: str, address: str = PROXY) -> Any:
    client = Client(REMOTE_ADDR=address, headers={HEADER.lower(): header})
    return client.get("/aanmelden/eid")


@pytest.mark.requirement("G15")
def test_a_card_signs_in_whoever_it_belongs_to(world: World, authority: Authority) -> None:
    answer = shown(authority.card(number_of(world, "right role")))
    assert answer.status_code == 303
    line = SignIn.objects.latest("pk")
    assert (line.kind, line.level, line.outcome) == ("eid", 500, "hoedanigheid")
    assert line.person == world.people["right role"]


def number_of(world: World, name: str) -> str:
    row = world.people[name].identifiers.get()
    return crypto.decrypt(bytes(row.sealed), "insz")


@pytest.mark.requirement("G15")
def test_somebody_new_becomes_known_by_his_card(world: World, authority: Authority) -> None:
    assert shown(authority.card(NUMBER)).status_code == 303
    person = SignIn.objects.latest("pk").person
    assert person.name == "Nore Wouters"


@pytest.mark.requirement("G15")
def test_a_header_of_anybody_but_the_proxy_is_nothing(world: World, authority: Authority) -> None:
    card = authority.card(number_of(world, "right role"))
    for address in ("10.0.0.16", "127.0.0.1", "not-an-address", ""):
        answer = shown(card, address)
        assert answer.status_code == 422
        assert "geen geldig certificaat" in text_of(answer.content)
    assert not SignIn.objects.exists()


@pytest.mark.requirement("G15")
def test_certificates_that_prove_nothing(
    world: World, authority: Authority, tmp_path: Path
) -> None:
    number = number_of(world, "right role")
    long_ago = clock.real_now() - timedelta(days=400)
    false = (
        Authority(tmp_path, "Another Root").card(number),
        authority.card(number, since=long_ago),
        authority.card(number, since=clock.real_now() + timedelta(days=10)),
        authority.card(number, purpose=ExtendedKeyUsageOID.SERVER_AUTH),
        authority.card(""),
        authority.card("12345678901"),
        authority.card(number)[:-200],
        "-----BEGIN CERTIFICATE-----",
        "x" * 30_000,
        "",
    )
    for header in false:
        assert shown(header).status_code == 422
    assert not SignIn.objects.exists()


def test_without_settings_there_is_no_such_key(world: World, tmp_path: Path) -> None:
    card = Authority(tmp_path).card(number_of(world, "right role"))
    assert shown(card).status_code == 422
    assert b"/aanmelden/eid" not in Client().get("/aanmelden").content
