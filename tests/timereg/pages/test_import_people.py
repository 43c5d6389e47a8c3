"""A file of participants of a session: every fault by row and column, nobody, then all of them."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.register.public import Person
from sleutelbos.timereg import import_people
from sleutelbos.timereg.actions.imports_people import import_participants
from sleutelbos.timereg.actions.planning import plan_session
from sleutelbos.timereg.actions.seats import seat_persons
from sleutelbos.timereg.models import ScanCode, Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.runs_people import PARTICIPANTS_FILE, about_participants, may_see
from sleutelbos.timereg.states import Seating
from sleutelbos.tools.runs import confirm_run, stage_run
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import Run
from tests.access.pages.conftest import number_of, post, text_of
from tests.timereg import examples
from tests.timereg.pages.conftest import SignIn
from tests.world import World
from tests.world_timereg import PARTNER, PROMOTER, TRAINER, plan, training

pytestmark = pytest.mark.requirement("T04")
HEADINGS = list(import_people.HEADINGS.values())
NEW = identifiers.insz(date(1991, 2, 3), 7)
MEMBER = "member without right"


def row_of(insz: str, **more: str) -> dict[str, str]:
    return {
        "rijksregisternummer": insz, "voornaam": "Nieuwe", "familienaam": "Cursist",
        "e-mailadres": "cursist@example.be", **more,
    }  # fmt: skip


def sheet(*rows: dict[str, str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, HEADINGS, delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


@pytest.fixture
def session(world: World) -> Session:
    """Without participants, eight days from now."""
    day = clock.today() + timedelta(days=8)
    trainers = [world.people[TRAINER]]
    return plan_session(
        world.actor(PROMOTER), training(), world.company, plan=plan(day), trainers=trainers
    )


def staged(world: World, session: Session, *rows: dict[str, str]) -> Run:
    by = world.actor(PROMOTER)
    result = import_people.read(sheet(*rows), "deelnemers.csv")
    assert result.rows, result.faults
    about = about_participants(by, session)
    return stage_run(by, PARTICIPANTS_FILE.name, name="x.csv", about=about, rows=result.rows)


def faults(run: Run) -> dict[int, list[str]]:
    return {one.number: one.faults for one in run.lines.filter(outcome="fault").order_by("number")}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"rijksregisternummer": ""}, "rijksregisternummer: Vul deze cel in."),
        ({"rijksregisternummer": NEW[:-2] + "00"}, "rijksregisternummer: Het controlegetal klopt"),
        ({"rijksregisternummer": "mijn nummer"}, "rijksregisternummer: "),
        ({"familienaam": ""}, "familienaam: Niemand kent dit nummer al. Vul de familienaam in."),
        ({"e-mailadres": "cursist@"}, "e-mailadres: Dit is geen e-mailadres."),
        ({"familienaam": "=1+1"}, "familienaam: In deze cel staat een formule."),
        ({"rijksregisternummer": identifiers.insz(date(1990, 1, 2), 9)},
         "rijksregisternummer: Deze persoon staat al hoger in het bestand."),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_column(
    world: World, session: Session, change: dict[str, str], fault: str
) -> None:
    good = row_of(identifiers.insz(date(1990, 1, 2), 9))
    run = staged(world, session, good, row_of(NEW, **change))
    found = faults(run)
    assert list(found) == [3], found
    assert found[3][0].startswith(fault)
    with pytest.raises(Invalid, match="Er staan nog fouten in"):
        confirm_run(world.actor(PROMOTER), run)
    assert not session.seats.filter(part=Seating.PARTICIPANT).exists()


def test_who_sits_elsewhere_or_gives_the_session_is_named(world: World, session: Session) -> None:
    person = world.people[MEMBER]
    plan_session(
        world.actor(PROMOTER), training(), world.company, plan=plan(session.day),
        participants=[person],
    )  # fmt: skip
    run = staged(
        world, session, row_of(number_of(person)), row_of(number_of(world.people[TRAINER]))
    )
    found = faults(run)
    assert f"{person.name} zit op" in found[2][0]
    assert "kan niet tegelijk opleider en deelnemer zijn." in found[3][0]


def test_known_and_new_go_in_and_the_same_again_changes_nothing(
    world: World, session: Session
) -> None:
    known = world.people[MEMBER]
    rows = [row_of(number_of(known), voornaam="", familienaam=""), row_of(NEW)]
    run = staged(world, session, *rows)
    assert (run.total, run.faulty) == (2, 0)
    labels = list(run.lines.order_by("number").values_list("label", flat=True))
    assert labels == [known.name, "Nieuwe Cursist (nieuw)"]
    assert not session.seats.filter(part=Seating.PARTICIPANT).exists()
    confirm_run(world.actor(PROMOTER), run)
    assert work_next()
    run.refresh_from_db()
    assert run.state == "done", run.reason
    seated = {seat.person for seat in session.seats.filter(part=Seating.PARTICIPANT)}
    added = Person.objects.get(email="cursist@example.be")
    assert seated == {known, added}
    assert ScanCode.objects.filter(person=added, organisation=world.company).exists()
    again = staged(world, session, *rows)
    assert (again.total, again.same, again.faulty) == (0, 2, 0)


def test_what_changed_since_the_dry_run_stops_all_of_it(world: World, session: Session) -> None:
    person = world.people[MEMBER]
    run = staged(world, session, row_of(NEW), row_of(number_of(person)))
    confirm_run(world.actor(PROMOTER), run)
    other = plan_session(world.actor(PROMOTER), training(), world.company, plan=plan(session.day))
    seat_persons(world.actor(PROMOTER), other, part=Seating.PARTICIPANT, persons=[person])
    work_next()
    run.refresh_from_db()
    assert run.state == "failed"
    assert "Regel 3:" in run.reason
    assert not session.seats.filter(part=Seating.PARTICIPANT).exists()
    assert not Person.objects.filter(email="cursist@example.be").exists()


def test_pages_from_example_to_task(world: World, sign_in: SignIn, session: Session) -> None:
    client, url = sign_in(PROMOTER), looks.url_of(session, "import-participants")
    assert url in client.get(looks.url_of(session, "seat")).content.decode()
    assert "rijksregisternummer" in text_of(client.get(url))
    for kind in ("csv", "xlsx"):
        answer = client.get(url, {"voorbeeld": kind})
        result = import_people.read(answer.content, f"deelnemers.{kind}")
        assert (len(result.rows), result.faults) == (1, ()), kind
    file = SimpleUploadedFile("deelnemers.csv", sheet(row_of(NEW)))
    answer = post(client, url, file=file)
    assert answer.status_code == 303, text_of(answer)
    page = client.get(answer["Location"])
    assert "Nieuwe Cursist (nieuw)" in text_of(page)
    assert NEW not in page.content.decode()
    bad = post(client, url, file=SimpleUploadedFile("x.csv", b"a;b\n1;2\n"))
    assert "Deze kolom kennen we niet" in text_of(bad)


def test_only_for_one_s_own_session_while_it_is_open(
    world: World, sign_in: SignIn, session: Session
) -> None:
    url = looks.url_of(session, "import-participants")
    assert sign_in(TRAINER).get(url).status_code == 403
    assert sign_in(PARTNER).get(url).status_code == 404
    (one,), lines = examples.example_import_participants(world)
    with pytest.raises(Refused):
        import_participants(world.actor(PARTNER), one, **lines)
    with pytest.raises(Invalid, match="geen regels"):
        import_participants(world.actor(PROMOTER), one, lines=[])
    run = staged(world, session, row_of(NEW))
    assert may_see(world.actor(PROMOTER), run)
    assert not may_see(world.actor(PARTNER), run)
    handed_in = examples.submitted(world)
    gone = looks.url_of(handed_in, "import-participants")
    assert sign_in(PROMOTER).get(gone).status_code == 404
