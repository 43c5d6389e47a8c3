"""Powers with the level of sign-in that their right asks for."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Power, Scope

LevelledPower = tuple[Power, int]
# The function of migration 0013: what access_power holds, with a plan that is kept.
ASKED = 'SELECT "right", role, site, key, level FROM access_powers(%s, %s, %s)'


def levelled_powers_of(
    person: int, organisation: int, at: datetime | None = None
) -> tuple[LevelledPower, ...]:
    """What a person may at an organisation, each power with its level (CSAM, e.g. 400), in one
    query. The power of a beheerder asks for none: 0."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [person, organisation, at or clock.now()])
        return tuple(
            (Power(right, role, Scope(organisation, site), key), level)
            for right, role, site, key, level in cursor.fetchall()
        )
