"""The test databases themselves: clones, real commits, one server."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from tests.plugin import databases, worker_database
from tests.templates import clone

EVERYTHING = "SELECT count(*) FROM django_migrations"


def current() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_worker_has_a_migrated_database_of_its_own() -> None:
    assert current() == worker_database
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
        assert cursor.fetchone()[0] > 0


def test_committed_db_is_another_database_in_every_thread(committed_db: str) -> None:
    seen: list[str] = []

    def look() -> None:
        seen.append(current())
        connections.close_all()

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE committed (n int)")
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [committed_db] != [worker_database]
    assert not connection.in_atomic_block


def test_what_was_committed_is_gone_in_the_next(committed_db: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('committed')")
        assert cursor.fetchone()[0] is None


def test_a_fresh_database_can_be_reached_by_its_address(fresh_database: str) -> None:
    assert fresh_database in databases.names()
    assert fresh_database in databases.dsn(fresh_database)


def test_a_template_that_another_run_dropped_is_asked_for_again() -> None:
    name = f"{worker_database}_again"
    sources = iter(["template_long_gone", "template1"])
    clone(databases, name, lambda: next(sources))
    assert name in databases.names()
    databases.drop_database(name)
