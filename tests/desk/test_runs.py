"""The pages of a task: look it over, let it run, watch it, stop it (P05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from sleutelbos.access.public import helps, supervises
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.tools.runs import LineOutcome, StagedLine, confirm_run, run_kind, stage_run
from sleutelbos.tools.runs.executor import TRIES, work_next
from sleutelbos.tools.runs.kinds import KINDS, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine, RunProgress
from sleutelbos.tools.tables import SheetRow
from tests.signin.helpers import text_of
from tests.world import World

STARTER = "helpdesk 1700"
KIND, AT_ONCE = "test.desk", "test.desk-at-once"
WORDS = {"bad": LineOutcome.FAULT, "same": LineOutcome.SAME}


def may_start(by: Actor, about: Mapping[str, Any]) -> Decision:
    return helps(by)


def may_see(by: Actor, run: Run) -> Decision:
    return supervises(by)


def stage(by: Actor, about: Mapping[str, Any], rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    for row in rows:
        text = row.values["text"]
        outcome = WORDS.get(text, LineOutcome.TODO)
        faults = ["Dit kan niet."] if text == "bad" else []
        payload = {"text": text, "person": row.values.get("person")}
        yield StagedLine(row.number, payload, outcome, f"Rij {row.number}", faults)


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    if any(line.payload["text"] == "boom" for line in lines):
        raise ValueError("boom")
    late = [line.number for line in lines if line.payload["text"] == "late"]
    return {number: ["Dit kan nu niet meer."] for number in late}


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Two kinds of tasks: in parts of two lines, and all or nothing."""
    for name, at_once in ((KIND, False), (AT_ONCE, True)):
        run_kind(
            name, label=name, stage=stage, apply_chunk=apply_chunk, may_start=may_start,
            may_see=may_see, chunk=2, all_or_nothing=at_once,
        )  # fmt: skip
    yield
    for name in (KIND, AT_ONCE):
        del KINDS[name]


def staged(world: World, *texts: str, kind: str = KIND, **values: object) -> Run:
    rows = [SheetRow(n, {"text": text, **values}) for n, text in enumerate(texts, start=2)]
    return stage_run(world.actor(STARTER), kind, name="Lijst.csv", about={}, rows=rows)


def confirmed(world: World, *texts: str) -> Run:
    return confirm_run(world.actor(STARTER), staged(world, *texts))


def press(client: Client, run: Run, what: str) -> HttpResponse:
    """Press a button of the page, as a browser does."""
    return client.post(f"/taken/{run.pk}", {"sleutel": str(uuid4()), "doe": what})  # type: ignore[return-value]


def page_of(client: Client, run: Run, query: str = "") -> str:
    answer = client.get(f"/taken/{run.pk}{query}")
    assert answer.status_code == 200
    return text_of(answer.content)


def part_done(run: Run) -> None:
    """A worker does one part and is gone."""
    answers = iter([False, True])
    assert work_next(lambda: next(answers))
    run.refresh_from_db()


@pytest.mark.requirement("P05")
def test_from_looking_it_over_to_done(world: World, as_) -> None:
    client: Client = as_(STARTER)
    run = staged(world, "a", "same", "b", "bad", "late")
    text = page_of(client, run)
    for words in (
        "Lijst.csv",
        "Klaar om te controleren",
        "Nu aan zet: wie de taak begon",
        "Te doen",
        "Ongewijzigd",
        "Rij 3",
        "Dit kan niet.",
        "Uitvoeren",
        "Weggooien",
    ):
        assert words in text
    assert press(client, run, "uitvoeren")["Location"] == f"/taken/{run.pk}"
    text = page_of(client, run)
    assert "De taak wacht op haar beurt. U mag deze pagina verlaten." in text
    assert "0 / 3" in text
    assert "Vernieuw" in text
    assert "Uitvoeren" not in text
    assert work_next()
    text = page_of(client, run)
    for words in ("Klaar", "2 regels zijn uitgevoerd.", "Dit kan nu niet meer.", "bevestigde"):
        assert words in text
    assert "Stoppen" not in text
    sheet = client.get(f"/taken/{run.pk}?uitkomst=fault&als=csv")
    lines = b"".join(sheet).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert lines == ["Regel;Wat;Uitkomst;Fouten", "5;Rij 5;Fout;Dit kan niet.",
                     "6;Rij 6;Fout;Dit kan nu niet meer."]  # fmt: skip


@pytest.mark.requirement("P05")
def test_watched_after_a_worker_was_lost_and_another_goes_on(world: World, as_) -> None:
    client: Client = as_(STARTER)
    run = confirmed(world, *"abcde")
    part_done(run)
    now = clock.real_now()
    started = now - timedelta(minutes=8)
    RunProgress.objects.update(started=started, changed=now)
    text = page_of(client, run)
    assert "Bezig" in text
    assert "2 / 5" in text
    assert "Nog ongeveer 12 minuten." in text
    assert "Stoppen" in text
    html = client.get(f"/taken/{run.pk}").content.decode()
    assert f'hx-get="/taken/{run.pk}?deel=voortgang"' in html
    piece = client.get(f"/taken/{run.pk}?deel=voortgang").content.decode()
    assert piece.lstrip().startswith("<section")
    assert "csrfmiddlewaretoken" in piece
    assert work_next()
    piece = client.get(f"/taken/{run.pk}?deel=voortgang").content.decode()
    assert "5 regels zijn uitgevoerd." in piece
    assert "Bekijk het resultaat" in piece
    assert "hx-get" not in piece


