"""Keeps the index of one process true: it follows the log of changes on a connection of its own.

The rows of the log say what to read again, so their order and repetition don't matter. After a
lost connection the index is gone until it has caught up: nobody gets an answer that may be stale.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import structlog
from django.conf import settings

from sleutelbos.access.decisions import layout, reading
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.layout import FOREVER, Arrays, Meta
from sleutelbos.access.decisions.powers import Placed
from sleutelbos.access.decisions.reading import GROUPS, HeldRole

log = structlog.get_logger(__name__)

BEAT = 0.5  # seconds between two looks when nobody tells us anything
PATIENCE = 2.0  # seconds without a look after which we no longer answer
PAUSE = 0.3  # seconds before connecting again
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0  # seconds before asking for arrays again
OLDEST_START = 24 * 3600.0  # seconds; older arrays are made anew before a process answers
OLDEST = 12 * 3600.0  # seconds; older ones are made anew while it answers
MOST_CHANGED = 20_000  # persons beside the arrays; more makes new arrays
ASK_AGAIN = 60.0  # seconds before asking for new arrays once more

CHANGES = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, c.id, c.xid, c.kind, c.key
  FROM (VALUES (1)) AS one LEFT JOIN access_decisionchange c ON c.xid >= %s
"""
OFFSET = "SELECT seconds FROM kernel_clock"

Connect = Callable[[], psycopg.Connection[Any]]


class Reload(Exception):
    """Too much changed to follow it: the arrays are made anew."""


