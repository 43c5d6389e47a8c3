"""A file of sessions: every fault named by row and column, nothing planned, then all of it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sleutelbos.access.public import about_file
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg import import_file
from sleutelbos.timereg.actions.imports import SessionLine, import_sessions
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.runs import SESSIONS_FILE, may_see
from sleutelbos.tools.runs import confirm_run, stage_run
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import Run
from tests.access.pages.conftest import post, text_of
from tests.timereg.pages.conftest import SignIn
from tests.world import World
from tests.world_timereg import PARTNER, PROMOTER, TRAINER, at, plan, training

pytestmark = pytest.mark.requirement("T03")
HEADINGS = list(import_file.HEADINGS.values())


def row_of(world: World, day: date, **more: str) -> dict[str, str]:
    return {
        "projectnummer": "12345", "opleidingscode": "EXC-1", "dag": f"{day:%d/%m/%Y}",
        "van": "9:00", "tot": "12:30", "pauze van": "10:30", "pauze tot": "10:45",
        "plaats": "Lokaal 1", "opleiders": world.people[TRAINER].email, **more,
    }  # fmt: skip


def sheet(*rows: dict[str, str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, HEADINGS, delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def staged(world: World, *rows: dict[str, str]) -> Run:
    by = world.actor(PROMOTER)
    result = import_file.read(sheet(*rows), "sessies.csv")
    assert result.rows, result.faults
    return stage_run(
        by, SESSIONS_FILE.name, name="sessies.csv", about=about_file(by), rows=result.rows
    )


def faults(run: Run) -> dict[int, list[str]]:
    return {
        line.number: line.faults for line in run.lines.filter(outcome="fault").order_by("number")
    }


def day(ahead: int) -> date:
    return clock.today() + timedelta(days=ahead)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"projectnummer": "99"}, "projectnummer: Dit project kennen we niet, of u plant er geen"
                                  " sessies voor."),
        ({"projectnummer": ""}, "projectnummer: Vul deze cel in."),
        ({"opleidingscode": "X"}, "opleidingscode: Dit project heeft geen opleiding met deze"
                                  " code."),
        ({"dag": "31/02/2027"}, "dag: Dit is geen datum. Schrijf dag, maand en jaar, zoals"
                                " 31/12/2026."),
        ({"dag": "01/01/2035"}, "dag: Het project loopt van"),
        ({"van": "25:00"}, "van: Dit uur klopt niet. Schrijf het zoals 9:30."),
        ({"tot": "9:05", "pauze van": "", "pauze tot": ""}, "tot: Een sessie duurt minstens 15"),
        ({"tot": "8:00"}, "tot: Een sessie duurt hoogstens 16 uur."),
        ({"pauze tot": ""}, "pauze tot: Vul beide uren van de pauze in, of geen van beide."),
        ({"pauze van": "12:00", "pauze tot": "13:00"}, "pauze van: Een pauze ligt buiten"),
        ({"plaats": ""}, "plaats: Vul in waar de sessie doorgaat, of kies online."),
        ({"online link": "teams"}, "online link: Dit is geen webadres. Het begint met https://."),
        ({"vestigingsnummer": "2999999999"}, "vestigingsnummer: Deze vestiging neemt niet deel aan"
                                             " het project."),
        ({"opleiders": "iemand@elders.be"}, "opleiders: Opleider 1 heeft hier het recht"
                                            " DWSE-opleider niet."),
        ({"plaats": "=1+1"}, "plaats: In deze cel staat een formule."),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_column(
    world: World, change: dict[str, str], fault: str
) -> None:
    run = staged(world, row_of(world, day(3)), row_of(world, day(4), **change))
    found = faults(run)
    assert list(found) == [3]
    assert len(found[3]) == 1, found
    assert found[3][0].startswith(fault)


def test_a_trainer_by_name_and_one_who_sits_elsewhere(world: World) -> None:
    trainer = world.people[TRAINER]
    by = world.actor(PROMOTER)
    from sleutelbos.timereg.actions.planning import plan_session

    plan_session(by, training(), world.company, plan=plan(day(5), 12, 14), trainers=[trainer])
    run = staged(
        world,
        row_of(world, day(5), opleiders=f" {trainer.name.upper()} ; "),
        row_of(world, day(6), opleiders=trainer.name),
        row_of(world, day(6), van="12:00", tot="13:00", **{"pauze van": "", "pauze tot": ""}),
        row_of(world, day(6), opleiders=""),
        row_of(world, day(6)),
        row_of(world, day(7), van="12:30", tot="0:30", **{"pauze van": "", "pauze tot": ""}),
    )
    found = faults(run)
    assert list(found) == [2, 4, 6]
    assert "zit op" in found[2][0]
    assert found[4] == [f"opleiders: {trainer.name} geeft op dat moment de sessie van rij 3."]
    assert found[6] == ["opleiders: Deze sessie staat al hoger in het bestand."]


def test_a_good_file_goes_in_and_the_same_again_changes_nothing(world: World) -> None:
    rows = [
        row_of(world, day(3)),
        row_of(world, day(3), van="13u", tot="0u15", plaats="",
               **{"online link": "https://example.be/les", "pauze van": "", "pauze tot": ""}),
    ]  # fmt: skip
    run = staged(world, *rows)
    assert (run.total, run.faulty) == (2, 0)
    assert not Session.objects.exists()
    confirm_run(world.actor(PROMOTER), run)
    assert work_next()
    run.refresh_from_db()
    assert run.state == "done", run.reason
    first, second = Session.objects.order_by("plan")
    assert (first.plan.lower, first.plan.upper) == (at(day(3), 9), at(day(3), 12, 30))
    assert (first.breaks[0].lower, first.breaks[0].upper) == (
        at(day(3), 10, 30),
        at(day(3), 10, 45),
    )
    assert first.seats.get().person == world.people[TRAINER]
    assert second.online
    assert second.plan.upper == at(day(4), 0, 15)
    again = staged(world, *rows)
    assert (again.total, again.same, again.faulty) == (0, 2, 0)


def many(world: World, count: int) -> list[dict[str, str]]:
    """So many sessions of one and the same training, fifty a day."""
    pause = {"pauze van": "", "pauze tot": ""}
    return [
        row_of(world, day(3 + step // 50), opleiders="", tot="14:00",
               van=f"{8 + step % 50 // 10}:{step % 10:02}", **pause)
        for step in range(count)
    ]  # fmt: skip


@pytest.mark.slow
def test_forty_wrong_rows_of_five_thousand_are_all_named(world: World) -> None:
    rows = many(world, 5_000)
    wrong = range(7, 5_000, 125)
    for place in wrong:
        rows[place] = rows[place] | {"van": "vroeg"}
    run = staged(world, *rows)
    assert faults(run) == {
        place + 2: ["van: Dit uur klopt niet. Schrijf het zoals 9:30."] for place in wrong
    }
    assert run.faulty == 40
    with pytest.raises(Invalid, match="Er staan nog fouten in"):
        confirm_run(world.actor(PROMOTER), run)
    assert not Session.objects.exists()
    mended = staged(world, *many(world, 5_000))
    assert (mended.total, mended.faulty) == (5_000, 0)


@pytest.mark.slow
def test_the_mended_file_goes_in(world: World) -> None:
    rows = many(world, 200)
    assert staged(world, *rows[:-1], rows[-1] | {"tot": "later"}).faulty == 1
    mended = staged(world, *rows)
    confirm_run(world.actor(PROMOTER), mended)
    assert work_next()
    mended.refresh_from_db()
    assert mended.state == "done", mended.reason
    assert Session.objects.count() == 200


def test_what_changed_since_the_dry_run_stops_all_of_it(world: World) -> None:
    run = staged(world, row_of(world, day(3)), row_of(world, day(4)))
    confirm_run(world.actor(PROMOTER), run)
    with arranging():
        row = training()
        row.active = False
        row.save()
    work_next()
    run.refresh_from_db()
    assert run.state == "failed"
    assert "Regel 2: Deze opleiding wordt niet meer gegeven." in run.reason
    assert not Session.objects.exists()


def test_pages_from_example_to_task(world: World, sign_in: SignIn) -> None:
    client = sign_in(PROMOTER)
    url = reverse("timereg:import")
    assert url in client.get(reverse("timereg:sessions")).content.decode()
    assert "opleidingscode" in text_of(client.get(url))
    for kind in ("csv", "xlsx"):
        answer = client.get(url, {"voorbeeld": kind})
        result = import_file.read(answer.content, f"sessies.{kind}")
        assert (len(result.rows), result.faults) == (2, ()), kind
    file = SimpleUploadedFile("sessies.csv", sheet(row_of(world, day(3))))
    answer = post(client, url, file=file)
    assert answer.status_code == 303, text_of(answer)
    page = text_of(client.get(answer["Location"]))
    assert "Excel voor beginners" in page
    bad = post(client, url, file=SimpleUploadedFile("x.csv", b"a;b\n1;2\n"))
    assert "Deze kolom kennen we niet" in text_of(bad)
    trainer = sign_in(TRAINER)
    assert trainer.get(url).status_code == 403
    assert url not in trainer.get(reverse("timereg:sessions")).content.decode()


def test_only_for_one_s_own_organisation(world: World) -> None:
    line = SessionLine(2, training(), world.company, None, plan(day(3)))
    partner: Any = world.actor(PARTNER)
    with pytest.raises(Refused):
        import_sessions(partner, [line])
    with pytest.raises(Invalid, match="geen regels"):
        import_sessions(world.actor(PROMOTER), [])
    run = staged(world, row_of(world, day(3)))
    assert may_see(world.actor(PROMOTER), run)
    assert not may_see(partner, run)
