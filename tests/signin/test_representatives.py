"""A wettelijk vertegenwoordiger signs in and his organisation is there at once (G04)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from sleutelbos.demo import identifiers
from sleutelbos.register import ports
from sleutelbos.register.models import Organisation, Person, PersonIdentifier
from sleutelbos.tools import crypto
from tests.signin.helpers import PASSWORD, code_of, key_for, session_of, text_of
from tests.world import World

NUMBER = identifiers.enterprise(777)


class Feed:
    """Says that one person is zaakvoerder of one enterprise."""

    def __init__(self, person: Person) -> None:
        row = PersonIdentifier.objects.get(person=person)
        insz = crypto.decrypt(bytes(row.sealed), "insz")
        self.record = ports.FunctionRecord(NUMBER, insz, "zaakvoerder", date(2021, 5, 1))

    def functions_held(self, insz: str) -> list[ports.FunctionRecord]:
        return [self.record] if insz == self.record.insz else []

    def functions_of(self, number: str) -> list[ports.FunctionRecord]:
        return [self.record] if number == NUMBER else []

    def organisation(self, number: str) -> ports.OrganisationRecord | None:
        return ports.OrganisationRecord(number, "Tuinen Wouters") if number == NUMBER else None


class Silent(Feed):
    """Does not answer."""

    def functions_held(self, insz: str) -> list[ports.FunctionRecord]:
        raise TimeoutError


@pytest.fixture
def fed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Feed], None]:
    """Lets a feed speak for the KBO during one test."""
    monkeypatch.setattr(ports, "_bound", list(ports._bound))
    return lambda feed: ports.bind(functions_feed=feed)


def enter(person: Person) -> Client:
    key = key_for(person, "lies@example.be")
    client = Client()
    client.post(
        "/aanmelden/totp",
        {"user_name": "lies@example.be", "password": PASSWORD, "code": code_of(key.secret)},
    )
    return client


@pytest.mark.requirement("G04")
def test_an_organisation_that_nobody_knew_appears_at_sign_in(world: World, fed) -> None:
    person = world.people["without relation"]
    fed(Feed(person))
    client = enter(person)
    made = Organisation.objects.get(name="Tuinen Wouters")
    assert session_of(client).capacity == made
    assert "wettelijk vertegenwoordiger" in text_of(client.get("/hoedanigheid").content)


def test_when_the_kbo_does_not_answer_one_still_signs_in(world: World, fed) -> None:
    person = world.people["right role"]
    fed(Silent(person))
    client = enter(person)
    assert session_of(client).capacity == world.school
