"""Every Friday by itself, at the hour of the setting in Brussels; what is wrong waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sleutelbos.connectors.esf.client import FolderSource
from sleutelbos.connectors.esf.fake import FakeEsf, as_jsonl, whole
from sleutelbos.kernel import clock, outbox
from sleutelbos.timereg import ports
from sleutelbos.timereg.jobs_feed import fetch
from sleutelbos.timereg.models import FeedLoad, Project
from sleutelbos.timereg.ports import Parcel
from sleutelbos.timereg.waiting_feed import feed_waiting
from sleutelbos.tools.jobs.registry import JOBS
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.staging import discard_run
from tests.timereg.world_feed import OFFICER, PROMOTER, SUPPORT, call, load, place, project, simple
from tests.world import World

pytestmark = pytest.mark.requirement("T02")

SUMMER = datetime(2026, 7, 3, 16, 0, tzinfo=UTC)  # a Friday, 18 hours in Brussels
WINTER = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def friday(at: datetime = WINTER) -> FeedLoad | None:
    """What the job did at that moment, carried to its end."""
    before = FeedLoad.objects.count()
    with clock.stamped(at):
        fetch(at)
        while work_next():
            pass
        outbox.deliver_all()
    rows = FeedLoad.objects.order_by("-pk")
    return rows.first() if rows.count() > before else None


def told(world: World, who: str = OFFICER) -> list[str]:
    return [line.sentence for line in feed_waiting(world.actor(who))]


def test_when_it_is_due() -> None:
    """Each Friday from 18 hours in Brussels on, summer and winter."""
    job = JOBS["timereg.fetch-feed"]
    start = datetime(2026, 3, 20, tzinfo=UTC)
    ticks = list(job.due(start, start + 3 * WEEK - timedelta(hours=3)))
    assert {at.astimezone(clock.BRUSSELS).isoweekday() for at in ticks} == {5}
    # Of hours that were missed the last one of each day is enough: 23 hours, past the setting.
    assert [at.astimezone(clock.BRUSSELS).hour for at in ticks] == [23, 23, 23]
    assert [at.hour for at in ticks] == [22, 22, 21]  # the clock moved on 29 March


@pytest.mark.parametrize("at", [SUMMER, WINTER])
def test_a_good_delivery_is_loaded_by_the_house(cast: World, esf: FakeEsf, at: datetime) -> None:
    esf.deliver(simple("P1", "P2"), 1)
    assert friday(at - timedelta(hours=1)) is None
    row = friday(at)
    assert row is not None
    assert (row.state, row.loaded_at, row.created) == ("loaded", at, 3)
    assert set(Project.objects.values_list("loaded_at", flat=True)) == {at}
    assert friday(at + timedelta(hours=1)) is None
    assert told(cast) == []


def test_twice_the_same_tick_does_it_once(cast: World, esf: FakeEsf) -> None:
    """After a kill the job runs again for the same instant."""
    esf.deliver(simple("P1"), 1)
    friday()
    friday()
    assert FeedLoad.objects.count() == 1


def test_week_after_week(cast: World, esf: FakeEsf) -> None:
    esf.deliver(simple("P1"), 1)
    friday(WINTER)
    esf.double()
    same = friday(WINTER + WEEK)
    assert same is not None
    assert (same.state, same.same, same.created) == ("loaded", 1, 0)
    esf.deliver(simple("P1", "P2"), 2)
    esf.reordered()
    row = friday(WINTER + 2 * WEEK)
    assert row is not None
    assert (row.state, row.created, row.same) == ("loaded", 1, 1)


def test_a_delivery_with_faults_waits_for_esf_and_says_so(cast: World, esf: FakeEsf) -> None:
    esf.deliver([*simple("P1"), project("P2", start="x"), place("P2")], 1)
    row = friday()
    assert row is not None
    assert (row.state, row.reasons) == ("staged", ["Er staat een fout in 1 regel."])
    assert not Project.objects.exists()
    sentence = "De levering van ESF van 27 nov 2026 wacht: kijk ze na en laad ze."
    assert told(cast) == told(cast, SUPPORT) == [sentence]
    assert told(cast, PROMOTER) == told(cast, "nobody") == []


def test_when_many_projects_would_vanish_a_human_looks_first(cast: World, esf: FakeEsf) -> None:
    load(cast, simple("P1", "P2", "P3", "P4", "P5"))
    esf.deliver(simple("P1", "P2", "P3", "P4"), 2)
    one = friday()
    assert one is not None
    assert (one.state, one.gone) == ("loaded", 1)  # one of five is 20 %, not more
    esf.deliver(simple("P1", "P2", "P3"), 3)
    row = friday(WINTER + WEEK)
    assert row is not None
    assert row.state == "staged"
    assert row.reasons == ["Er zou 1 van de 4 projecten verdwijnen."]
    esf.deliver([call()], 4)
    empty = friday(WINTER + 2 * WEEK)
    assert empty is not None
    assert empty.reasons == ["Er zouden 4 van de 4 projecten verdwijnen."]
    assert Project.objects.filter(active=True).count() == 4


def test_late(cast: World, esf: FakeEsf) -> None:
    esf.deliver(simple("P1"), 1)
    esf.late()
    row = friday()
    assert row is not None
    assert (row.state, row.reasons) == (
        "stopped",
        ["ESF is nu niet bereikbaar. Probeer het later opnieuw."],
    )
    assert told(cast) == ["De levering van ESF van 27 nov 2026 werd niet geladen."]
    esf.late(back=True)
    friday(WINTER + WEEK)
    assert Project.objects.count() == 1
    assert told(cast) == []


def test_nothing_there(cast: World, esf: FakeEsf) -> None:
    row = friday()
    assert row is not None
    assert (row.state, row.reasons) == ("stopped", ["Er lag geen bestand klaar."])


def test_broken(cast: World, esf: FakeEsf) -> None:
    esf.deliver(simple("P1", "P2"), 1)
    esf.broken()
    row = friday()
    assert row is not None
    assert row.state == "stopped"
    assert row.reasons
    assert not Project.objects.exists()


def test_older(cast: World, esf: FakeEsf) -> None:
    load(cast, simple("P1"), 9)
    esf.deliver(simple("P1", "P2"), 8)
    row = friday()
    assert row is not None
    assert row.state == "stopped"
    assert row.reasons[0].startswith("Dit bestand heeft volgnummer 8. Volgnummer 9 is al geladen.")


def test_without_a_source_nothing_happens(cast: World) -> None:
    assert not ports.is_connected()
    assert friday() is None


def test_from_a_real_folder(cast: World, tmp_path: Path) -> None:
    (tmp_path / "esf.jsonl").write_bytes(as_jsonl(whole(simple("P1"), 3)))
    with ports.bound(source=FolderSource(tmp_path)):
        row = friday()
    assert row is not None
    assert (row.state, row.source, row.sequence) == ("loaded", "esf.jsonl", 3)


def test_a_task_that_is_thrown_away_takes_its_delivery_along(cast: World, esf: FakeEsf) -> None:
    esf.deliver([*simple("P1"), project("P2", start="x"), place("P2")], 1)
    row = friday()
    assert row is not None
    assert row.run is not None
    discard_run(cast.actor(OFFICER), row.run)
    outbox.deliver_all()
    row.refresh_from_db()
    assert row.state == "stopped"


def test_a_parcel_has_a_name_that_people_know(cast: World, esf: FakeEsf) -> None:
    esf.put(Parcel("x" * 300 + ".jsonl", as_jsonl(whole(simple("P1")))))
    row = friday()
    assert row is not None
    assert len(row.source) == 200
