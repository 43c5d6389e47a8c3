"""The personnel of Vlimpers comes by itself; the unusual waits for the expert team (A24)."""

from __future__ import annotations

import pytest

from sleutelbos.connectors.latest_file.fake import FakeFiles
from sleutelbos.kernel import clock
from sleutelbos.positions import jobs
from sleutelbos.positions.models import EmploymentSlice, PersonnelLoad
from sleutelbos.positions.personnel_feed import FEW
from sleutelbos.positions.ports import personnel_feed
from sleutelbos.tools.outside import IncomingFile
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.slices import NOW
from tests.access.pages.conftest import SignIn, post, text_of
from tests.positions.test_personnel import row, sheet
from tests.world import World
from tests.world_positions import EXPERT, HR

pytestmark = pytest.mark.requirement("A24")

LIST = "/arbeidsplaatsen/vlimpers"


def file(day: int, *rows: dict[str, str]) -> IncomingFile:
    return IncomingFile(f"personeel-2026-11-{day:02}.csv", sheet(*rows))


def newest() -> Run:
    found = Run.objects.filter(kind="positions.personnel-file").order_by("-pk").first()
    assert found is not None
    return found


def night(*files: IncomingFile) -> Run:
    """The task that a night leaves behind, done as far as it goes by itself."""
    with personnel_feed.bound(FakeFiles(files)):
        jobs.fetch(clock.now())
    work_next()
    return newest()


def confirmed(world: World, sign_in: SignIn, run: Run) -> None:
    """The expert team looks and lets it go on."""
    client = sign_in(EXPERT)
    assert post(client, f"/taken/{run.pk}", doe="uitvoeren").status_code in (302, 303)
    work_next()
    run.refresh_from_db()
    assert run.state == "done", run.reason


def test_the_first_waits_and_the_next_come_by_themselves(world: World, sign_in: SignIn) -> None:
    client = sign_in(EXPERT)
    first = night(file(1, row()))
    assert (first.state, first.starter) == ("staged", "system:vlimpers")
    assert "De taak “personeel-2026-11-01.csv” wacht op uw bevestiging" in text_of(client.get("/"))
    assert "Dit is het eerste bestand dat vanzelf komt." in text_of(client.get(LIST))
    assert not EmploymentSlice.objects.filter(employment__employee__number="200001").exists()
    assert "wacht op uw bevestiging" not in text_of(sign_in(HR).get("/"))
    assert sign_in(HR).get(f"/taken/{first.pk}").status_code == 404
    confirmed(world, sign_in, first)
    assert night(file(1, row())) == first, "the same file is no new task"
    second = night(file(2, row(), row(arbeidsrelatie="2", statuut="contractueel")))
    assert (second.state, second.total, second.same) == ("done", 1, 1)
    assert EmploymentSlice.objects.filter(NOW, employment__employee__number="200001").count() == 2
    assert PersonnelLoad.objects.count() == 2
    text = text_of(client.get(LIST))
    assert "personeel-2026-11-02.csv" in text
    assert "Kijk na wat er wijzigt" not in text
    third = night(file(3, row(arbeidsrelatie="2", statuut="contractueel"), row()))
    assert (third.state, third.total, third.same) == ("staged", 0, 2)
    assert PersonnelLoad.objects.count() == 3, "all was known: it is loaded"


def test_what_is_wrong_or_too_much_waits(world: World, sign_in: SignIn) -> None:
    first = night(file(1, row()))
    confirmed(world, sign_in, first)
    wrong = night(file(2, row(vlimpersnummer="200002"), row(arbeidsrelatie="2", entiteit="OVO1")))
    assert (wrong.state, wrong.total, wrong.faulty) == ("staged", 1, 1)
    client = sign_in(EXPERT)
    assert "Er zijn arbeidsrelaties met een fout." in text_of(client.get(LIST))
    task = text_of(client.get(f"/taken/{wrong.pk}"))
    assert "Deze entiteit kennen we niet" in task
    assert "Nu aan zet: wie zo'n taak mag beginnen" in task
    many = night(file(3, *(row(vlimpersnummer=str(200100 + one)) for one in range(FEW + 1))))
    wrong.refresh_from_db()
    assert wrong.state == "stopped", "it gave way to a newer one"
    assert many.state == "staged"
    assert f"Er wijzigen 26 arbeidsrelaties in één keer, meer dan {FEW}." in text_of(
        client.get(LIST)
    )
    confirmed(world, sign_in, many)
    assert PersonnelLoad.objects.order_by("-pk")[0].done == FEW + 1


def test_a_human_fetches_and_confirms_what_lies_there(world: World, sign_in: SignIn) -> None:
    client = sign_in(EXPERT)
    assert "Nu ophalen uit Vlimpers" not in text_of(client.get(LIST))
    with personnel_feed.bound(FakeFiles([file(1, row())])):
        assert "Nu ophalen uit Vlimpers" in text_of(client.get(LIST))
        assert post(client, LIST)["Location"] == f"/taken/{newest().pk}"
    run = newest()
    assert run.starter == f"person:{world.people[EXPERT].pk}"
    confirmed(world, sign_in, run)


def test_a_feed_that_gives_nothing_says_why(world: World, sign_in: SignIn) -> None:
    client = sign_in(EXPERT)
    jobs.fetch(clock.now())
    for feed, sentence in (
        (FakeFiles(), "Er ligt geen bestand klaar."),
        (FakeFiles(fault="Vlimpers is weg."), "Vlimpers is weg."),
        (FakeFiles([IncomingFile("x.csv", b"\x00\x01")]), "bestand"),
        (None, "geen gegevensstroom uit Vlimpers"),
    ):
        with personnel_feed.bound(feed):
            jobs.fetch(clock.now())
            post(client, LIST)
            assert sentence in text_of(client.get(LIST)), sentence
    assert not Run.objects.filter(kind="positions.personnel-file").exists()
    assert sign_in(HR).get(LIST).status_code == 403
