"""An index over the world of the test, and a way to ask it as an application does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sleutelbos.access import claims
from sleutelbos.access.decisions import build, layout, reading
from sleutelbos.access.decisions.feed import Feed, read_persons, read_places
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.layout import Arrays
from sleutelbos.access.decisions.questions import Answer, Asker, evaluate
from sleutelbos.kernel import clock
from sleutelbos.register.models import Organisation, Person
from sleutelbos.tools import prepared
from tests.world import World

GUIDE = "WerkplekDuaalGebruiker/trajectbegeleider"
APPLICATION = "werkplek-duaal"


def sub_of(person: Person) -> str:
    """How outsiders know a person."""
    return claims.sub_of(person.uid)


def question(person: Person, action: str = GUIDE, number: str = "901001", **more: Any) -> Any:
    """May this person do that for the school?"""
    asked = {
        "subject": {"type": "person", "id": sub_of(person)},
        "action": {"name": action},
        "resource": {"type": "organisation", "id": number},
    }
    return asked | more


def read_again(index: Index) -> Index:
    """Everybody and every organisation, as the database has them within this test."""
    connection.ensure_connection()
    line = connection.connection
    index.learn(reading.catalogue(line))
    read_places(line, index, Organisation.objects.values_list("pk", flat=True))
    read_persons(line, index, Person.objects.values_list("pk", flat=True))
    return index


@pytest.fixture
def index(world: World, tmp_path: Path) -> Index:
    """Everything read by row, over arrays with nothing in them."""
    empty = {name: _Nothing() for name in layout.FORMATS}
    for name in ("offsets", "known_offsets", "site_offsets"):
        empty[name] = _Zeros(1)
    empty["person_buckets"] = empty["key_buckets"] = _Zeros(2)
    meta = layout.Meta(layout.new_name(), "test", 0, 0.0, [])
    layout.write(tmp_path, empty, meta)
    found = layout.current(tmp_path)
    assert found is not None
    return read_again(Index(Arrays(tmp_path, found), {}))


class _Nothing:
    def tobytes(self) -> bytes:
        return b""


@dataclass
class _Zeros:
    count: int

    def tobytes(self) -> bytes:
        return bytes(4 * self.count)


@pytest.fixture
def ask(index: Index) -> Callable[..., Answer]:
    """Ask as the application Werkplek Duaal."""
    now = int(clock.now().timestamp())

    def asked(asking: Any, application: str = APPLICATION, at: int = now) -> Answer:
        return evaluate(Asker(index, application, at), asking)

    return asked


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[Feed]:
    """A feed of the database of the test (world, committed_db), which makes arrays itself."""
    place = tmp_path / "decisions"

    def make() -> None:
        with build.alone(place) as mine, prepared.connect() as line:
            if mine:
                build.build(line, place)

    found = Feed(place, prepared.connect, make)
    yield found
    found.stop()
