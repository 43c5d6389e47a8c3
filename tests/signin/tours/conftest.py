"""The live site, clients that trust it, and who visits it: one of each per worker."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from psycopg.conninfo import conninfo_to_dict
from pytest_django import DjangoDbBlocker

from tests.plugin import NO_NODE
from tests.signin.push.receiver import Receiver
from tests.signin.push.receiver import running as receiving
from tests.signin.tours import node, openid_client
from tests.signin.tours.openid_client import Node
from tests.signin.tours.registrar import Registrar
from tests.signin.tours.tour import Tour
from tests.signin.tours.visitor import Visitor
from tests.site import Site
from tests.templates import connected

OPENID_CLIENT, AUTHLIB = "openid-client", "authlib"
WISHES = {
    "/aanmelden": "als Jeroen Mattheeuws",
    "/hoedanigheid": "Technisch Instituut De Wissel",
    "/afmelden/toepassing": "Afmelden",
}


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    """Where clients are told of logouts."""
    with receiving(Receiver()) as found:
        yield found


@pytest.fixture(scope="session")
def registrar(live_site: Site, receiver: Receiver, django_db_blocker: DjangoDbBlocker) -> Registrar:
    """Clients in the live site."""
    name = str(conninfo_to_dict(live_site.database_url)["dbname"])
    return Registrar(live_site.url, receiver.url, lambda: connected(name, django_db_blocker))


@pytest.fixture(scope="session")
def node_process() -> Iterator[Node]:
    """Node with openid-client, one per worker."""
    try:
        program, place = node.ready()
    except node.NoNode as why:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{NO_NODE}, and CI needs it: {why}")
        pytest.skip(f"{NO_NODE}: {why}")
    with openid_client.running(program, place) as found:
        yield found


@pytest.fixture(params=["acm", "modern"])
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[OPENID_CLIENT, AUTHLIB])
def tour(request: pytest.FixtureRequest, profile: str, registrar: Registrar) -> Tour:
    """Each library at each issuer."""
    wants_node = request.param == OPENID_CLIENT
    process = request.getfixturevalue("node_process") if wants_node else None
    return Tour(profile, registrar, process)


@pytest.fixture
def visitor(live_site: Site) -> Iterator[Visitor]:
    """Jeroen, who works at two schools, in a new browser."""
    with Visitor(live_site.url, WISHES) as found:
        yield found
