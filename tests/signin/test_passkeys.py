"""Passkeys: making one, signing in with it, and everything that is not a proof (G15)."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.signin.actions.keys import add_passkey, withdraw_key
from sleutelbos.signin.models import Key
from sleutelbos.tools.mail.models import Message
from tests.signin.authenticator import PRESENT, Authenticator
from tests.signin.helpers import signed_in, text_of
from tests.world import World

MAKE, USE = "/mijn-profiel/sleutels/toegangssleutel", "/aanmelden/toegangssleutel"
HOST: dict[str, Any] = {"headers": {"host": "localhost"}}


def options_in(page: bytes) -> str:
    found = re.search(r'data-options="([^"]*)"', page.decode())
    assert found
    return html.unescape(found[1])


def key_made(world: World, device: Authenticator, name: str = "right role") -> Client:
    client = signed_in(world.people[name], world.homes[name])
    page = client.get(MAKE, **HOST)
    sent = {"label": "mijn telefoon", "credential": device.make(options_in(page.content))}
    answer = client.post(MAKE, sent, **HOST)
    assert answer.status_code == 303, text_of(answer.content)
    return client


def used(device: Authenticator, client: Client | None = None, **changed: str) -> Any:
    client = client or Client()
    credential = device.use(options_in(client.get(USE, **HOST).content))
    return client.post(USE, {"credential": credential, **changed}, **HOST)


@pytest.mark.requirement("G15")
def test_a_passkey_is_made_and_signs_in(world: World) -> None:
    device = Authenticator()
    key_made(world, device)
    key = Key.objects.get(kind="passkey")
    assert (key.person, key.label) == (world.people["right role"], "mijn telefoon")
    assert key.transports == ["internal"]
    client = Client()
    assert used(device, client).status_code == 303
    key.refresh_from_db()
    assert key.sign_count == 1
    assert key.used_at is not None
    profile = client.get("/mijn-profiel/aanmeldingen", **HOST)
    assert "mijn telefoon" in text_of(profile.content)


@pytest.mark.requirement("G15")
def test_what_is_no_proof_opens_nothing(world: World) -> None:
    device = Authenticator()
    key_made(world, device)
    not_unlocked = Authenticator(id=device.id, key=device.key, user=device.user, flags=PRESENT)
    elsewhere = Authenticator(id=device.id, key=device.key, user=device.user, host="evil.example")
    phished = Authenticator(
        id=device.id, key=device.key, user=device.user, origin="https://evil.example"
    )
    other_key = Authenticator(id=device.id, user=device.user)
    unknown = Authenticator(user=device.user)
    of_somebody_else = Authenticator(id=device.id, key=device.key, user="AAAA")
    for false in (not_unlocked, elsewhere, phished, other_key, unknown, of_somebody_else):
        answer = used(false)
        assert answer.status_code == 422
        assert "niet bekend of klopt niet" in text_of(answer.content)
    for broken in ("", "{}", "[]", "x" * 30_000, '{"rawId": 1, "response": {}}'):
        assert used(device, credential=broken).status_code == 422


@pytest.mark.requirement("G15")
def test_a_proof_counts_once_and_for_five_minutes(world: World, monkeypatch: Any) -> None:
    device = Authenticator()
    key_made(world, device)
    client = Client()
    credential = device.use(options_in(client.get(USE, **HOST).content))
    first = client.post(USE, {"credential": credential}, **HOST)
    assert first.status_code == 303
    other = Client()
    other.get(USE, **HOST)
    assert other.post(USE, {"credential": credential}, **HOST).status_code == 422
    late = Client()
    credential = device.use(options_in(late.get(USE, **HOST).content))
    now = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: now + timedelta(minutes=6))
    assert late.post(USE, {"credential": credential}, **HOST).status_code == 422


@pytest.mark.requirement("G15")
def test_a_copy_with_an_older_counter_is_refused(world: World) -> None:
    device = Authenticator()
    key_made(world, device)
    device.counter = 7
    assert used(device).status_code == 303
    device.counter = 3
    assert used(device).status_code == 422


def test_a_device_is_added_once(world: World) -> None:
    device = Authenticator()
    client = key_made(world, device)
    page = client.get(MAKE, **HOST)
    sent = {"label": "weer", "credential": device.make(options_in(page.content))}
    answer = client.post(MAKE, sent, **HOST)
    assert answer.status_code == 422
    assert "al in gebruik" in text_of(answer.content)


def test_nobody_adds_a_passkey_for_somebody_else(world: World) -> None:
    values: dict[str, Any] = {
        "label": "x", "credential_id": b"1" * 16, "public_key": b"2", "sign_count": 0,
    }  # fmt: skip
    with pytest.raises(Refused):
        add_passkey(world.actor("right role"), world.people["other role"], **values)


def test_a_withdrawn_passkey_opens_nothing(world: World) -> None:
    device = Authenticator()
    key_made(world, device)
    withdraw_key(world.actor("right role"), Key.objects.get(kind="passkey"))
    assert used(device).status_code == 422


def test_an_address_without_a_name_says_so(world: World) -> None:
    client = signed_in(world.people["right role"], world.homes["right role"])
    at = {"headers": {"host": "127.0.0.1"}}
    for page in (client.get(MAKE, **at), Client().get(USE, **at)):
        assert "werken geen toegangssleutels" in text_of(page.content)
        assert b"data-passkey" not in page.content


def test_a_new_key_is_told_to_its_owner(world: World) -> None:
    key_made(world, Authenticator())
    deliver_all()
    mail = Message.objects.get(person=world.people["right role"].pk)
    assert "nieuwe digitale sleutel" in mail.subject
    assert "mijn telefoon" in mail.body


def test_the_oldest_open_page_is_forgotten_first(world: World) -> None:
    with arranging():
        client = signed_in(world.people["right role"], world.homes["right role"])
    for _again in range(8):
        page = client.get(MAKE, **HOST)
    sent = {"label": "", "credential": Authenticator().make(options_in(page.content))}
    assert client.post(MAKE, sent, **HOST).status_code == 303
    assert Key.objects.get(kind="passkey").label == "Toegangssleutel"
