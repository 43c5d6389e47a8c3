"""On the way through the wizards of Gebruikersbeheer, with a small Rijksregister."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock, periods
from sleutelbos.register.models import Organisation
from sleutelbos.register.ports import PersonRecord
from tests.access.pages.conftest import post, text_of

GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")
NEWCOMER = identifiers.insz(date(1988, 5, 12), 331)
DEAD = identifiers.insz(date(1931, 2, 3), 41)
REPLACED = identifiers.insz(date(1979, 9, 9), 77)
UNKNOWN = identifiers.insz(date(1990, 1, 1), 555)


class FakeRegister:
    """A Rijksregister with three people in it."""

    def find(self, insz: str) -> PersonRecord | None:
        return {
            NEWCOMER: PersonRecord(NEWCOMER, "Noor", "Nieuw", date(1988, 5, 12)),
            DEAD: PersonRecord(DEAD, "Oscar", "Oud", date(1931, 2, 3), date(2020, 1, 1)),
            REPLACED: PersonRecord(REPLACED, "Noor", "Nieuw", replaced_by=NEWCOMER),
        }.get(insz)


class Wizard:
    """A client on its way through the wizard of one organisation."""

    def __init__(self, client: Client, organisation: Organisation, name: str) -> None:
        self.client, self.organisation, self.name = client, organisation, name

    def url(self, step: str) -> str:
        return reverse(f"access:{self.name}-step", args=[self.organisation.uid, step])

    def get(self, step: str) -> HttpResponse:
        return self.client.get(self.url(step))  # type: ignore[return-value]

    def send(self, step: str, **fields: object) -> HttpResponse:
        return post(self.client, self.url(step), **fields)

    def to(self, step: str, number: str, **term: object) -> None:
        """Answer everything before a step."""
        answers: dict[str, dict[str, object]] = {
            "wie": {"insz": number},
            "recht": {"right": GUIDE[0]},
            "rol": {"roles": [GUIDE[1]]},
            "periode": {"start": today(), "length": "jaar", "kind": "vast", **term},
        }
        for name, fields in answers.items():
            if name == step:
                return
            answer = self.send(name, **fields)
            assert answer.status_code == 303, text_of(answer)


def days(first: int, last: int) -> periods.Period:
    """Civil days from today."""
    now = clock.today()
    return periods.of_days(now + timedelta(days=first), now + timedelta(days=last))


def today(days: int = 0) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"