class Feed:
    """The index of this process, as true as the database is reached.

    ``build`` makes new arrays in the directory, or ends at once when another process does.
    ``clients`` is raised when anything about any client changed; ``offset`` is what the demo's
    clock is ahead, in seconds.
    """

    def __init__(self, place: Path, connect: Connect, build: Callable[[], None]) -> None:
        self._place, self._connect, self._build = place, connect, build
        self._index: Index | None = None
        self._looked = float("-inf")
        self._seen: dict[int, int] = {}
        self._xmin = 0
        self._asked = float("-inf")
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.clients = 0
        self.offset = 0.0

    def index(self) -> Index | None:
        """The index; None when it isn't ready, or may be stale."""
        if time.monotonic() - self._looked > PATIENCE:
            return None
        return self._index

    def now(self) -> int:
        """The moment that counts, in seconds since 1970."""
        return int(time.time() + self.offset)

    def start(self) -> None:
        """Follow in a thread of its own, until the process ends."""
        self._thread = threading.Thread(target=self._run, name="decisions", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop following; nothing is answered any more."""
        self._stopped.set()
        if self._thread:
            self._thread.join(timeout=10)
        self._index = None

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._connect() as connection:
                    self._follow(connection)
            except Reload:
                log.info("decisions begin again", reason="a load")
            except (psycopg.Error, OSError) as problem:
                log.warning("decisions lost their feed", problem=str(problem).strip())
                self._stopped.wait(PAUSE)
            except Exception:  # a feed that ended would keep silent for ever
                log.exception("the feed of the decisions failed")
                self._stopped.wait(PAUSE)
            finally:
                self._index = None

    def _follow(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute("LISTEN sleutelbos_decisions")
        self.clients += 1
        self._read_clock(connection)
        self._index = self._caught_up(connection, self._usable(connection))
        while not self._stopped.is_set():
            for _told in connection.notifies(timeout=BEAT, stop_after=1):
                pass
            assert self._index is not None
            self._look(connection, self._index)
            self._renew(connection)

    def _usable(self, connection: psycopg.Connection[Any]) -> Meta:
        """Arrays of this database that can be caught up from; made when there are none."""
        database, pause = reading.identity(connection), FIRST_PAUSE
        while True:
            meta = layout.current(self._place)
            if (
                meta is not None
                and meta.database == database
                and time.time() - meta.made < OLDEST_START
                and not self._reloaded(connection, meta)
            ):
                return meta
            self._build()
            if self._stopped.wait(pause):
                raise OSError("stopped")
            pause = min(2 * pause, LONGEST_PAUSE)  # another makes them, or they can't be made

    @staticmethod
    def _reloaded(connection: psycopg.Connection[Any], meta: Meta) -> bool:
        query = "SELECT FROM access_decisionchange WHERE kind = 'reload' AND xid >= %s"
        return connection.execute(query, [meta.xmin]).fetchone() is not None

    def _caught_up(self, connection: psycopg.Connection[Any], meta: Meta) -> Index:
        """An index over these arrays with all that changed since."""
        index = Index(Arrays(self._place, meta), reading.catalogue(connection))
        self._seen, self._xmin = {}, meta.xmin
        self._look(connection, index)
        return index

    def _look(self, connection: psycopg.Connection[Any], index: Index) -> None:
        """Read again what the log names. Raises Reload."""
        before = time.monotonic()
        rows = connection.execute(CHANGES, [self._xmin]).fetchall()
        told: dict[str, set[int]] = {}
        for _xmin, number, _xid, kind, key in rows:
            if number is not None and number not in self._seen:
                told.setdefault(kind, set()).add(key)
        if "reload" in told:
            raise Reload
        if "clock" in told:
            self._read_clock(connection)
        if "catalogue" in told:
            index.learn(reading.catalogue(connection))
        if "client" in told:
            self.clients += 1
        read_places(connection, index, told.get("place", ()))
        read_persons(connection, index, told.get("person", ()))
        self._xmin = rows[0][0]
        self._seen = {
            number: xid
            for _xmin, number, xid, _kind, _key in rows
            if number is not None and xid >= self._xmin
        }
        self._looked = before

    def _renew(self, connection: psycopg.Connection[Any]) -> None:
        """Go over to newer arrays; ask for them when much changed or they are old."""
        assert self._index is not None
        mine = self._index.arrays.meta
        newest = layout.current(self._place)
        if newest is not None and newest.file != mine.file and newest.database == mine.database:
            self._index = self._caught_up(connection, newest)
            return
        due = self._index.changed > MOST_CHANGED or time.time() - mine.made > OLDEST
        if due and time.monotonic() - self._asked > ASK_AGAIN:
            self._asked = time.monotonic()
            threading.Thread(target=self._build, name="decisions build", daemon=True).start()

    def _read_clock(self, connection: psycopg.Connection[Any]) -> None:
        row = connection.execute(OFFSET).fetchone() if settings.MOVABLE_CLOCK else None
        self.offset = float(row[0]) if row else 0.0


def read_places(
    connection: psycopg.Connection[Any], index: Index, organisations: Iterable[int]
) -> None:
    """Read organisations and their vestigingen again."""
    wanted = sorted(organisations)
    if not wanted:
        return
    known: dict[int, list[tuple[int, int, int, str]]] = {key: [] for key in wanted}
    query = reading.KNOWN.format(which=reading.THESE).encode()
    for key, group, text, start, end in connection.execute(query, {"keys": wanted}):
        bounds = (reading.midnight(start, 0), reading.midnight(end, FOREVER))
        known[key].append((GROUPS.get(group, 0), *bounds, text))
    sites: dict[int, list[tuple[int, str]]] = {key: [] for key in wanted}
    query = reading.SITES.format(which=reading.THESE).encode()
    for site, key, number in connection.execute(query, {"keys": wanted}):
        sites[key].append((site, number))
    for key in wanted:
        index.places.replace(key, known[key], sites[key])


def read_persons(connection: psycopg.Connection[Any], index: Index, persons: Iterable[int]) -> None:
    """Read all powers of persons again."""
    wanted = sorted(persons)
    if not wanted:
        return
    subs: dict[int, bytes] = {}
    until: dict[int, int] = {}
    for person, sub, died in connection.execute(reading.PERSONS, [wanted]):
        subs[person] = bytes(sub)
        until[person] = reading.midnight(died and died + timedelta(days=1), FOREVER)
    powers: dict[bytes, list[Placed]] = {sub: [] for sub in subs.values()}
    for person, organisation, site, role, name, kind, start, end in connection.execute(
        reading.POWERS, [list(subs)]
    ):
        place = index.places.of_organisation(organisation)
        if site is not None:
            place = index.places.of_site(site, place)
        number = index.number_of(HeldRole.of(kind, role, name))
        last = min(reading.seconds(end, FOREVER), until[person])
        powers[subs[person]].append((place, number, reading.seconds(start, 0), last))
    for sub, found in powers.items():
        index.replace(sub, found)
