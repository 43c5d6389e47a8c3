"""An index over the world of the test, and a way to ask it as an application does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from sleutelbos.access import claims
from sleutelbos.access.decisions import build, layout, reading
from sleutelbos.access.decisions.callers import Callers
from sleutelbos.access.decisions.feed import Feed, read_persons, read_places
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.layout import Arrays
from sleutelbos.access.decisions.questions import Answer, Asker, evaluate
from sleutelbos.access.decisions.wsgi import Decisions
from sleutelbos.access.models import Client
from sleutelbos.kernel import clock
from sleutelbos.register.models import Organisation, Person
from sleutelbos.signin.op.machine import client_of
from sleutelbos.tools import prepared
from sleutelbos.tools.problems import KINDS
from tests.signin.op import rp
from tests.signin.op.rp import Answer as HttpAnswer
from tests.signin.op.rp import basic, make_client
from tests.world import World

GUIDE = "WerkplekDuaalGebruiker/trajectbegeleider"
APPLICATION = "werkplek-duaal"
EID = "urn:be:vlaanderen:authmech:eid"
URL = "https://beslis.example.be"


def sub_of(person: Person) -> str:
    """How outsiders know a person."""
    return claims.sub_of(person.uid)


def question(person: Person, action: str = GUIDE, number: str = "901001", **more: Any) -> Any:
    """May this person do that for the school? He signed in with his eID when nothing else is said;
    ``acr: None`` says nothing."""
    asked: dict[str, Any] = {
        "subject": {"type": "person", "id": sub_of(person)},
        "action": {"name": action},
        "resource": {"type": "organisation", "id": number},
    }
    asked |= more
    if isinstance(asked["subject"], dict):
        given = {"acr": EID, **asked["subject"].get("properties", {})}
        asked["subject"] = {**asked["subject"], "properties": given}
    return asked


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
        answer: Answer = json.loads(evaluate(Asker(index, application, at), asking).text)
        return answer

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


@dataclass
class Standing:
    """A feed that stands still: the index of the test, or none."""

    found: Index | None
    clients: int = 0

    def index(self) -> Index | None:
        return self.found

    def now(self) -> int:
        return int(clock.now().timestamp())


@dataclass
class Asking:
    """An application with its own client, and the process that it asks."""

    feed: Standing
    client: Client
    process: Decisions
    person: Any

    def post(self, name: str, body: Any, **headers: str) -> HttpAnswer:
        headers = {"authorization": basic(self.client), **headers}
        headers = {key: value for key, value in headers.items() if value}
        text = body if isinstance(body, str) else json.dumps(body)
        kind = headers.pop("content_type", "application/json")
        path = f"/access/v1/{name}"
        return rp.ask("POST", path, text, to=self.process, content_type=kind, **headers)

    def get(self, path: str, method: str = "GET") -> HttpAnswer:
        return rp.ask(method, path, to=self.process)

    def may(self, **headers: str) -> HttpAnswer:
        return self.post("evaluation", question(self.person), **headers)


@pytest.fixture
def asking(world: World, index: Index) -> Asking:
    feed = Standing(index)
    callers = Callers(feed, partial(client_of, service=URL))  # type: ignore[arg-type]
    process = Decisions(feed, callers, URL)  # type: ignore[arg-type]
    return Asking(feed, make_client(), process, world.people["right role"])


def told(answer: HttpAnswer, status: int, kind: str) -> None:
    """A problem as the belgif guide writes it."""
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    expected, found = KINDS[kind], answer.json
    assert (found["type"], found["title"], found["status"]) == (
        expected.urn, expected.title, status,
    )  # fmt: skip
    assert UUID(found["instance"]).urn == found["instance"]
    assert found.get("href", "") == expected.href
