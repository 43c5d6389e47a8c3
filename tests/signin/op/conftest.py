"""A person with a right, his browser, and clients of both profiles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sleutelbos.access.models import Client
from sleutelbos.register.models import Person
from sleutelbos.signin.op import signing
from tests.signin.op.rp import ACM, MODERN, Browser, Flow, browser_of, choose, make_client
from tests.world import World


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    """Each test has the keys of its own database."""
    signing.forget()
    yield
    signing.forget()


@pytest.fixture
def person(world: World) -> Person:
    """Trajectbegeleider of the school."""
    return world.people["right role"]


@pytest.fixture
def browser(person: Person) -> Browser:
    return browser_of(person)


@pytest.fixture
def modern(world: World) -> Client:
    return make_client()


@pytest.fixture
def acm(world: World) -> Client:
    return make_client("acm")


@pytest.fixture
def flow(world: World, modern: Client, browser: Browser) -> Flow:
    """The modern client, with the hoedanigheid chosen."""
    choose(browser, modern, world.school, "OV")
    return Flow(modern, browser, MODERN)


@pytest.fixture
def acm_flow(world: World, acm: Client, browser: Browser) -> Flow:
    """The client of ACM's shape, with the hoedanigheid chosen."""
    choose(browser, acm, world.school, "OV")
    return Flow(acm, browser, ACM)
