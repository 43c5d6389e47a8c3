"""Loading what the KBO publishes, step by step: whole, resumed, braked, refused (W01)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sleutelbos.connectors.kbo.fake import FakeKbo
from sleutelbos.connectors.kbo.synthetic import World
from sleutelbos.connectors.kbo.writing import write_full, write_update
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.actions.kbo import load_kbo
from sleutelbos.register.actions.kbo_loads import apply_kbo, receive_kbo, stop_kbo
from sleutelbos.register.jobs import fetch, wanted
from sleutelbos.register.kbo import applying, sql, storing
from sleutelbos.register.kbo.models import (
    KboAddress,
    KboEnterprise,
    KboExtract,
    KboPast,
)
from sleutelbos.register.models import KboLoad
from sleutelbos.register.ports import kbo as ports
from sleutelbos.register.ports.kbo import offer_of
from sleutelbos.register.queries.kbo import known_to_kbo
from sleutelbos.tools.jobs.registry import JOBS
from sleutelbos.tools.policies import seed_policies
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.staging import request_stop
from tests.register.kbo_world import carried, full, mirror, small, taken, update
from tests.register.people import HOUSE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("unbound", "house"),
    pytest.mark.requirement("W01"),
]
MONDAY = datetime(2025, 10, 6, 3, 0, tzinfo=UTC)  # five in the morning in Brussels


@pytest.fixture
def house(tmp_path: Path) -> Iterator[None]:
    """A folder for the ZIPs, and the first values of the settings."""
    seed_policies()
    with ports.bound(folder=lambda: tmp_path / "house"):
        yield
    sql.clear()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Forty enterprises, loaded."""
    made = small()
    assert full(made, tmp_path).state == "loaded"
    return made


def threshold(name: str, value: int) -> None:
    with arranging():
        PolicyValue.objects.filter(name=name).update(value=value)


Committing = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


def test_a_first_full_file_is_loaded_and_reported(
    tmp_path: Path, django_capture_on_commit_callbacks: Committing
) -> None:
    made = small()
    with django_capture_on_commit_callbacks(execute=True):
        load = full(made, tmp_path)
    assert (load.state, load.number, load.first) == ("loaded", 140, True)
    here = [one for one in made.entities() if not made.is_site(one)]
    assert load.counts["enterprise"] == {"rows": len(here), "new": len(here), "gone": 0}
    assert KboEnterprise.objects.count() == len(here)
    assert set(KboEnterprise.objects.values_list("first_extract", flat=True)) == {140}
    assert not KboPast.objects.exists()
    assert not list(ports.folder().glob("*.zip"))
    assert KboExtract.objects.get().number == 140


def test_natural_persons_have_no_form_and_no_seat(world: World) -> None:
    natural = KboEnterprise.objects.filter(type="1")
    assert natural
    assert not natural.exclude(form="").exists()
    assert not KboAddress.objects.filter(entity__in=natural.values("number")).exists()


def test_thirty_updates_give_what_the_full_file_gives(world: World, tmp_path: Path) -> None:
    for _day in range(30):
        world.next_day(5)
        load_kbo(HOUSE, write_update(world, tmp_path / f"{world.extract}.zip"))
    by_updates = mirror()
    again = full(world, tmp_path)
    assert (again.state, again.number, again.entities) == ("loaded", 170, 0)
    assert mirror() == by_updates
    with arranging():
        KboExtract.objects.all().delete()
    assert full(world, tmp_path).first
    assert mirror() == by_updates


