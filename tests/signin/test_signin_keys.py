"""Making, using and withdrawing a TOTP key (G15)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Link, system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import ActionKey, AuditEntry
from sleutelbos.register.models import PersonIdentifier
from sleutelbos.signin import invitations, passwords, rules
from sleutelbos.signin.actions.entering import sign_in
from sleutelbos.signin.actions.keys import invite_key, make_key, withdraw_key
from sleutelbos.signin.models import Key, KeyInvitation
from sleutelbos.tools import crypto
from tests.signin.helpers import (
    PASSWORD,
    code_of,
    key_for,
    secret_of,
    signed_in,
    text_of,
    token_for,
)
from tests.world import World

GOOD = {"user_name": "Lies@example.be", "password": PASSWORD}


@pytest.mark.requirement("G15")
def test_the_link_makes_a_key_once(world: World) -> None:
    person = world.people["right role"]
    url = f"/sleutel/{token_for(person)}"
    client = Client()
    page = client.get(url)
    said = text_of(page.content)
    secret = KeyInvitation.objects.get().secret
    assert person.name in said
    assert secret_of(secret) in said.replace(" ", "")
    assert b'src="data:image/svg+xml' in page.content
    answer = client.post(url, {**GOOD, "code": code_of(secret, -1)})
    assert answer["Location"] == "/aanmelden/totp"
    key = Key.objects.get()
    assert (key.person, key.user_name) == (person, "lies@example.be")
    assert PASSWORD not in key.password
    assert secret_of(key.secret).encode() not in bytes(key.secret)
    again = client.get(url)
    assert again.status_code == 404
    assert "Deze link werkt niet meer" in text_of(again.content)
    assert secret_of(secret) not in again.content.decode().replace(" ", "")
    entered = client.post("/aanmelden/totp", {**GOOD, "code": code_of(key.secret)})
    assert entered.status_code == 303


@pytest.mark.requirement("G15")
def test_a_link_that_is_false_or_a_day_old_opens_nothing(world: World) -> None:
    token = token_for(world.people["right role"])
    client = Client()
    for false in (token[:-1], "x" + token, token.split(":")[0], "x"):
        assert client.get(f"/sleutel/{false}").status_code == 404
    with arranging():
        KeyInvitation.objects.update(expires=clock.real_now() - timedelta(seconds=1))
    assert client.get(f"/sleutel/{token}").status_code == 404


def test_only_the_bearer_of_the_link_makes_the_key(world: World) -> None:
    invitation = invite_key(system("test"), world.people["right role"])
    values = {**GOOD, "code": code_of(invitation.secret)}
    for by in (Link(ref="link:sleutel-0"), world.actor("right role"), system("test")):
        with pytest.raises(Refused):
            make_key(by, invitation, **values)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"password": "kort"}, "password", "minstens 12 tekens"),
        ({"password": "x Lies@example.be x"}, "password", "gebruikersnaam zit in"),
        ({"password": "Welkom 123456"}, "password", "veel mensen"),
        ({"password": "abababababab"}, "password", "veel mensen"),
        ({"code": "000000"}, "code", "De code klopt niet"),
        ({"user_name": "ab"}, "user_name", "3 tot 100 tekens"),
        ({"user_name": "met spatie"}, "user_name", "3 tot 100 tekens"),
    ],
)
def test_what_a_key_asks(world: World, changed: dict[str, str], field: str, sentence: str) -> None:
    invitation = invite_key(system("test"), world.people["right role"])
    values = {**GOOD, "code": code_of(invitation.secret), **changed}
    with pytest.raises(Invalid) as fault:
        make_key(rules.bearer_of(invitation), invitation, **values)
    assert sentence in str(fault.value.problems[field])
    assert invitations.is_open(KeyInvitation.objects.get())


def test_a_user_name_is_taken_whatever_its_case(world: World) -> None:
    key_for(world.people["right role"], "lies@example.be")
    invitation = invite_key(system("test"), world.people["other role"])
    values = {"user_name": "LIES@Example.be", "password": PASSWORD}
    with pytest.raises(Invalid, match="al in gebruik"):
        make_key(rules.bearer_of(invitation), invitation, **values, code=code_of(invitation.secret))


@pytest.mark.requirement("P08")
def test_no_secret_lands_in_audit_or_keys(world: World) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    kept = str(list(AuditEntry.objects.values_list("payload", flat=True)))
    for secret in (PASSWORD, secret_of(key.secret), key.password):
        assert secret not in kept
    assert not ActionKey.objects.filter(action="signin.make-key").exists()


def test_withdrawing_ends_sessions_and_frees_the_name(world: World) -> None:
    person = world.people["right role"]
    key = key_for(person, "lies@example.be")
    client = signed_in(person, world.school, key=key)
    assert client.get("/mijn-profiel").status_code == 200
    stranger = signed_in(world.people["other role"], world.school)
    assert stranger.post(f"/mijn-profiel/sleutels/{key.pk}/intrekken").status_code == 404
    assert client.post(f"/mijn-profiel/sleutels/{key.pk}/intrekken").status_code == 303
    assert client.get("/mijn-profiel").status_code == 302
    with pytest.raises(Refused):
        sign_in(system("test"), person, kind="totp", key=key, step=10**9)
    answer = Client().post("/aanmelden/totp", {**GOOD, "code": code_of(key.secret)})
    assert answer.status_code == 422
    key_for(world.people["other role"], "lies@example.be")


@pytest.mark.requirement("G32")
def test_one_reads_what_is_left_before_withdrawing_and_comes_back_to_the_keys(
    world: World,
) -> None:
    person = world.people["right role"]
    first = key_for(person, "lies@example.be")
    client = signed_in(person, world.school)
    url = f"/mijn-profiel/sleutels/{first.pk}/intrekken"
    assert "Dit is uw laatste eigen sleutel." in text_of(client.get(url).content)
    key_for(person, "tweede")
    assert "U houdt 1 andere sleutel over." in text_of(client.get(url).content)
    assert client.post(url)["Location"] == "/mijn-profiel/aanmeldingen#sleutels"


def test_withdrawing_twice(world: World) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    with pytest.raises(Refused):
        withdraw_key(world.actor("other role"), key)
    withdraw_key(world.actor("right role"), key)
    with pytest.raises(Invalid, match="al ingetrokken"):
        withdraw_key(world.actor("right role"), key)


def test_the_dead_get_no_key_and_do_not_enter(world: World) -> None:
    person = world.people["right role"]
    key = key_for(person, "lies@example.be")
    with arranging():
        person.deceased_on = clock.today()
        person.save()
    with pytest.raises(Refused, match="overleden"):
        invite_key(system("test"), person)
    answer = Client().post("/aanmelden/totp", {**GOOD, "code": code_of(key.secret)})
    assert answer.status_code == 422


@pytest.mark.requirement("G15")
def test_the_command_prints_a_link_that_works(world: World, monkeypatch) -> None:
    person = world.people["right role"]
    number = crypto.decrypt(bytes(PersonIdentifier.objects.get(person=person).sealed), "insz")
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{number}\n"))
    call_command("sleutel_uitreiken", "--insz", "-", stdout=said)
    path = said.getvalue().strip().removeprefix("http://127.0.0.1:8000")
    assert person.name in text_of(Client().get(path).content)
    assert number not in said.getvalue()


@pytest.mark.parametrize("number", ["85.07.30-033.29", "12", ""])
def test_the_command_says_what_is_wrong(db: None, number: str) -> None:
    with pytest.raises(CommandError):
        call_command("sleutel_uitreiken", "--insz", number)


def test_the_command_needs_a_known_person(world: World) -> None:
    unknown = identifiers.insz(clock.today() - timedelta(days=9000), 501)
    with pytest.raises(CommandError, match="gekend"):
        call_command("sleutel_uitreiken", "--insz", unknown)


def test_common_passwords_are_long_enough_to_matter() -> None:
    assert all(len(word) >= passwords.SHORTEST for word in passwords.common())
