"""Places that companies offer: for anyone, and for who keeps them (W12)."""

from __future__ import annotations

import json

from django.db.models import (
    Count,
    Exists,
    F,
    FloatField,
    Func,
    OuterRef,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from sleutelbos.duallearning import geography
from sleutelbos.duallearning.geography import Place
from sleutelbos.duallearning.recognition.models import FreePlace, Mentor, Programme, Recognition
from sleutelbos.duallearning.recognition.queries.scope import (
    companies_acted_for,
    recognitions_for,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Status

ROWS = ("recognition__company", "recognition__site", "recognition__programme")
POSTCODE = "recognition__site__postcode"


def free_places() -> QuerySet[FreePlace]:
    """What anyone finds: offered, not over, at a vestiging that exists and whose recognition and
    at least one mentor count. ``distance`` is unknown (None)."""
    today = clock.today()
    mentor = Mentor.objects.filter(recognition=OuterRef("recognition"), state="valid")
    return (
        FreePlace.objects.filter(
            Exists(mentor),
            state="open",
            valid__endswith__gt=today,
            recognition__state="active",
            recognition__valid__endswith__gt=today,
            recognition__site__status=Status.ACTIVE,
        )
        .select_related(*ROWS)
        .annotate(distance=Value(None, output_field=FloatField()))
    )


def free_near(
    rows: QuerySet[FreePlace], place: Place, kilometres: float | None = None
) -> QuerySet[FreePlace]:
    """Those within a distance as the crow flies, with their ``distance`` in km.

    A vestiging whose postcode the table doesn't have (abroad, Wallonia) is near nothing.
    """
    found = {
        code: round(km, 1)
        for code, km in geography.distances_from(place).items()
        if kilometres is None or km <= kilometres
    }
    looked_up = Func(
        Value(json.dumps(found)), F(POSTCODE), function="jsonb_extract_path_text",
        template="%(function)s((%(expressions)s)", arg_joiner=")::jsonb, ",
        output_field=TextField(),
    )  # fmt: skip
    return rows.filter(**{f"{POSTCODE}__in": list(found)}).annotate(
        distance=Cast(looked_up, FloatField())
    )


def by_postcode(rows: QuerySet[FreePlace]) -> dict[str, int]:
    """How many of these lie in each postcode."""
    counted = rows.order_by().values(POSTCODE).annotate(many=Count("pk"))
    return {row[POSTCODE]: row["many"] for row in counted}


def programmes_with_places() -> QuerySet[Programme]:
    """Opleidingen for which somebody offers a place now."""
    return Programme.objects.filter(pk__in=free_places().values("recognition__programme")).order_by(
        "name", "pk"
    )


def free_places_of(by: Actor, recognition: Recognition) -> QuerySet[FreePlace]:
    """What a recognition that the actor sees offers or offered, the latest first."""
    rows = FreePlace.objects.filter(
        recognition__in=recognitions_for(by).filter(pk=recognition.pk).values("pk")
    )
    return rows.select_related(*ROWS).order_by("-valid", "-pk")


def free_places_kept_by(by: Actor) -> QuerySet[FreePlace]:
    """What the companies for which the actor acts offer now."""
    rows = FreePlace.objects.filter(recognition__company__in=companies_acted_for(by), state="open")
    return rows.select_related(*ROWS)