@pytest.mark.requirement("P05")
def test_stopped_while_it_runs(world: World, as_) -> None:
    client: Client = as_(STARTER)
    run = confirmed(world, *"abcde")
    part_done(run)
    assert press(client, run, "stoppen").status_code == 303
    text = page_of(client, run)
    assert "De taak stopt zodra het deel dat bezig is, af is." in text
    assert "Stoppen" not in text
    assert work_next()
    assert "De taak is gestopt: 2 uitgevoerd, 3 niet." in page_of(client, run)
    entry = AuditEntry.objects.get(action="tools.runs.request-stop")
    assert entry.actor == world.actor(STARTER).ref


@pytest.mark.requirement("P05")
def test_stopped_before_its_turn_and_thrown_away(world: World, as_) -> None:
    client: Client = as_(STARTER)
    waiting, thrown = confirmed(world, "a"), staged(world, "a")
    press(client, waiting, "stoppen")
    assert press(client, thrown, "weggooien")["Location"] == "/taken"
    for run in (waiting, thrown):
        assert "De taak is gestopt. Er is niets uitgevoerd." in page_of(client, run)
    assert not work_next()


def test_a_task_that_failed_says_what_was_done(world: World, as_) -> None:
    run = confirmed(world, "a", "b", "boom")
    for _time in range(TRIES):
        work_next()
        RunProgress.objects.update(lease=clock.real_now() - timedelta(seconds=1))
    text = page_of(as_(STARTER), run)
    assert "De taak is mislukt: 2 uitgevoerd, 1 niet." in text
    assert "Er liep iets fout in het systeem. De helpdesk weet het." in text


@pytest.mark.requirement("P05")
def test_all_or_nothing_is_not_confirmed_with_a_fault_in_it(world: World, as_) -> None:
    client: Client = as_(STARTER)
    run = staged(world, "a", "bad", kind=AT_ONCE)
    text = page_of(client, run)
    assert "Er staan nog fouten in. Verbeter het bestand en kies het opnieuw." in text
    assert "Uitvoeren" not in text
    assert "Fouten downloaden (CSV)" in text
    press(client, run, "uitvoeren")
    run.refresh_from_db()
    assert run.state == "staged"
    assert not work_next()


def test_a_stranger_finds_nothing(world: World, as_) -> None:
    run = staged(world, "a")
    stranger: Client = as_("lokale beheerder")
    for query in ("", "?deel=voortgang", "?als=csv"):
        assert stranger.get(f"/taken/{run.pk}{query}").status_code == 404
    assert press(stranger, run, "uitvoeren").status_code == 404
    assert press(stranger, run, "weggooien").status_code == 404
    assert stranger.get("/taken/999999").status_code == 404
    assert Client().get(f"/taken/{run.pk}").status_code == 302
    run.refresh_from_db()
    assert run.state == "staged"


def test_who_may_only_watch_has_no_buttons(world: World, as_) -> None:
    run = staged(world, *"abc")
    watcher: Client = as_("auditor")
    text = page_of(watcher, run)
    assert "Rij 2" in text
    assert "Uitvoeren" not in text
    assert "Weggooien" not in text
    for what in ("uitvoeren", "weggooien"):
        assert press(watcher, run, what).status_code == 403
    confirm_run(world.actor(STARTER), run)
    part_done(run)
    assert "Stoppen" not in page_of(watcher, run)


def test_the_list_shows_own_tasks_newest_first(world: World, as_) -> None:
    client: Client = as_(STARTER)
    assert "Nog geen taken" in text_of(client.get("/taken").content)
    first, second = staged(world, "a"), staged(world, "a")
    html = client.get("/taken").content.decode()
    assert html.index(f"/taken/{second.pk}") < html.index(f"/taken/{first.pk}")
    assert "Nog geen taken" in text_of(as_("edison helpdesk").get("/taken").content)


@pytest.mark.requirement("P08")
def test_whose_names_were_seen_is_kept(world: World, as_) -> None:
    shown = world.people["right role"].pk
    run = staged(world, "a", person=shown)
    page_of(as_(STARTER), run)
    view = AuditView.objects.get(page="desk:run")
    assert set(view.persons) == {shown, world.people[STARTER].pk}


def test_lines_are_on_several_pages(world: World, as_) -> None:
    client: Client = as_(STARTER)
    run = staged(world, *["a"] * 60)
    assert "Blad 1 van 2" in page_of(client, run)
    assert "Rij 61" in page_of(client, run, "?blad=2")
