"""Demand against capacity: opleiding × region × school year (W20).

Three queries per school year, whatever the number of opleidingen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms, Learner
from sleutelbos.duallearning.agreement.school_years import first_of, last_of, text_of, year_of
from sleutelbos.duallearning.agreement.states import OPEN_STATES
from sleutelbos.duallearning.prospection.regions import region_of, regions
from sleutelbos.duallearning.prospection.rules import PROSPECTION
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.slices import standing

ACTIVE = "active"


@dataclass(frozen=True)
class Gap:
    """One opleiding in one region in one school year. ``searching``: learners without agreement;
    ``free``: places less ``taken``; ``ours``: the own partnership recognised a workplace for it."""

    programme: UUID
    name: str
    region: str
    year: int
    learners: int
    searching: int
    places: int
    taken: int
    ours: bool

    @property
    def free(self) -> int:
        """Places that are not taken."""
        return max(self.places - self.taken, 0)

    @property
    def gap(self) -> int:
        """How many learners have no place to go to; 0 when there are enough."""
        return max(self.searching - self.free, 0)

    @property
    def region_text(self) -> str:
        """The name of the region."""
        return regions()[self.region]

    @property
    def year_text(self) -> str:
        """The school year as people write it."""
        return text_of(self.year)


def years() -> tuple[int, int]:
    """The school years that are compared: this one and the next."""
    this = year_of(clock.today())
    return this, this + 1


def gaps(by: Actor) -> list[Gap]:
    """Every opleiding and region with learners or places, the widest gap first."""
    ours = abilities.places(by, PROSPECTION)
    found = [gap for year in years() for gap in _of_year(year, ours)] if ours else []
    return sorted(found, key=lambda one: (-one.gap, -one.searching, one.name, one.region))


def day_of(year: int) -> date:
    """The day on which places of a school year are counted: today, or its nearest day."""
    return min(max(clock.today(), first_of(year)), last_of(year))


def learners_of(year: int) -> Iterable[Any]:
    """Learners per opleiding and postcode of the school, with how many are ``searching``."""
    busy = Agreement.objects.filter(learner=OuterRef("pk"), state__in=(*OPEN_STATES, "registered"))
    rows = Learner.objects.filter(school_year=year).annotate(busy=Exists(busy))
    return rows.values(
        "programme__uid", "programme__name", "school__postcode"
    ).annotate(many=Count("pk"), searching=Count("pk", filter=Q(busy=False)))  # fmt: skip


def _of_year(year: int, ours: set[int]) -> Iterator[Gap]:
    day = day_of(year)
    counted: dict[tuple[UUID, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    names: dict[UUID, str] = {}

    def count(uid: UUID, name: str, postcode: str, values: list[int]) -> None:
        region = region_of(postcode)
        if region:
            names[uid] = name
            row = counted[uid, region]
            row[:] = [one + other for one, other in zip(row, values, strict=True)]

    for row in learners_of(year):
        values = [row["many"], row["searching"], 0, 0, 0]
        count(row["programme__uid"], row["programme__name"], row["school__postcode"], values)
    recognised = Recognition.objects.filter(state=ACTIVE, valid__contains=day)
    for uid, name, postcode, places, partnership in recognised.values_list(
        "programme__uid", "programme__name", "site__postcode", "places", "partnership"
    ):
        count(uid, name, postcode, [0, 0, places, 0, partnership in ours])
    terms = standing(AgreementTerms.objects.filter(valid__contains=day))
    taken = terms.filter(recognition__state=ACTIVE, recognition__valid__contains=day)
    for uid, name, postcode in taken.values_list(
        "recognition__programme__uid", "recognition__programme__name",
        "recognition__site__postcode",
    ):  # fmt: skip
        count(uid, name, postcode, [0, 0, 0, 1, 0])
    for (uid, region), (many, searching, places, held, own) in counted.items():
        yield Gap(uid, names[uid], region, year, many, searching, places, held, own > 0)


def dormant(by: Actor, months_ago: dict[int, date]) -> QuerySet[Recognition]:
    """Recognitions of the own partnerships with a free place that had no agreement since a day;
    ``months_ago``: that day for each partnership (a key)."""
    condition: Any = Q(pk__in=[])
    for partnership, since in months_ago.items():
        terms = standing(AgreementTerms.objects.filter(recognition=OuterRef("pk")))
        lately = terms.filter(valid__endswith__gt=since)
        condition |= Q(partnership=partnership, valid__startswith__lte=since) & ~Exists(lately)
    rows = Recognition.objects.filter(
        condition, state=ACTIVE, valid__contains=clock.today(), places__gt=0,
        partnership__in=abilities.places(by, PROSPECTION),
    )  # fmt: skip
    return rows.select_related("company", "site", "programme", "partnership")


__all__ = ["Gap", "day_of", "dormant", "gaps", "learners_of", "years"]
