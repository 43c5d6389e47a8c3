"""The cast of the feed, browsers of it, and a fake ESF."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from sleutelbos.connectors.esf.fake import FakeEsf
from sleutelbos.connectors.kbo_functions.fake import FakeFunctions
from sleutelbos.kernel.guard import arranging
from sleutelbos.register import ports as register_ports
from sleutelbos.timereg import ports
from sleutelbos.timereg.models import Call, Project, ProjectMember, ProjectPlace, Training
from tests.signin.helpers import signed_in
from tests.timereg.world_feed import with_cast
from tests.world import World


@pytest.fixture
def cast(world: World) -> Iterator[World]:
    """The standing world with the people of the feed; the KBO knows the demo's enterprises."""
    with arranging():
        for model in (ProjectMember, Training, ProjectPlace, Project, Call):
            model.objects.all().delete()  # the feed says which projects there are
    with register_ports.bound(functions_feed=FakeFunctions()):
        yield with_cast(world)


@pytest.fixture
def esf() -> Iterator[FakeEsf]:
    """An ESF whose deliveries we decide."""
    source = FakeEsf()
    with ports.bound(source=source):
        yield source


@pytest.fixture
def as_(cast: World) -> Callable[[str], Client]:
    """A browser in which a member of the cast is signed in."""
    return lambda name: signed_in(cast.people[name], cast.homes[name])