def test_history_tells_when_rows_came_and_went(world: World, tmp_path: Path) -> None:
    moved = next(one for one in world.entities() if world.is_site(one))
    number = world.number(moved)
    before = KboAddress.objects.get(entity=number)
    world._turn()
    world.happen(moved, "moved")
    load = update(world, tmp_path)
    past = KboPast.objects.get(entity=number)
    assert (past.file, past.first_extract, past.last_extract) == ("address", 140, 140)
    assert past.content["house_number"] == before.house_number
    assert KboAddress.objects.get(entity=number).first_extract == 141
    assert (load.entities, load.counts["address"]) == (1, {"rows": 1, "new": 1, "gone": 1})
    world._turn()
    world.happen(moved, "contact")
    update(world, tmp_path)
    assert KboAddress.objects.get(entity=number).first_extract == 141


def test_what_did_not_change_keeps_when_it_was_first_seen(world: World, tmp_path: Path) -> None:
    one = next(one for one in world.entities() if not world.is_site(one))
    world._turn()
    world.touched[one] = {"enterprise", "activity"}  # the update repeats what is there
    load = update(world, tmp_path)
    assert load.counts["activity"]["rows"]
    assert load.counts["activity"]["new"] == load.counts["activity"]["gone"] == 0
    assert KboEnterprise.objects.get(number=world.number(one)).first_extract == 140
    assert not KboPast.objects.exists()


def test_a_gap_asks_for_a_full_file_and_the_full_file_closes_it(
    world: World, tmp_path: Path
) -> None:
    world.next_day(5)
    world.next_day(5)
    with pytest.raises(Invalid) as caught:
        receive_kbo(HOUSE, write_update(world, tmp_path / "x.zip"), source="x.zip")
    assert str(caught.value.problems["file"]) == (
        "Uittreksel 142 volgt niet op 140. Laad eerst wat ertussen ligt, of een volledig"
        " uittreksel."
    )
    assert not KboLoad.objects.exclude(state="loaded").exists()
    load = full(world, tmp_path)
    assert (load.state, load.first) == ("loaded", False)
    assert 0 < load.entities <= 10
    assert KboPast.objects.exists()


def test_the_same_twice_is_refused(world: World, tmp_path: Path) -> None:
    world.next_day(5)
    path = write_update(world, tmp_path / "x.zip")
    taken(path)
    before = mirror()
    with pytest.raises(Invalid, match=r"Uittreksel 141 is al geladen\."):
        receive_kbo(HOUSE, path, source="x.zip")
    assert mirror() == before


def test_two_at_once_are_refused(world: World, tmp_path: Path) -> None:
    world.next_day(5)
    path = write_update(world, tmp_path / "x.zip")
    receive_kbo(HOUSE, path, source="x.zip")
    with pytest.raises(Invalid, match=r"Wacht tot x.zip klaar is, of stop die\."):
        receive_kbo(HOUSE, path, source="y.zip")


def test_a_killed_worker_loses_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "PART", 2)
    monkeypatch.setattr("sleutelbos.register.actions.kbo_loads.PART", 2)
    world.next_day(9)
    expected = small()
    expected.next_day(9)
    receive_kbo(HOUSE, write_update(world, tmp_path / "x.zip"), source="x.zip")
    steps = 0
    while True:  # a worker that is killed after each step
        asked: list[bool] = []
        if not work_next(lambda asked=asked: asked.append(True) or len(asked) > 1):  # type: ignore[misc]
            break
        steps += 1
    assert steps > 9
    assert KboLoad.objects.get(number=141).state == "loaded"
    by_update = mirror()
    with arranging():
        KboExtract.objects.all().delete()
    full(expected, tmp_path)
    assert mirror() == by_update


def test_nothing_is_read_of_a_mirror_that_is_half_full(tmp_path: Path) -> None:
    made = small()
    receive_kbo(HOUSE, write_full(made, tmp_path / "x.zip"), source="x.zip")
    asked: list[bool] = []
    work_next(lambda: asked.append(True) or len(asked) > 2)  # type: ignore[func-returns-value]
    number = made.number(0)
    assert KboEnterprise.objects.filter(number=number).exists()
    assert known_to_kbo([number]) == {}
    carried()
    assert set(known_to_kbo([number])) == {number}


