"""The demo, loaded once into a template and cloned."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from sleutelbos.demo import moving, public
from sleutelbos.kernel import clock
from sleutelbos.register import ports as register_ports
from sleutelbos.signin import ports as signin_ports
from tests.conftest import _with_demo
from tests.plugin import databases, worker_database
from tests.templates import clone, connected

_numbers = itertools.count(1)


@pytest.fixture(scope="package")
def demo_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A clone that no test changes for good."""
    name = f"{worker_database}_demo"
    clone(databases, name, _with_demo)
    yield name
    databases.drop_database(name)


@pytest.fixture
def demo_mode(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As an instance of the demo, with what its wiring binds."""
    settings.DEMO = settings.DEMO_SIGN_IN = True
    monkeypatch.setattr(signin_ports.personas, "_answer", public.personas)
    with register_ports.bound(directory=public.directory(), functions_feed=public.functions_feed()):
        yield


@pytest.fixture
def demo(demo_database: str, demo_mode: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The loaded demo; what a test does in it is undone."""
    with connected(demo_database, django_db_blocker):
        clock.refresh()
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        clock.refresh()


@pytest.fixture
def own_demo(demo_mode: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The loaded demo with real commits, for this test only."""
    name = f"{worker_database}_own_{next(_numbers)}"
    clone(databases, name, _with_demo)
    with connected(name, django_db_blocker):
        clock.refresh()
        yield name
        moving.set_offset(0)
    databases.drop_database(name)
