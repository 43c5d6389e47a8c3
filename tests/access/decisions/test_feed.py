"""The feed: what is committed counts within moments, and what may be stale isn't answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from sleutelbos.access.decisions import feed as feeds
from sleutelbos.access.decisions import layout
from sleutelbos.access.decisions.feed import Feed
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.questions import Asker, evaluate
from sleutelbos.access.models import DecisionChange, Grant
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import Clock
from sleutelbos.kernel.periods import DateRange, Period
from sleutelbos.register.models import OrganisationIdentifier
from sleutelbos.tools import prepared
from tests.access.decisions.conftest import question
from tests.plugin import databases
from tests.signin.op.rp import make_client
from tests.world import World, make_grant, make_organisation, make_person, make_relation, role

pytestmark = pytest.mark.requirement("G26")
GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")


@pytest.fixture
def world(committed_world: World) -> World:
    """Not within a transaction: the feed sees what is committed."""
    return committed_world


def until(answer: Callable[[], object], seconds: float = 10) -> float:
    """How long it took until something became true."""
    start = time.monotonic()
    while not answer():
        assert time.monotonic() - start < seconds, "it never came"
        time.sleep(0.002)
    return time.monotonic() - start


def may(feed: Feed, asked: object) -> bool | None:
    """The decision; None while there is no answer."""
    index = feed.index()
    if index is None:
        return None
    return evaluate(Asker(index, "werkplek-duaal", feed.now()), asked).decision  # type: ignore[arg-type]


def withdraw(grant: Grant) -> None:
    with arranging():
        Grant.objects.filter(pk=grant.pk).update(valid=Period(grant.valid.lower, clock.now(), "[)"))


def test_a_withdrawn_right_is_dead_everywhere(world: World, feed: Feed, tmp_path: Path) -> None:
    person = world.people["right role"]
    other = Feed(tmp_path / "decisions", prepared.connect, feed._build)
    feed.start()
    other.start()
    try:
        until(lambda: may(feed, question(person)) and may(other, question(person)))
        withdraw(Grant.objects.get(relation__person=person))
        until(lambda: may(feed, question(person)) is False, 2)
        until(lambda: may(other, question(person)) is False, 2)
    finally:
        other.stop()


def test_arrays_that_can_not_be_made_are_asked_ever_less(
    world: World, feed: Feed, tmp_path: Path
) -> None:
    """A builder that fails takes seconds of a core: a loop would take the core."""
    asked: list[float] = []
    lone = Feed(tmp_path / "nowhere", prepared.connect, lambda: asked.append(time.monotonic()))
    lone.start()
    try:
        until(lambda: len(asked) == 5)
    finally:
        lone.stop()
    gaps = [later - first for first, later in pairwise(asked)]
    assert lone.index() is None
    for gap, pause in zip(gaps, (0.05, 0.1, 0.2, 0.4), strict=True):
        assert gap >= pause


def test_somebody_new_at_an_organisation_that_is_new(world: World, feed: Feed) -> None:
    feed.start()
    until(feed.index)
    with arranging():
        school = make_organisation("Nieuwe school", "school", OV="901009")
        person = make_person("Nieuw", "Hier")
        make_grant(make_relation(person, school), role(*GUIDE))
    until(lambda: may(feed, question(person, number="901009")), 2)


def test_a_number_that_passes_to_another_organisation(world: World, feed: Feed) -> None:
    feed.start()
    until(feed.index)
    person, today = world.people["right role"], clock.today()
    assert may(feed, question(person, number="1900000069"))
    heir = world.other_school
    with arranging():
        row = OrganisationIdentifier.objects.get(value="1900000069")
        row.valid = DateRange(None, today, "[)")
        row.save()
        OrganisationIdentifier.objects.create(
            organisation=heir, kind="KBO", value=row.value, valid=DateRange(today, None, "[)")
        )
    until(lambda: may(feed, question(person, number="1900000069")) is False, 2)
    other = world.people["right role elsewhere"]
    until(lambda: may(feed, question(other, number="1900000069")), 2)


def test_nobody_gets_an_answer_while_the_feed_is_lost(
    world: World, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.people["right role"]
    feed.start()
    until(lambda: may(feed, question(person)))
    reachable = threading.Event()

    def connect() -> psycopg.Connection:
        if not reachable.is_set():
            raise psycopg.OperationalError("no route")
        return prepared.connect()

    monkeypatch.setattr(feed, "_connect", connect)
    with psycopg.connect(databases.admin_url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND query LIKE '%%access_decisionchange%%'"
            " AND pid <> pg_backend_pid()",
            [connection.settings_dict["NAME"]],
        )
    until(lambda: feed.index() is None, 2)
    connections.close_all()
    withdraw(Grant.objects.get(relation__person=person))
    assert may(feed, question(person)) is None, "never a stale yes"
    reachable.set()
    until(lambda: may(feed, question(person)) is False)


def test_a_database_that_is_silent_is_lost_too(world: World, feed: Feed) -> None:
    feed.start()
    until(feed.index)
    feed._looked = time.monotonic() - feeds.PATIENCE - 0.01
    assert feed.index() is None
    until(feed.index, 2)


def test_a_load_begins_again(world: World, feed: Feed) -> None:
    feed.start()
    until(feed.index)
    first = feed.index()
    assert first is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_tell('reload', '{}')")
    until(lambda: feed.index() not in (None, first))
    second = feed.index()
    assert second is not None
    assert second.arrays.meta.file != first.arrays.meta.file


def test_what_changed_while_nobody_looked_is_caught_up(world: World, feed: Feed) -> None:
    feed._build()
    person = world.people["right role"]
    withdraw(Grant.objects.get(relation__person=person))
    feed.start()
    until(feed.index)
    assert may(feed, question(person)) is False


def test_a_transaction_that_was_open_is_not_missed(world: World, feed: Feed) -> None:
    """It wrote before the arrays were made and commits after a later one was seen."""
    person, other = world.people["right role"], world.people["other role"]
    grant = Grant.objects.get(relation__person=person)
    with prepared.connect() as slow:
        slow.execute("BEGIN")
        slow.execute("SELECT set_config('sleutelbos.action', 'test', true)")
        slow.execute(
            "UPDATE access_grant SET valid = tstzrange(lower(valid),"
            " clock_timestamp() + interval '10 ms') WHERE id = %s",
            [grant.pk],
        )
        feed.start()
        until(feed.index)
        withdraw(Grant.objects.get(relation__person=other))
        asked = question(other, action="WerkplekDuaalGebruiker/schoolbeheerder")
        until(lambda: may(feed, asked) is False, 2)
        assert may(feed, question(person)) is True
        slow.execute("COMMIT")
        until(lambda: may(feed, question(person)) is False, 2)


def test_arrays_of_another_database_are_not_used(world: World, feed: Feed, tmp_path: Path) -> None:
    feed._build()
    meta = layout.current(tmp_path / "decisions")
    assert meta is not None
    draft = (tmp_path / "decisions" / layout.CURRENT).read_text("utf-8")
    (tmp_path / "decisions" / layout.CURRENT).write_text(draft.replace(meta.database, "other/1/x"))
    feed.start()
    until(feed.index)
    index = feed.index()
    assert index is not None
    assert index.arrays.meta.database == meta.database


def test_files_that_can_not_be_read_are_made_again(
    world: World, feed: Feed, tmp_path: Path
) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / layout.CURRENT).write_text("{broken")
    feed.start()
    until(feed.index)


def test_newer_arrays_are_taken_over(world: World, feed: Feed) -> None:
    person = world.people["right role"]
    feed.start()
    until(feed.index)
    first = feed.index()
    withdraw(Grant.objects.get(relation__person=person))
    until(lambda: may(feed, question(person)) is False, 2)
    feed._build()
    until(lambda: feed.index() not in (None, first), 4)
    index = feed.index()
    assert index is not None
    assert first is not None
    assert index.arrays.meta.file != first.arrays.meta.file
    assert may(feed, question(person)) is False


def test_much_beside_the_arrays_asks_for_new_ones(
    world: World, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_CHANGED", 0)
    feed.start()
    until(feed.index)
    first = feed.index()
    withdraw(Grant.objects.get(relation__person=world.people["right role"]))
    until(lambda: feed.index() not in (None, first), 5)


def test_the_clock_of_the_demo(world: World, feed: Feed) -> None:
    person = world.people["starts tomorrow"]
    feed.start()
    until(feed.index)
    assert may(feed, question(person)) is False
    ahead = timedelta(days=3).total_seconds()
    Clock.objects.update_or_create(pk=1, defaults={"seconds": int(ahead)})
    until(lambda: may(feed, question(person)), 2)


def test_what_changes_about_clients_is_told(world: World, feed: Feed) -> None:
    feed.start()
    until(feed.index)
    before = feed.clients
    make_client()
    until(lambda: feed.clients > before, 2)


def test_a_right_of_a_new_application(world: World, feed: Feed) -> None:
    feed.start()
    until(feed.index)
    index = feed.index()
    assert isinstance(index, Index)
    with connection.cursor() as cursor, arranging():
        cursor.execute(
            "UPDATE access_right SET code = 'Hernoemd' WHERE code = 'WerkplekDuaalGebruiker'"
        )
    until(lambda: "Hernoemd" in index.actions["werkplek-duaal"], 2)
    asked = question(world.people["right role"], action="Hernoemd/trajectbegeleider")
    assert may(feed, asked) is True


def test_the_log_is_written_in_the_transaction_of_its_cause(world: World) -> None:
    before = DecisionChange.objects.count()
    withdraw(Grant.objects.get(relation__person=world.people["right role"]))
    (row,) = DecisionChange.objects.order_by("-pk")[: DecisionChange.objects.count() - before]
    assert (row.kind, row.key) == ("person", world.people["right role"].pk)