@pytest.mark.parametrize("name", ["register.kbo-most-changes", "register.kbo-most-gone"])
def test_far_more_than_usual_waits_for_a_human(world: World, tmp_path: Path, name: str) -> None:
    threshold(name, 0)
    world._turn()
    gone = next(one for one in world.entities() if not world.is_site(one))
    world.happen(gone, "gone")
    before = mirror()
    load = update(world, tmp_path)
    assert load.state == "staged"
    assert load.reasons
    assert load.enterprises_gone == 1
    assert "Vanaf 0 kijkt iemand dat na." in load.reasons[0]
    assert mirror() == before
    apply_kbo(HOUSE, load)
    carried()
    load.refresh_from_db()
    assert load.state == "loaded"
    assert not KboEnterprise.objects.filter(number=world.number(gone)).exists()


def test_a_human_may_say_no(world: World, tmp_path: Path) -> None:
    threshold("register.kbo-most-changes", 0)
    world.next_day(5)
    before = mirror()
    load = update(world, tmp_path)
    stop_kbo(HOUSE, load)
    assert mirror() == before
    assert not sql.is_staged()
    with pytest.raises(WrongState):
        apply_kbo(HOUSE, load)
    threshold("register.kbo-most-changes", 1000)
    assert update(world, tmp_path).state == "loaded"


def test_what_was_read_and_is_gone_is_said(world: World, tmp_path: Path) -> None:
    threshold("register.kbo-most-changes", 0)
    world.next_day(5)
    load = update(world, tmp_path)
    sql.clear()
    with pytest.raises(Invalid, match=r"Wat gelezen werd, is er niet meer\."):
        apply_kbo(HOUSE, load)
    load.refresh_from_db()
    assert load.state == "staged"


def test_a_task_that_is_stopped_stops_the_load(world: World, tmp_path: Path) -> None:
    world.next_day(5)
    before = mirror()
    load = receive_kbo(HOUSE, write_update(world, tmp_path / "x.zip"), source="x.zip")
    asked: list[bool] = []
    work_next(lambda: asked.append(True) or len(asked) > 2)  # type: ignore[func-returns-value]
    assert load.run is not None
    load.run.refresh_from_db()
    request_stop(HOUSE, load.run)
    carried()
    load.refresh_from_db()
    assert (load.state, load.reasons) == ("stopped", ["De taak stopte."])
    assert mirror() == before


