"""SQL without the ORM, for the bare applications: prepared statements on a pool of their own.

Django's own connections never prepare (PgBouncer), and cost 50–100 µs a query more. In tests there
is no pool: the test's own connection answers, so that its open transaction is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections, transaction
from psycopg_pool import ConnectionPool

PREPARE_AFTER = 2  # executions
MOST = 4  # connections of one process
WAIT_SECONDS = 5.0


@cache
def _pool() -> ConnectionPool[psycopg.Connection[Any]]:
    wrapper = connections["default"]
    given = dict(wrapper.get_connection_params())
    for name in ("pool", "cursor_factory", "context", "prepare_threshold"):
        given.pop(name, None)
    given["prepare_threshold"] = PREPARE_AFTER
    return ConnectionPool(
        kwargs=given, min_size=1, max_size=MOST, timeout=WAIT_SECONDS, open=True, name="bare"
    )


@contextmanager
def connection() -> Iterator[psycopg.Connection[Any]]:
    """A connection in a transaction: committed at the end, rolled back on an exception.

    Raises psycopg.OperationalError, psycopg_pool.PoolTimeout included, when the database is away.
    """
    if "pool" in settings.DATABASES["default"].get("OPTIONS", {}):
        with _pool().connection() as found:
            yield found
        return
    with transaction.atomic():
        yield connections["default"].connection


def row(sql: str, values: Any = ()) -> tuple[Any, ...] | None:
    """The first row of one statement in a transaction of its own; None when there is none."""
    with connection() as found:
        return found.execute(sql, values).fetchone()


def rows(sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
    """All rows of one statement in a transaction of its own."""
    with connection() as found:
        return found.execute(sql, values).fetchall()
