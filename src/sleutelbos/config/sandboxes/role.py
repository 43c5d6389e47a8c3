"""The role of the speeltuin in PostgreSQL: makes databases of its own, opens no other."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from sleutelbos.config.postgres import Databases

ROLE = "speeltuin"


def make(databases: Databases, real: str) -> str:
    """Make the role on an embedded server, shut the real database to it; its own address.

    On a server of the operator, the operator does this (``docs/uitleg/speeltuin.md``).
    """
    with psycopg.connect(databases.admin_url, autocommit=True) as connection:
        name = sql.Identifier(ROLE)
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
        shut = sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC")
        connection.execute(shut.format(sql.Identifier(real)))
    return with_role(databases.admin_url)


def with_role(url: str) -> str:
    """The same server, as the role of the speeltuin."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{ROLE}@{parts.netloc.rpartition('@')[2]}"))
