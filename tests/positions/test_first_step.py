"""Step 1 of the onboarding: who gets a position, who doesn't and why, and again: nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions.onboarding import place_people
from sleutelbos.positions.models import Employment, Occupation, Position, UnitSlice
from sleutelbos.positions.queries.onboarding import candidates_of, counts
from sleutelbos.positions.runs_onboarding import FIRST_STEP, about_entity
from sleutelbos.positions.states import Exclusion
from sleutelbos.tools import dates
from sleutelbos.tools.runs import LineOutcome, confirm_run, stage_run
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.slices import put
from tests.access.pages.conftest import SignIn, post, text_of
from tests.world import World
from tests.world_positions import EXPERT, HR, function, make_employment, unit

pytestmark = pytest.mark.requirement("A06")
DAY = timedelta(days=1)


@pytest.fixture
def people(world: World) -> dict[str, Employment]:
    """Somebody of each kind beside the two of the standing world (one holds a position)."""
    full = {"unit": unit(), "function": function()}
    more: dict[str, dict[str, object]] = {
        "active": {**full, "fte": Decimal("0.825"), "statute": "statutair"},
        "mandate": {**full, "relation": 2, "statute": "mandaat"},
        "fallback": {**full, "status": "inactief"},
        "leave": {**full, "status": "verlof"},
        "guest": {**full, "kind": "niet-werknemer"},
        "later": {**full, "first": clock.today() + DAY},
        "bare": {},
    }
    numbers = {"mandate": "300002", "fallback": "300002"}
    with arranging():
        return {
            name: make_employment(world, numbers.get(name, f"30001{place}"), **values)  # type: ignore[arg-type]
            for place, (name, values) in enumerate(more.items())
        }


def run_step(world: World) -> Run:
    by = world.actor(EXPERT)
    about = about_entity(by, world.entity, clock.today())
    return stage_run(by, FIRST_STEP.name, name="Stap 1", about=about, rows=[])


def test_each_exclusion_has_its_count_and_reason(
    world: World, people: dict[str, Employment]
) -> None:
    found = {one.row.employment_id: one for one in candidates_of(world.entity, clock.today())}
    assert counts(found.values()) == dict.fromkeys(Exclusion, 1)
    assert {name for name, one in people.items() if found[one.pk].wanted} == {"active", "mandate"}
    assert found[people["bare"].pk].lacks == (
        "Vlimpers noemt geen eenheid.", "Vlimpers noemt geen functiecode.",
    )  # fmt: skip
    assert found[people["later"].pk].exclusion == Exclusion.LATER
    assert sum(one.held for one in found.values()) == 1


def test_the_run_shows_everybody_and_makes_and_links_at_once(
    world: World, people: dict[str, Employment]
) -> None:
    run = run_step(world)
    assert (run.total, run.same, run.faulty) == (2, 5, 2)
    told = " ".join(run.lines.values_list("label", flat=True))
    for words in (
        "niet nu (Niet-werknemer)", "niet nu (Status verlof)", "niet nu (Nog niet in dienst)",
        "niet nu (Inactieve arbeidsrelatie)", "heeft al een arbeidsplaats", "onvolledig",
        "krijgt een arbeidsplaats",
    ):  # fmt: skip
        assert words in told
    before = Position.objects.count()
    confirm_run(world.actor(EXPERT), run)
    assert work_next()
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 2)
    assert Position.objects.count() == before + 2
    link = Occupation.objects.get(employment=people["active"])
    assert (link.kind, link.share, link.valid.lower) == (
        "titularis", Decimal("0.825"), clock.today(),
    )  # fmt: skip
    place = link.position.slices.get()
    assert (place.fte, place.statute, place.function.code) == (
        Decimal("0.83"), "statutair", "F00001",
    )  # fmt: skip
    assert link.position.state == "approved"
    assert link.position.decisions.get().reason.startswith("Automatisch gemaakt")


def test_running_it_again_changes_nothing(world: World, people: dict[str, Employment]) -> None:
    first, second = run_step(world), run_step(world)
    confirm_run(world.actor(EXPERT), first)
    confirm_run(world.actor(EXPERT), second)
    while work_next():
        pass
    second.refresh_from_db()
    assert (second.done, second.faulty) == (0, 4)
    faults = second.lines.filter(outcome=LineOutcome.FAULT).values_list("faults", flat=True)
    assert ["Dit veranderde sinds het nakijken. Laat de stap opnieuw lopen."] in list(faults)
    assert Occupation.objects.filter(employment=people["active"]).count() == 1
    assert run_step(world).total == 0


def test_a_unit_that_ends_is_told_before(world: World, people: dict[str, Employment]) -> None:
    with arranging():
        put(UnitSlice, {"unit": unit()}, dates.of_days(clock.today() + 9 * DAY), None)
    found = {one.row.employment_id: one for one in candidates_of(world.entity, clock.today())}
    assert found[people["active"].pk].lacks == ("De eenheid eindigt in het personeelsplan.",)


def test_only_the_expert_team_runs_it(world: World, people: dict[str, Employment]) -> None:
    with pytest.raises(Refused):
        place_people(
            world.actor(HR), world.entity, employments=[people["active"]], on=clock.today()
        )


def test_many_people_take_as_many_queries_as_few(
    world: World, people: dict[str, Employment]
) -> None:
    by, today = world.actor(EXPERT), clock.today()
    with CaptureQueriesContext(connection) as few:
        place_people(by, world.entity, employments=[people["active"]], on=today)
    with arranging():
        many = [
            make_employment(world, f"31{n:04}", unit=unit(), function=function()) for n in range(30)
        ]
    with CaptureQueriesContext(connection) as more:
        assert len(place_people(by, world.entity, employments=many, on=today)) == 30
    assert len(more) == len(few)


def test_the_page_tells_the_counts_and_goes_on_to_the_task(
    world: World, people: dict[str, Employment], sign_in: SignIn
) -> None:
    client, page = sign_in(EXPERT), reverse("positions:first-step", args=[world.entity.uid])
    text = text_of(client.get(page))
    assert "Status verlof" in text
    assert "Vlimpers zegt te weinig" in text
    answer = post(client, page)
    assert answer.status_code == 303
    assert "krijgt een arbeidsplaats" in text_of(client.get(answer["Location"]))
    other = world.homes["hr elsewhere"]
    empty = client.get(reverse("positions:first-step", args=[other.uid]))
    assert "Nog geen personeel" in text_of(empty)
    assert sign_in(HR).get(page).status_code == 403
