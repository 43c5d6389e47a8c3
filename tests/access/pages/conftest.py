"""Real requests to the pages of Gebruikersbeheer, by members of the standing world."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from sleutelbos.register.models import Person
from sleutelbos.tools import crypto
from tests.signin.helpers import signed_in
from tests.world import World

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(world: World) -> SignIn:
    """A client that is signed in as a member of the cast, acting for his organisation."""

    def begin(name: str) -> Client:
        return signed_in(world.people[name], world.homes[name])

    return begin


def text_of(response: HttpResponse) -> str:
    """What a reader sees: without tags, spaces folded."""
    html = re.sub(r"<(script|style|svg)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def post(client: Client, url: str, **fields: object) -> HttpResponse:
    """Send a form as a browser does, with a fresh key unless one is given."""
    return client.post(url, {"sleutel": str(uuid4()), **fields})  # type: ignore[return-value]


def number_of(person: Person) -> str:
    """The number in the clear, as a colleague would read it out."""
    return crypto.decrypt(bytes(person.identifiers.get().sealed), "insz")
