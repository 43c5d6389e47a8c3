"""The six steps of an entity: turn by turn, nothing out of order, and back while nobody built on
it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Action, Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import Outbox
from sleutelbos.positions.actions import onboarding_flow as flow
from sleutelbos.positions.actions.occupation import end_link
from sleutelbos.positions.actions.onboarding_lines import (
    ask_position,
    assign_line,
    check_lines,
    correct_line,
    leave_lines,
)
from sleutelbos.positions.actions.onboarding_making import (
    link_people,
    make_positions,
    planned_links,
    planned_positions,
    take_back_links,
    take_back_positions,
    withdraw_position,
)
from sleutelbos.positions.models import EmploymentSlice, Occupation, Onboarding, Position, UnitSlice
from sleutelbos.positions.queries.linking import suggestions, terms_for
from sleutelbos.positions.queries.onboarding_lines import progress_of
from sleutelbos.positions.states_onboarding import STEPS
from sleutelbos.tools import dates
from sleutelbos.tools.slices import NOW, put, standing
from tests.positions.world_onboarding import GUEST, blue, green, onboarding_at
from tests.world import World
from tests.world_positions import (
    BEGIN,
    EXPERT,
    FREE,
    HELD,
    HR,
    HR_ELSEWHERE,
    facts,
    function,
    make_employment,
    position,
    unit,
)

ENDS: dict[str, tuple[Action[[Onboarding], Onboarding], str]] = {
    "placing": (flow.finish_placing, EXPERT),
    "checking": (flow.finish_checking, HR),
    "asking": (flow.hand_in_requests, HR),
    "making": (make_positions, EXPERT),
    "assigning": (flow.hand_in_holders, HR),
    "linking": (link_people, EXPERT),
}


@pytest.mark.requirement("A23")
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_of_one_side_and_none_comes_too_early(world: World, step: str) -> None:
    onboarding = onboarding_at(world, step)
    for name, (action, whose) in ENDS.items():
        other = HR if whose == EXPERT else EXPERT
        assert not action.check(world.actor(other), onboarding)
        assert not action.check(world.actor(HR_ELSEWHERE), onboarding)
        assert bool(action.check(world.actor(whose), onboarding)) == (name == step), name
    wrong = next(action for name, (action, who) in ENDS.items() if name != step and who == HR)
    with pytest.raises(WrongState):
        wrong(world.actor(HR), onboarding)


@pytest.mark.requirement("A06")
@pytest.mark.requirement("A08")
def test_the_report_has_a_blue_and_a_green_line_of_one_person(world: World) -> None:
    onboarding = onboarding_at(world, "placing")
    with arranging():
        make_employment(world, "100001", relation=2, status="inactief")
        make_employment(world, GUEST, kind="niet-werknemer")
        extra = make_employment(world, "200013", unit=unit(), function=function())
    expert = world.actor(EXPERT)
    with pytest.raises(Invalid, match="die nog een arbeidsplaats krijgen: 1"):
        flow.finish_placing(expert, onboarding)
    with arranging():
        put(EmploymentSlice, {"employment": extra}, dates.of_days(BEGIN), None)
    flow.finish_placing(expert, onboarding)
    told = {
        (line.employment.employee.number, line.colour, line.reason)
        for line in onboarding.lines.select_related("employment__employee")
    }
    assert told == {
        ("100001", "blauw", ""), ("100001", "groen", "inactief"),
        (GUEST, "groen", "niet-werknemer"), ("100002", "groen", "onvolledig"),
    }  # fmt: skip
    assert blue(onboarding).position == position(HELD)
    assert (onboarding.state, onboarding.since > onboarding.begun_at) == ("checking", True)


@pytest.mark.requirement("A05")
def test_only_who_uses_vlimpers_begins_and_only_once(world: World) -> None:
    expert = world.actor(EXPERT)
    with pytest.raises(Invalid, match="Alleen wie Vlimpers gebruikt"):
        flow.begin_onboarding(expert, world.homes[HR_ELSEWHERE])
    assert flow.begin_onboarding(expert, world.entity).state == "placing"
    with pytest.raises(Invalid, match="al begonnen"):
        flow.begin_onboarding(expert, world.entity)


@pytest.mark.requirement("A07")
def test_blue_lines_are_checked_or_corrected_before_the_next_step(world: World) -> None:
    onboarding, hr = onboarding_at(world, "checking"), world.actor(HR)
    with pytest.raises(Invalid, match="Nog te doen: 1"):
        flow.finish_checking(hr, onboarding)
    with pytest.raises(Invalid, match="nog na te kijken"):
        check_lines(hr, onboarding, lines=[green(onboarding)])
    line = blue(onboarding)
    correct_line(hr, line, first=clock.today(), facts=facts(function=function("F00002")))
    row = standing(position(HELD).slices.all(), clock.today()).get()
    assert row.function.code == "F00002"
    with pytest.raises(Invalid, match="nog na te kijken"):
        check_lines(hr, onboarding, lines=[blue(onboarding)])
    assert flow.finish_checking(hr, onboarding).state == "asking"


@pytest.mark.requirement("A08")
def test_each_green_line_is_asked_or_not_needed(world: World) -> None:
    onboarding, hr = onboarding_at(world, "asking"), world.actor(HR)
    guest = green(onboarding, "niet-werknemer")
    with pytest.raises(Invalid, match="buiten het PEP") as wrong:
        ask_position(hr, guest, first=clock.today(), facts=facts())
    assert list(wrong.value.problems) == ["outside"]
    with pytest.raises(Invalid, match="heeft al een arbeidsplaats"):
        ask_position(hr, blue(onboarding), first=clock.today(), facts=facts())
    with pytest.raises(Invalid, match="bestaat niet in heel die periode"):
        ask_position(hr, green(onboarding), first=clock.today(), facts=facts(unit=unit("ELD")))
    with pytest.raises(Invalid, match="Zeg waarom"):
        leave_lines(hr, onboarding, lines=[guest], note=" ")
    with pytest.raises(Invalid, match="Kies groene lijnen"):
        leave_lines(hr, onboarding, lines=[blue(onboarding)], note="Nee")
    outside = facts(in_plan=False, outside_reason="Commissielid")
    ask_position(hr, guest, first=clock.today(), facts=outside)
    leave_lines(hr, onboarding, lines=[guest], note="Toch niet")
    ask_position(hr, green(onboarding), first=clock.today(), facts=facts())
    with pytest.raises(Invalid, match="Nog te doen: 1"):
        flow.hand_in_requests(hr, onboarding)
    leave_lines(hr, onboarding, lines=[green(onboarding, "verlof")], note="Komt niet terug")
    assert flow.hand_in_requests(hr, onboarding).state == "making"
    progress = progress_of(onboarding)
    assert (progress.green, progress.wanted, progress.undecided) == (3, 1, 0)


@pytest.mark.requirement("A09")
def test_what_was_asked_is_made_all_or_nothing(world: World) -> None:
    onboarding, expert = onboarding_at(world, "making"), world.actor(EXPERT)
    before = Position.objects.count()
    assert [one.faults for one in planned_positions(onboarding)] == [(), ()]
    line = green(onboarding, "verlof")
    with arranging():
        line.request.unit = unit("STAF")
        line.request.save()
        put(UnitSlice, {"unit": unit("STAF")}, dates.of_days(clock.today()), None)
    assert planned_positions(onboarding)[1].faults
    with pytest.raises(Invalid, match="Lijnen waarop iets niet past: 1"):
        make_positions(expert, onboarding)
    assert Position.objects.count() == before
    with arranging():
        line.request.unit = unit()
        line.request.save()
    make_positions(expert, onboarding)
    made = green(onboarding).position
    assert Position.objects.count() == before + 2
    assert made is not None
    assert made.state == "approved"
    assert made.slices.get().valid.lower == clock.today()


@pytest.mark.requirement("A10")
def test_suggestions_come_with_a_score_and_a_human_decides(world: World) -> None:
    onboarding, hr = onboarding_at(world, "assigning"), world.actor(HR)
    line = green(onboarding, "verlof")
    found = suggestions(line)
    assert found[0].employment == line.employment
    assert found[0].score == 100
    assert "voor wie ze gevraagd werd" in found[0].grounds
    holder = blue(onboarding).employment
    assert holder not in [one.employment for one in found]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    with pytest.raises(Invalid, match="Nog te doen: 2"):
        flow.hand_in_holders(hr, onboarding)
    with arranging():
        home = world.homes[HR_ELSEWHERE]
        stranger = make_employment(world, "200020", home=home)
    with pytest.raises(Invalid, match="niet van deze entiteit"):
        assign_line(hr, line, holder=stranger)
    with pytest.raises(Invalid, match="Het contract telt"):
        assign_line(hr, line, holder=holder)
    assign_line(hr, line, holder=line.employment)
    with pytest.raises(Invalid, match="staat al bij arbeidsplaats"):
        assign_line(hr, green(onboarding), holder=line.employment)
    assign_line(hr, green(onboarding), holder=None)
    check_lines(hr, onboarding, lines=[line, green(onboarding)])
    assert flow.hand_in_holders(hr, onboarding).state == "linking"


@pytest.mark.requirement("A11")
@pytest.mark.requirement("A23")
def test_linking_is_all_or_nothing_and_ends_the_onboarding(world: World) -> None:
    onboarding, expert = onboarding_at(world, "linking"), world.actor(EXPERT)
    line = green(onboarding, "verlof")
    assert line.position is not None
    with arranging():
        line.position.state = "frozen"
        line.position.save()
    with pytest.raises(Refused):
        link_people(expert, onboarding)
    assert not Occupation.objects.filter(employment=line.employment).exists()
    onboarding.refresh_from_db()
    assert onboarding.state == "linking"
    with arranging():
        line.position.state = "approved"
        line.position.save()
    assert [one.faults for one in planned_links(onboarding)] == [(), ()]
    link_people(expert, onboarding)
    assert onboarding.state == "joined"
    fallback = Occupation.objects.get(employment=green(onboarding).employment)
    assert (fallback.kind, fallback.share) == ("terugvalpositie", Decimal(0))
    assert Occupation.objects.get(employment=line.employment).kind == "titularis"


@pytest.mark.requirement("A23")
def test_steps_are_taken_back_while_nobody_built_on_them(world: World) -> None:
    hr, expert = world.actor(HR), world.actor(EXPERT)
    onboarding = onboarding_at(world, "linking")
    assert flow.assign_again(hr, onboarding).state == "assigning"
    refusal = take_back_positions.check(expert, onboarding)
    assert (
        str(refusal.reason) == "De entiteit gebruikt deze arbeidsplaatsen al. Deze stap ligt vast."
    )
    with arranging():
        onboarding.lines.exclude(colour="blauw").update(
            checked_at=None, assigned=False, holder=None
        )
    made = green(onboarding).position
    assert take_back_positions(expert, onboarding).state == "making"
    assert made is not None
    made.refresh_from_db()
    assert made.state == "closed"
    assert not standing(made.slices.all()).exists()
    assert green(onboarding).request is not None
    assert flow.ask_again(hr, onboarding).state == "asking"
    assert "Stap 3 is begonnen" in str(flow.check_again.check(hr, onboarding).reason)
    with arranging():
        onboarding.lines.update(choice="", note="")
    assert flow.check_again(hr, onboarding).state == "checking"
    assert "al aan het nakijken" in str(flow.take_back_report.check(expert, onboarding).reason)
    with arranging():
        onboarding.lines.update(checked_at=None)
    assert flow.take_back_report(expert, onboarding).state == "placing"
    assert not onboarding.lines.exists()


@pytest.mark.requirement("A11")
def test_the_last_step_is_taken_back_while_nobody_built_on_it(world: World) -> None:
    expert, onboarding = world.actor(EXPERT), onboarding_at(world, "linking")
    link_people(expert, onboarding)
    line = green(onboarding)
    held = Occupation.objects.filter(NOW, position=line.position, employment=line.holder)
    assert held.exists()
    assert not take_back_links.check(world.actor(HR), onboarding)
    assert take_back_links(expert, onboarding).state == "linking"
    assert not held.exists()
    assert green(onboarding).holder == line.holder, "who was assigned stays so"
    assert planned_links(onboarding)
    link_people(expert, onboarding)
    assert held.exists()
    assert line.position is not None
    assert line.holder is not None
    until = clock.today() + timedelta(days=20)
    end_link(world.actor(HR), line.position, line.holder, last=until)
    refusal = take_back_links.check(expert, onboarding)
    assert str(refusal.reason) == "In het plan is al verder gewerkt. Deze stap ligt vast."


@pytest.mark.requirement("A11")
def test_a_link_goes_on_over_later_rows_of_vlimpers(world: World) -> None:
    onboarding = onboarding_at(world, "linking")
    line = green(onboarding, "verlof")
    assert line.position is not None
    row = line.employment.slices.get()
    back, end = clock.today() + timedelta(days=30), clock.today() + timedelta(days=99)
    with arranging():
        for facts_of, span in (("verlof", dates.of_days(BEGIN, back - timedelta(days=1))),
                               ("actief", dates.of_days(back, end))):  # fmt: skip
            told = {**row.told(), "status": facts_of}
            put(EmploymentSlice, {"employment": line.employment}, span, told)
        after = dates.of_days(end + timedelta(days=1))
        put(EmploymentSlice, {"employment": line.employment}, after, None)
    terms = terms_for(line.position, line.employment)
    assert terms is not None
    assert (terms.first, terms.last) == (clock.today(), end)


def test_a_position_in_use_is_not_withdrawn(world: World) -> None:
    with pytest.raises(Invalid, match="al in gebruik"):
        withdraw_position(world.actor(EXPERT), position(HELD))
    withdraw_position(world.actor(EXPERT), position(FREE))
    assert not standing(position(FREE).slices.all()).exists()


def test_each_turn_is_announced(world: World) -> None:
    onboarding = onboarding_at(world, "linking")
    link_people(world.actor(EXPERT), onboarding)
    row = Outbox.objects.filter(type="positions.turn-passed").order_by("-pk").first()
    assert row is not None
    assert row.payload == {"onboarding": onboarding.pk, "step": "joined"}
