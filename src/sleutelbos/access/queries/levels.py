"""Powers with the level of sign-in that their right asks for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from sleutelbos.access.models import AccessPower, Right
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Power, Scope

LevelledPower = tuple[Power, int]


def levelled_powers_of(
    person: int, organisation: int, at: datetime | None = None
) -> tuple[LevelledPower, ...]:
    """What a person may at an organisation, each power with its level (CSAM, e.g. 400), in one
    query. The power of a beheerder asks for none: 0."""
    asked = Right.objects.filter(code=OuterRef("right")).values("sign_in_level")
    rows = AccessPower.objects.filter(
        person=person, organisation=organisation, valid__contains=at or clock.now()
    ).annotate(level=Coalesce(Subquery(asked), 0))
    return tuple(
        (Power(right, role, Scope(where, site), key), level)
        for right, role, where, site, key, level in rows.values_list(
            "right", "role", "organisation", "site", "key", "level"
        )
    )
