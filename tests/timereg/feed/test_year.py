"""A year of Fridays: what stands here follows from the last delivery alone (T02)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from sleutelbos.connectors.esf.fake import FakeEsf
from sleutelbos.timereg.actions.feed import load_feed, stage_feed
from sleutelbos.timereg.models import Call, FeedLoad, Project, ProjectPlace, Training
from sleutelbos.tools.runs.executor import work_next
from tests.timereg.world_feed import (
    COMPANY,
    PARTNER,
    SITE,
    Line,
    call,
    place,
    project,
    read,
    training,
)
from tests.world import World

pytestmark = [pytest.mark.requirement("T02"), pytest.mark.slow]
WEEKS, SEED = 52, 2026
WHERE = ((COMPANY, ""), (COMPANY, SITE), (PARTNER, ""))


def weeks(seed: int) -> Iterator[list[Line]]:
    """What ESF has each Friday: projects come, change, go and come back."""
    chance = random.Random(seed)
    there: dict[str, dict[str, Any]] = {}
    for week in range(WEEKS):
        for _ in range(chance.randint(0, 3)):
            number = f"P{chance.randrange(8)}"
            if number in there and chance.random() < 0.3:
                del there[number]
                continue
            places = chance.sample(WHERE, chance.randint(1, 3))
            there[number] = {
                "title": f"Project {number}, week {week}",
                "method": chance.choice(("uren", "percentage")),
                "places": [(*one, "partner" if n else "promotor") for n, one in enumerate(places)],
                "codes": chance.sample(("A1", "A2", "A3"), chance.randint(0, 3)),
            }
        yield [call(naam=f"Oproep, week {week // 10}"), *_lines(there)]


def _lines(there: dict[str, dict[str, Any]]) -> Iterator[Line]:
    for number, said in there.items():
        yield project(number, titel=said["title"], methode=said["method"])
        for kbo, site, part in said["places"]:
            yield place(number, kbo, part, site)
        for code in said["codes"]:
            yield training(number, code, f"Opleiding {code} van {number}")


def picture() -> dict[str, list[tuple[Any, ...]]]:
    """What counts now, without keys and times."""
    mine = {"project__active": True, "active": True}
    return {
        "calls": sorted(Call.objects.values_list("code", "name")),
        "projects": sorted(
            Project.objects.filter(active=True).values_list("number", "title", "method")
        ),
        "places": sorted(
            (*row[:2], row[2] or "", row[3])
            for row in ProjectPlace.objects.filter(**mine).values_list(
                "project__number", "organisation__name", "site__number", "part"
            )
        ),
        "trainings": sorted(
            Training.objects.filter(**mine).values_list("project__number", "code", "name")
        ),
    }


def friday(world: World, esf: FakeEsf) -> FeedLoad:
    """Load what lies ready, to the end."""
    parcel = esf.newest()
    assert parcel is not None
    row = stage_feed(world.actor("system"), read(parcel), source=parcel.name)
    if row.state == "staged":
        load_feed(world.actor("system"), row)
        while work_next():
            pass
        row.refresh_from_db()
    assert (row.state, row.faulty) == ("loaded", 0)
    return row


def test_fifty_two_weeks_give_the_same_as_the_last(cast: World) -> None:
    deliveries = list(weeks(SEED))
    with transaction.atomic():
        esf = FakeEsf()
        esf.deliver(deliveries[-1], WEEKS)
        friday(cast, esf)
        last = picture()
        transaction.set_rollback(True)
    assert last["projects"]
    assert not Project.objects.exists()

    esf, chance, repeats = FakeEsf(), random.Random(SEED), 0
    for number, lines in enumerate(deliveries, start=1):
        esf.deliver(lines, number)
        if chance.random() < 0.5:
            esf.reordered(number)
        friday(cast, esf)
        if chance.random() < 0.2:  # once more, in another order
            before = picture()
            esf.reordered(number + WEEKS)
            again = friday(cast, esf)
            assert (again.created, again.changed, again.gone) == (0, 0, 0)
            assert picture() == before
            repeats += 1
    assert repeats > 3
    assert picture() == last
