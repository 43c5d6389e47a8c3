"""Template databases: migrated once per state of the code, cloned by every worker and run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache

import psycopg
from django.db import connections
from pytest_django import DjangoDbBlocker

from sleutelbos.config.postgres import Databases
from tests.plugin import ROOT

KEPT = 3
SHAPES_A_DATABASE = {".py", ".sql", ".toml", ".csv", ".json"}
LOCKS = {"migrated": 815_001, "demo": 815_002}


@cache
def fingerprint() -> str:
    """Changes with any file that can change what migrate or the demo puts in a database."""
    seen = hashlib.sha256((ROOT / "constraints.txt").read_bytes())
    for path in sorted((ROOT / "src" / "sleutelbos").rglob("*")):
        if path.suffix in SHAPES_A_DATABASE and path.is_file():
            seen.update(os.fsencode(path.relative_to(ROOT)))
            seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


def template(databases: Databases, kind: str, commands: list[list[str]], source: str = "") -> str:
    """The name of the template ``kind``; made by management commands when it isn't there yet."""
    name = f"template_{kind}_{fingerprint()}"
    if name in databases.names():
        return name
    with _alone(databases, kind):
        if name not in databases.names():
            draft = f"run_{os.getpid()}_draft_{kind}"
            databases.drop_database(draft)
            databases.create_database(draft, source or None)
            for command in commands:
                _manage(command, databases.dsn(draft))
            databases.rename_database(draft, name)
            _forget_old(databases, kind, name)
    return name


def clone(databases: Databases, name: str, source: Callable[[], str]) -> None:
    """Make a database from a template, which another run may replace in between."""
    for attempt in (1, 2):
        try:
            databases.create_database(name, source())
            return
        except psycopg.errors.InvalidCatalogName:
            if attempt == 2:
                raise


@contextmanager
def connected(name: str, blocker: DjangoDbBlocker, *, unblocked: bool = True) -> Iterator[None]:
    """Django's default connection leads to another database for a while, in every thread.

    With ``unblocked`` it may be used at once; else when the test asks for the database.
    """
    settings = connections.settings["default"]
    before = settings["NAME"]

    def lead_to(name: str) -> None:
        with blocker.unblock():
            connections.close_all()
            settings["NAME"] = name

    lead_to(name)
    try:
        with blocker.unblock() if unblocked else nullcontext():
            yield
    finally:
        lead_to(before)


def stand_in(name: str, blocker: DjangoDbBlocker) -> None:
    """Django's default connection leads to another database from now on; nothing when it does.

    A connection that stays knows the tables and statements of its database: half of a test's work.
    """
    if connections.settings["default"]["NAME"] != name:
        with blocker.unblock():
            connections.close_all()
            connections.settings["default"]["NAME"] = name


def _manage(command: list[str], url: str) -> None:
    """Run a management command on another database than ours."""
    done = subprocess.run(
        [sys.executable, "-m", "django", *command],
        env={**os.environ, "DATABASE_URL": url, "SLEUTELBOS_MODE": _mode(command)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _mode(command: list[str]) -> str:
    return "demo" if command[0].startswith("demo") else "test"


@contextmanager
def _alone(databases: Databases, kind: str) -> Iterator[None]:
    """One worker makes a template, those that need the same one wait."""
    with psycopg.connect(databases.admin_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCKS[kind]])
        yield


def _forget_old(databases: Databases, kind: str, newest: str) -> None:
    """Keep a few templates, for other branches and runs; the order of oid is that of making."""
    with psycopg.connect(databases.admin_url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC",
            [f"template\\_{kind}\\_%"],
        ).fetchall()
    for (name,) in rows[KEPT:]:
        if name != newest:
            databases.drop_database(name)
