"""Flows: every state can be reached and left, is somebody's turn, and the database knows them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import CheckConstraint
from django.utils.functional import Promise

from sleutelbos.kernel.actions import Action
from sleutelbos.kernel.flows import FLOWS, Flow
from tests.architecture.source import told
from tests.examples import business_actions

pytestmark = pytest.mark.usefixtures("everything")

# States that can be left and are nobody's turn, each with its reason.
NOBODY_S_TURN = {
    ("duallearning.Light", "off"): "rests until its Beheerder takes it up again",
    ("desk.HelpRequest", "closed"): "only a new word of the asker opens it again",
    ("desk.NewsItem", "published"): "stands there until support withdraws it",
    ("timereg.Session", "submitted"): "handed to ESF; only a permission opens it again",
    ("access.Client", "active"): "works until somebody blocks it",
    ("access.Client", "blocked"): "rests until somebody wants it back",
    ("positions.Onboarding", "joined"): "done; only who made a mistake takes the last step back",
    ("positions.Position", "approved"): "may be filled; rests until the plan changes",
    ("positions.PlaygroundSession", "planned"): "waits for its day",
    ("positions.Position", "frozen"): "rests until somebody lets it be filled again",
}


def flows() -> list[Flow]:
    return [FLOWS[model] for model in sorted(FLOWS)]


def claims(flow: Flow, move: str) -> list[Action[..., object]]:
    """The actions that make a move."""
    return [
        action
        for action in business_actions().values()
        if action.move is not None and (action.move.flow, action.move.name) == (flow.model, move)
    ]


def reachable(flow: Flow) -> set[str]:
    """The states to which moves lead from the start."""
    found, open_states = {flow.start}, [flow.start]
    while open_states:
        state = open_states.pop()
        for move in flow.moves.values():
            if state in move.sources and move.target not in found:
                found.add(move.target)
                open_states.append(move.target)
    return found


def leads_to_an_end(flow: Flow, state: str, rest: set[str]) -> bool:
    """Whether moves lead from a state to one of ``rest``."""
    start = Flow.__new__(Flow)
    start.start, start.moves = state, flow.moves
    return bool(reachable(start) & rest)


def test_there_are_flows() -> None:
    assert {"access.RightRequest", "desk.HelpRequest", "tools.Run"} <= set(FLOWS)


def test_every_state_can_be_reached() -> None:
    wrong = [f"{flow.model}: {set(flow.states) - reachable(flow)}" for flow in flows()
             if set(flow.states) != reachable(flow)]  # fmt: skip
    assert not wrong, told(wrong)


def test_from_every_state_there_is_a_way_to_rest() -> None:
    wrong = []
    for flow in flows():
        rest = flow.ends() | {state for model, state in NOBODY_S_TURN if model == flow.model}
        wrong += [
            f"{flow.model}: {state} never comes to rest"
            for state in flow.states
            if not leads_to_an_end(flow, state, rest)
        ]
    assert not wrong, told(wrong)


def test_moves_go_between_states_that_exist() -> None:
    wrong = [
        f"{flow.model}: {move.name} knows no {state}"
        for flow in flows()
        for move in flow.moves.values()
        for state in (*move.sources, move.target)
        if state not in flow.states
    ]
    assert not wrong, told(wrong)


def test_each_move_is_made_by_one_action() -> None:
    wrong = [
        f"{flow.model}: {move} is made by {[action.name for action in claims(flow, move)]}"
        for flow in flows()
        for move in flow.moves
        if len(claims(flow, move)) != 1
    ]
    assert not wrong, told(wrong)


def test_each_state_is_somebodys_turn_until_the_end() -> None:
    wrong = [
        f"{flow.model}: {state.code}"
        for flow in flows()
        for state in flow.states.values()
        if state.code not in flow.ends()
        and (flow.model, state.code) not in NOBODY_S_TURN
        and not state.owner
    ]
    assert not wrong, told(wrong)


def test_every_exception_is_still_needed() -> None:
    idle = [
        f"{model}: {code}"
        for model, code in NOBODY_S_TURN
        if code in FLOWS[model].ends() or FLOWS[model].states[code].owner
    ]
    assert not idle, told(idle)


def test_what_a_flow_shows_is_translated() -> None:
    wrong = [
        f"{flow.model}: {state.code}: {text!r}"
        for flow in flows()
        for state in flow.states.values()
        for text in (state.label, state.owner)
        if text and not isinstance(text, Promise)
    ]
    assert not wrong, told(wrong)


def states_in_the_database(flow: Flow) -> set[str] | None:
    """What the constraint ``…_state`` of the model lets in; None when there is none."""
    for constraint in apps.get_model(flow.model)._meta.constraints:
        if isinstance(constraint, CheckConstraint) and constraint.name.endswith("_state"):
            children = dict(constraint.condition.children)  # type: ignore[arg-type]
            return set(children["state__in"])
    return None


def test_the_database_knows_the_same_states() -> None:
    wrong = [
        f"{flow.model}: the database lets in {found}, the flow has {sorted(flow.states)}"
        for flow in flows()
        if (found := states_in_the_database(flow)) != set(flow.states)
    ]
    assert not wrong, told(wrong)


def test_the_field_starts_at_the_start() -> None:
    wrong = []
    for flow in flows():
        field = apps.get_model(flow.model)._meta.get_field("state")
        if field.default != flow.start or dict(field.choices) != dict(flow.choices):
            wrong.append(f"{flow.model}: default {field.default!r}, choices {field.choices}")
    assert not wrong, told(wrong)
