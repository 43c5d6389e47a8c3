"""Sets the stage when imported: a durable embedded PostgreSQL, Django in production mode.

The server lives in ``.data/bench``; a DATABASE_URL from outside is used as the server instead.
Import it before anything of ``sleutelbos`` that holds models, as each benchmark does.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import django
from django.core.management import call_command
from django.db import connection, connections

from common import ROOT, report
from sleutelbos.config import keys
from sleutelbos.config.postgres import Databases, ensure_server

DATA = ROOT / ".data" / "bench"
KEY_FILE = DATA / "keys.json"


def _server() -> Databases:
    known = os.environ.get("DATABASE_URL")
    return Databases(known) if known else ensure_server(DATA, durable=True)


DATA.mkdir(parents=True, exist_ok=True)
if not KEY_FILE.exists():
    keys.make(KEY_FILE)
databases = _server()
own_database = f"bench_{os.getpid()}"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "sleutelbos.config.settings",
    "SLEUTELBOS_MODE": "production",
    "SLEUTELBOS_SMTP": "",
    "SLEUTELBOS_DATA": str(DATA),
    "SLEUTELBOS_SECRET_FILE": str(KEY_FILE),
    "SLEUTELBOS_HOSTS": "testserver",
    "DATABASE_URL": databases.dsn(own_database),
}
logging.getLogger("procrastinate").setLevel(logging.WARNING)
django.setup()
logging.getLogger().setLevel(logging.WARNING)


@contextmanager
def fresh_database() -> Iterator[None]:
    """A database as a new instance has it, dropped at the end."""
    _sweep()
    databases.create_database(own_database)
    try:
        call_command("migrate", verbosity=0)
        call_command("setup", stdout=StringIO())
        yield
    finally:
        _let_go()
        databases.drop_database(own_database)


@contextmanager
def kept_database(kind: str, source: str, fill: Callable[[], None]) -> Iterator[None]:
    """A database that is slow to fill, kept for the next run while ``source`` stays the same."""
    name = f"kept_{kind}_{_fingerprint(source)}"
    for other in databases.names():
        if other.startswith(f"kept_{kind}_") and other != name:
            databases.drop_database(other)
    if name not in databases.names():
        with fresh_database():
            fill()
            _let_go()
            databases.rename_database(own_database, name)
    connections.settings["default"]["NAME"] = name
    yield
    _let_go()


def conditions(*more: str) -> None:
    """Print on what this was measured, the database included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('fsync'),"
            " current_setting('synchronous_commit'), current_setting('shared_buffers')"
        )
        version, fsync, commit, buffers = cursor.fetchone()
    report.conditions(
        f"Django {django.__version__}, PostgreSQL {version} over a local socket,"
        f" durable: fsync {fsync}, synchronous_commit {commit}, shared_buffers {buffers}",
        *more,
    )


def _let_go() -> None:
    """Close what this process holds open, the pool too."""
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]


def _fingerprint(source: str) -> str:
    """Changes with the tables, and with what fills them."""
    seen = hashlib.sha256(source.encode())
    for path in sorted((ROOT / "src" / "sleutelbos").glob("*/migrations/*.py")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:10]


def _sweep() -> None:
    """Drop what killed runs left behind."""
    for name in databases.names():
        number = name.removeprefix("bench_")
        if name.startswith("bench_") and number.isdigit() and not _lives(int(number)):
            databases.drop_database(name)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
