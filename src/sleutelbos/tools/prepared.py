"""Prepared statements straight on libpq, each giving one JSON value: for the hottest paths.

A statement through a psycopg cursor costs this process 60–140 µs, the same one through
``PGconn.exec_prepared`` 12 µs: introspection and single sign-on are made of little else (ADR 0010).
Values go as text (bytes as binary), the answer comes as one column of JSON, so nothing has to be
adapted. Each call is a transaction of its own. In tests the test's own connection answers.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import orjson
import psycopg
from django.conf import settings
from django.db import connections, transaction
from psycopg import pq
from psycopg.errors import error_from_result

Value = str | bytes | int | float | bool | datetime | None

CONNECT_SECONDS = 5
# A table expression to select from in a statement whose rows a crash may lose: its commit doesn't
# wait for the disk (8 ms and half of the processor time here), and the next one that does takes
# it along. Never for what must not happen twice.
UNHURRIED = "unhurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))"
_idle: deque[psycopg.Connection[Any]] = deque()
_known: WeakKeyDictionary[pq.abc.PGconn, set[bytes]] = WeakKeyDictionary()
_made: list[Statement] = []


class Statement:
    """A statement with ``$1`` … as values and one column of JSON (or text of JSON) as answer.

    Calling it gives the value of the first row, None when there is no row. Raises
    psycopg.OperationalError when the database is away, psycopg.Error when it refuses.
    """

    def __init__(self, text: str) -> None:
        self.text = text.encode()
        self.name = b"sleutelbos_%d" % len(_made)
        _made.append(self)

    def __call__(self, *values: Value) -> Any:
        """Run it."""
        if not _pooled():
            with transaction.atomic():
                return self.on(connections["default"].connection, values)
        try:
            found = _idle.pop()
        except IndexError:
            found = connect()
        try:
            answer = self.on(found, values)
        except psycopg.OperationalError:
            found.close()
            while _idle:  # the server went away: what waits is as dead
                _idle.pop().close()
            raise
        except psycopg.Error:
            _idle.append(found)
            raise
        _idle.append(found)
        return answer

    def on(self, connection: psycopg.Connection[Any], values: tuple[Value, ...]) -> Any:
        """Run it on a connection, within the transaction that is open there."""
        line = connection.pgconn
        known = _known.get(line)
        if known is None:
            known = _known[line] = set()
        if self.name not in known:
            _good(line.prepare(self.name, self.text), connection)
            known.add(self.name)
        sent: list[Any] = [_bytes(value) for value in values]
        formats = [int(isinstance(value, bytes)) for value in values]
        result = line.exec_prepared(self.name, sent, formats)
        if result.status != pq.ExecStatus.TUPLES_OK:
            _good(result, connection)
            return None
        text = result.get_value(0, 0) if result.ntuples else None
        return orjson.loads(text) if text is not None else None


@cache
def _pooled() -> bool:
    """Whether this process has connections of its own; tests have the one of the test."""
    return "pool" in settings.DATABASES["default"].get("OPTIONS", {})


def _bytes(value: Value) -> bytes | None:
    if isinstance(value, str):
        if "\x00" in value:  # libpq would stop reading there
            raise ValueError("a value holds a NUL")
        return value.encode()
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(value, datetime):
        return value.isoformat().encode()
    return str(value).encode()


def _good(result: pq.abc.PGresult, connection: psycopg.Connection[Any]) -> None:
    """Raise what the server said, unless it did what was asked."""
    if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
        if connection.pgconn.status == pq.ConnStatus.BAD:
            raise psycopg.OperationalError(result.error_message.decode(errors="replace"))
        raise error_from_result(result, connection.info.encoding)


def connect() -> psycopg.Connection[Any]:
    """A new connection with Django's settings, outside its pool; each statement commits."""
    given = dict(connections["default"].get_connection_params())
    for name in ("pool", "cursor_factory", "context", "prepare_threshold"):
        given.pop(name, None)
    given.setdefault("connect_timeout", CONNECT_SECONDS)
    return psycopg.connect(**given, autocommit=True)
