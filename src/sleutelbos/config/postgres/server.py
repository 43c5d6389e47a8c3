"""The embedded server as a process uses it."""

from __future__ import annotations

import atexit
import os
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from sleutelbos.config.console import say
from sleutelbos.config.postgres import account, binaries, places, postmaster
from sleutelbos.config.postgres.databases import Databases

NOTICE = (
    "embedded PostgreSQL in {home}: for development, demo and trial; "
    "set DATABASE_URL to a server of your own for production"
)


@dataclass(frozen=True)
class Server(Databases):
    """A share in a running server; ``release`` it, or leave its ``with`` block.

    A process that dies without releasing loses its share by itself.
    """

    places: places.Places
    cluster: Path
    _share: int
    _pid: int = field(default_factory=os.getpid)
    _released: list[bool] = field(default_factory=list)

    def release(self) -> None:
        """Give the share back; the last one out stops the server. A fork does nothing here."""
        if self._released or os.getpid() != self._pid:
            return
        self._released.append(True)
        atexit.unregister(self.release)
        with self.places.turn():
            if places.leave(self._share):
                running = postmaster.find(self.cluster)
                if running:
                    postmaster.stop(running)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        what: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.release()


def ensure_server(data: Path, durable: bool = True) -> Server:
    """Join the server of a data directory, started when it doesn't run.

    ``durable=False`` trades safety against a crash of the machine for speed: tests only.
    Raises PostgresError with what to do when there can be no server.
    """
    where = places.prepare(data)
    with where.turn():
        share = where.join()
        try:
            running, cluster = _run(where, durable=durable)
        except BaseException:
            places.leave(share)
            raise
    server = Server(running.url, where, cluster, share)
    atexit.register(server.release)
    return server


def _run(where: places.Places, *, durable: bool) -> tuple[postmaster.Running, Path]:
    as_whom = account.choose(where.home)
    cluster = places.cluster_for(as_whom, where)
    running = postmaster.find(cluster)
    if running:
        if running.answers():
            return running, cluster
        postmaster.stop(running)
    programs = account.within_reach(as_whom, binaries.find(cluster), cluster.parent)
    if cluster.exists():
        postmaster.clear_remains(cluster)
    else:
        postmaster.initialise(cluster, programs, as_whom, durable=durable)
    started = postmaster.start(cluster, programs, as_whom, where.log, durable=durable)
    return started, cluster


def use(data: Path, dbname: str = "sleutelbos") -> Server | None:
    """Give this process and its children DATABASE_URL; None when it was set already."""
    if os.environ.get("DATABASE_URL"):
        return None
    server = ensure_server(data)
    say(NOTICE.format(home=server.places.home))
    server.create_database(dbname)
    os.environ["DATABASE_URL"] = server.dsn(dbname)
    return server