# bad input


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The ZIP with one file changed."""
    target = path.with_name(f"bad_{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == name else data)
    return target


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("activity.csv", lambda b: b.replace(b',"MAIN"\n', b"\n", 1),
         "activity.csv, rij 3: er zijn 4 kolommen in plaats van 5."),
        ("contact.csv", lambda b: b.replace(b'"ENT"', b'"ENT","x"', 1),
         "contact.csv, rij 2: er zijn 5 kolommen in plaats van 4."),
        ("branch.csv", lambda b: b.replace(b"9.000", b"9.00"),
         "branch.csv, rij 2: de waarde in 'Id' kan niet."),
        ("address.csv", lambda b: b[:-40],
         "Het bestand address.csv is beschadigd of niet volledig."),
    ],
)  # fmt: skip
def test_a_broken_first_file_leaves_nothing(
    tmp_path: Path,
    django_capture_on_commit_callbacks: Committing,
    name: str,
    change: Callable[[bytes], bytes],
    sentence: str,
) -> None:
    path = rewritten(write_full(small(), tmp_path / "x.zip"), name, change)
    with django_capture_on_commit_callbacks(execute=True):
        load = taken(path)
    assert load.state == "stopped"
    assert load.reasons == [sentence]
    assert not any(mirror().values())
    assert not KboExtract.objects.exists()
    assert not list(ports.folder().glob("*.zip"))
    assert full(small(), tmp_path).state == "loaded"


def test_a_broken_update_leaves_the_mirror_as_it_was(world: World, tmp_path: Path) -> None:
    world.next_day(5)
    before = mirror()
    good = write_update(world, tmp_path / "x.zip")
    load = taken(rewritten(good, "activity_delete.csv", lambda b: b + b'"9"\n'))
    assert load.state == "stopped"
    assert load.reasons[0].startswith("activity_delete.csv, rij ")
    assert mirror() == before
    assert taken(good).state == "loaded"


def test_what_is_no_extract_is_refused_at_once(world: World, tmp_path: Path) -> None:
    world.next_day(5)
    whole = write_update(world, tmp_path / "x.zip").read_bytes()
    bad = tmp_path / "bad.zip"
    cases = {
        "Dit is geen leesbaar ZIP-bestand.": whole[: len(whole) // 2],
        "Het bestand meta.csv ontbreekt.": b"PK\x05\x06" + bytes(18),
    }
    for sentence, data in cases.items():
        bad.write_bytes(data)
        with pytest.raises(Invalid) as caught:
            receive_kbo(HOUSE, bad, source="bad.zip")
        assert str(caught.value.problems["file"]) == sentence
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("activity_insert.csv", b"0" * 5_000_000)
    with pytest.raises(Invalid, match=r"Dit ZIP-bestand pakt verdacht groot uit\."):
        receive_kbo(HOUSE, bad, source="bad.zip")
    assert not KboLoad.objects.exclude(state="loaded").exists()


# every week by itself


def monday(at: datetime = MONDAY) -> None:
    with clock.stamped(at):
        fetch(at)
        carried()


def test_it_is_due_on_monday_morning() -> None:
    start = datetime(2025, 10, 4, tzinfo=UTC)
    ticks = list(JOBS["register.fetch-kbo"].due(start, start + timedelta(days=14)))
    assert {at.astimezone(clock.BRUSSELS).isoweekday() for at in ticks} == {1}


def test_a_week_of_daily_updates_is_loaded_one_after_the_other() -> None:
    source, made = FakeKbo(), small()
    source.publish(made, full=True)
    for _day in range(3):
        made.next_day(3)
        source.publish(made)
    with ports.bound(source=source):
        for _tick in range(6):
            monday()
    numbers = KboLoad.objects.order_by("pk").values_list("number", "type", "state")
    assert list(numbers) == [
        (140, "full", "loaded"), (141, "update", "loaded"), (142, "update", "loaded"),
        (143, "update", "loaded"),
    ]  # fmt: skip


def test_the_next_is_the_update_that_follows_else_the_newest_full_one() -> None:
    names = [
        "KboOpenData_0140_2025_10_04_Full.zip", "KboOpenData_0141_2025_10_05_Update.zip",
        "KboOpenData_0142_2025_10_06_Update.zip", "kboopendata_0142_2025_10_full.ZIP",
    ]  # fmt: skip
    offers = [offer for name in names if (offer := offer_of(name))]
    assert len(offers) == 4
    chosen = [wanted(offers, last) for last in (0, 140, 139, 142)]
    assert [one.name if one else None for one in chosen] == [names[3], names[1], names[3], None]
    assert offer_of("KboOpenData_0140_2025_10_04_Full.zip.deel") is None


def test_what_goes_wrong_is_kept_once_with_its_reason() -> None:
    source, made = FakeKbo(), small()
    name = source.publish(made, full=True)
    source.broken(name)
    with ports.bound(source=source):
        monday()
        monday()
        source.late()
        monday()
    told = KboLoad.objects.order_by("pk").values_list("source", "state", "reasons")
    assert list(told) == [
        (name, "stopped", ["Dit is geen leesbaar ZIP-bestand."]),
        ("KBO", "stopped", ["De KBO is nu niet bereikbaar. Probeer het later opnieuw."]),
    ]


def test_what_was_left_over_is_swept_up(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"x")
    storing.keep(path)
    monday()
    assert not list(ports.folder().glob("*.zip"))
