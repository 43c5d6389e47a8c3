"""An example of each action of Arbeidsplaatsbeheer, on rows of the standing world."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions.actions.catalogues import FunctionLine
from sleutelbos.positions.actions.deciding import Ground
from sleutelbos.positions.actions.onboarding_files import hand_in_file
from sleutelbos.positions.actions.onboarding_making import link_people
from sleutelbos.positions.actions.personnel import EmploymentLine
from sleutelbos.positions.actions.units import UnitFacts
from sleutelbos.positions.models import LineQuestion, Milestone, Onboarding, SavedView
from sleutelbos.positions.queries import step_files
from sleutelbos.positions.rules.occupation import LinkTerms
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.tables import SheetRow
from tests.examples import Arguments
from tests.positions.world_onboarding import blue, green, onboarding_at
from tests.positions.world_playground import make_seat, make_session, session_facts
from tests.positions.world_rollout import enlisted, make_phase, make_slot
from tests.world import World
from tests.world_positions import (
    BEGIN,
    EXPERT,
    FREE,
    FROZEN,
    HELD,
    HR,
    PROPOSED,
    employment,
    facts,
    function,
    grade,
    make_employment,
    position,
    unit,
)

NEXT_YEAR = date(clock.today().year + 1, 1, 1)


def ground(on: date | None = None, reason: str = "Beslist door de directieraad") -> Ground:
    return Ground(on or clock.today(), reason, "DR-2026-14")


def terms(**more: object) -> LinkTerms:
    values = {"kind": "titularis", "share": Decimal(1), "first": BEGIN, **more}
    return LinkTerms(**values)  # type: ignore[arg-type]


def line(number: str = "100009", **more: object) -> EmploymentLine:
    told = {
        "organisation": unit().organisation_id, "unit": None, "company": "810", "status": "actief",
        "kind": "werknemer", "statute": "statutair", "function": None, "grade": grade().pk,
        "fte": Decimal("0.8"), **more,
    }  # fmt: skip
    return EmploymentLine(number, 1, "Nieuwe", "Collega", None, [(DateRange(BEGIN, None), told)])


def example_load_grades(world: World) -> Arguments:
    return (), {}


def example_write_functions(world: World) -> Arguments:
    return ([FunctionLine("F00009", "Jurist")],), {}


def example_add_unit(world: World) -> Arguments:
    told = {"code": "ZUID", "first": BEGIN, "facts": UnitFacts("Team Zuid", unit("BOS"))}
    return (world.entity,), told


def example_change_unit(world: World) -> Arguments:
    return (unit(),), {"first": NEXT_YEAR, "facts": UnitFacts("Team Noord en Oost", unit("BOS"))}


def example_end_unit(world: World) -> Arguments:
    return (unit("STAF"),), {"last": clock.today()}


def example_create_positions(world: World) -> Arguments:
    return (world.entity,), {"first": NEXT_YEAR, "facts": facts(), "count": 2}


def example_change_position(world: World) -> Arguments:
    return (position(FREE),), {"first": NEXT_YEAR, "facts": facts(function=function("F00002"))}


def example_approve_position(world: World) -> Arguments:
    return (position(PROPOSED),), {"ground": ground()}


def example_freeze_position(world: World) -> Arguments:
    return (position(FREE),), {"ground": ground()}


def example_thaw_position(world: World) -> Arguments:
    return (position(FROZEN),), {"ground": ground()}


def example_close_position(world: World) -> Arguments:
    return (position(FREE),), {"ground": ground(NEXT_YEAR)}


def example_link_position(world: World) -> Arguments:
    return (position(FREE), employment()), {"terms": terms()}


def example_end_link(world: World) -> Arguments:
    return (position(HELD), employment("100001")), {"last": clock.today()}


def example_write_personnel(world: World) -> Arguments:
    return ([line()],), {}


def example_place_people(world: World) -> Arguments:
    with arranging():
        who = make_employment(world, "100020", unit=unit(), function=function())
    return (world.entity,), {"employments": [who], "on": clock.today()}


def example_finish_load(world: World) -> Arguments:
    with arranging():
        run = Run.objects.create(
            kind="positions.personnel-file", starter="system:test", name="personeel.xlsx",
            chunk=500, created=clock.now(),
        )  # fmt: skip
    return (run,), {"done": 1, "faulty": 0}


def example_begin_onboarding(world: World) -> Arguments:
    return (world.entity,), {}


def example_finish_placing(world: World) -> Arguments:
    return (onboarding_at(world, "placing"),), {}


def example_check_lines(world: World) -> Arguments:
    onboarding = onboarding_at(world, "checking")
    return (onboarding,), {"lines": [blue(onboarding)]}


def example_correct_line(world: World) -> Arguments:
    line = blue(onboarding_at(world, "checking"))
    return (line,), {"first": NEXT_YEAR, "facts": facts(function=function("F00002"))}


def example_finish_checking(world: World) -> Arguments:
    onboarding = onboarding_at(world, "asking")
    with arranging():
        onboarding.state = "checking"
        onboarding.save(update_fields=["state"])
    return (onboarding,), {}


def example_take_back_report(world: World) -> Arguments:
    return (onboarding_at(world, "checking"),), {}


def example_ask_position(world: World) -> Arguments:
    line = green(onboarding_at(world, "asking"))
    return (line,), {"first": NEXT_YEAR, "facts": facts()}


def example_leave_lines(world: World) -> Arguments:
    onboarding = onboarding_at(world, "asking")
    return (onboarding,), {"lines": [green(onboarding, "niet-werknemer")], "note": "Buiten PEP"}


def example_check_again(world: World) -> Arguments:
    return (onboarding_at(world, "asking"),), {}


def example_hand_in_requests(world: World) -> Arguments:
    onboarding = onboarding_at(world, "making")
    with arranging():
        onboarding.state = "asking"
        onboarding.save(update_fields=["state"])
    return (onboarding,), {}


def example_ask_again(world: World) -> Arguments:
    return (onboarding_at(world, "making"),), {}


def example_make_positions(world: World) -> Arguments:
    return (onboarding_at(world, "making"),), {}


def example_take_back_positions(world: World) -> Arguments:
    return (onboarding_at(world, "assigning"),), {}


def example_withdraw_position(world: World) -> Arguments:
    return (position(FREE),), {}


def example_assign_line(world: World) -> Arguments:
    line = green(onboarding_at(world, "assigning"))
    return (line,), {"holder": line.employment}


def example_hand_in_holders(world: World) -> Arguments:
    onboarding = onboarding_at(world, "linking")
    with arranging():
        onboarding.state = "assigning"
        onboarding.save(update_fields=["state"])
    return (onboarding,), {}


def example_assign_again(world: World) -> Arguments:
    return (onboarding_at(world, "linking"),), {}


def example_link_people(world: World) -> Arguments:
    return (onboarding_at(world, "linking"),), {}


def example_take_back_links(world: World) -> Arguments:
    onboarding = onboarding_at(world, "linking")
    return (link_people(world.actor(EXPERT), onboarding),), {}


def example_ask_question(world: World) -> Arguments:
    return (green(onboarding_at(world, "asking")),), {"text": "Is dit een terugvalpositie?"}


def example_answer_question(world: World) -> Arguments:
    line = green(onboarding_at(world, "asking"))
    with arranging():
        question = LineQuestion.objects.create(
            line=line, text="Mag dit?", asked_at=clock.now(), asked_by=world.people[HR]
        )
    return (question,), {"text": "Ja"}


def template_rows(world: World) -> tuple[Onboarding, list[SheetRow]]:
    """The template of step 3 as it went out, with nothing filled in."""
    onboarding = onboarding_at(world, "asking")
    names = dict.fromkeys(column.name for column in step_files.ASKING)
    rows = [
        SheetRow(number, {**names, "key": step_files.key_of(line, "asking")})
        for number, line in enumerate(step_files.lines_of(onboarding, "asking"), start=2)
    ]
    return onboarding, rows


def example_hand_in_file(world: World) -> Arguments:
    onboarding, rows = template_rows(world)
    return (onboarding,), {"name": "sjabloon.xlsx", "rows": rows}


def example_take_over_file(world: World) -> Arguments:
    onboarding, rows = template_rows(world)
    return (hand_in_file(world.actor(HR), onboarding, name="sjabloon.xlsx", rows=rows),), {}


def example_save_view(world: World) -> Arguments:
    told = {"report": "bezetting", "name": "Per graad", "query": "per=graad"}
    return (world.entity,), told


def example_drop_view(world: World) -> Arguments:
    with arranging():
        view = SavedView.objects.create(
            person=world.people[HR], organisation=world.entity, report="radar", name="Los",
            made_at=clock.now(),
        )  # fmt: skip
    return (view,), {}


def example_plan_phase(world: World) -> Arguments:
    return (), {"name": "Voorjaar", "first": clock.today(), "last": NEXT_YEAR}


def example_change_phase(world: World) -> Arguments:
    phase = make_phase()
    return (phase,), {"name": "Najaar", "first": phase.first, "last": phase.last}


def example_remove_phase(world: World) -> Arguments:
    return (make_phase(),), {}


def example_change_slot(world: World) -> Arguments:
    slot = make_slot()
    return (slot,), {"first": slot.first, "last": slot.last, "capacity": 4}


def example_remove_slot(world: World) -> Arguments:
    return (make_slot(),), {}


def example_open_slot(world: World) -> Arguments:
    slot = make_slot()
    return (slot.phase,), {"first": slot.first, "last": slot.last, "capacity": 2}


def example_enlist_entity(world: World) -> Arguments:
    return (world.entity,), {"duty": "moet"}


def example_choose_slot(world: World) -> Arguments:
    return (enlisted(world), make_slot()), {}


def example_note_talk(world: World) -> Arguments:
    told = {"on": clock.today(), "people": "HR", "agreements": "Eerst de functies."}
    return (enlisted(world),), told


def example_write_chapter(world: World) -> Arguments:
    return (), {"chapter": "doel", "text": "Alles op één plaats."}


def example_set_milestone(world: World) -> Arguments:
    return (), {"on": NEXT_YEAR, "text": "De eerste entiteit sluit aan."}


def example_remove_milestone(world: World) -> Arguments:
    with arranging():
        milestone = Milestone.objects.create(on=NEXT_YEAR, text="De eerste entiteit sluit aan.")
    return (milestone,), {}


def example_plan_playground(world: World) -> Arguments:
    return (), {"facts": session_facts(world)}


def example_change_playground(world: World) -> Arguments:
    return (make_session(world),), {"facts": session_facts(world, places=20)}


def example_cancel_playground(world: World) -> Arguments:
    return (make_session(world),), {"reason": "De expert is ziek."}


def example_join_playground(world: World) -> Arguments:
    return (make_session(world), world.entity), {"waits": False}


def example_leave_playground(world: World) -> Arguments:
    return (make_seat(make_session(world), world, HR),), {}


def example_remind_playground(world: World) -> Arguments:
    return (make_session(world),), {}


def example_enter_playground(world: World) -> Arguments:
    return (make_seat(make_session(world), world, HR).session,), {}
