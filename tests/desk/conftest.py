"""Browsers of the people of the standing world, and their mails."""

from __future__ import annotations

import pytest
from django.test import Client

from sleutelbos.register.models import Person
from sleutelbos.tools.mail.models import Message
from tests.signin.helpers import signed_in
from tests.world import World


@pytest.fixture
def as_(world: World):
    """A browser in which a member of the cast is signed in, acting for his organisation."""

    def browser(name: str) -> Client:
        return signed_in(world.people[name], world.homes[name])

    return browser


@pytest.fixture
def mails_to():
    """The mails written to a person so far, oldest first."""

    def found(person: Person) -> list[Message]:
        return list(Message.objects.filter(person=person.pk).order_by("pk"))

    return found
