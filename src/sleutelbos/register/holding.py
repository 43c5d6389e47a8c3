"""A lock on something that has no row yet: a number that is about to become known."""

from __future__ import annotations

from django.db import connection


def hold(name: str) -> None:
    """Let nobody else pass here with the same name until this transaction ends.

    ``name`` must hold no personal number; use its keyed hash.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
