"""A second connection to the same database, outside the transaction at hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

SCHEDULER_LOCK = 0x7EC5


@contextmanager
def side_connection() -> Iterator[psycopg.Connection[Any]]:
    """A plain psycopg connection in autocommit: for notices and progress."""
    side = psycopg.connect(**connection.get_connection_params(), autocommit=True)
    try:
        yield side
    finally:
        side.close()


@contextmanager
def only_one(lock: int, *, wait: bool) -> Iterator[bool]:
    """Hold an advisory lock; yields False when ``wait`` is off and another process holds it.

    The lock belongs to the session of this thread, so it goes with the process that dies.
    """
    function = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [lock])
        mine = wait or bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
