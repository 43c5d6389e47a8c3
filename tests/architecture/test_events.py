"""What is declared is complete: events, constraints, actions."""

from __future__ import annotations

import dataclasses
from typing import get_type_hints

import pytest
from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from sleutelbos.kernel.outbox import EVENTS, HANDLERS, SUBSCRIBERS, Event
from tests.architecture.source import told
from tests.examples import business_actions, example_of

pytestmark = pytest.mark.usefixtures("everything")

PLAIN = {int, str, bool, list[int], int | None, str | None}
# Constraints whose sentence no user can ever read, each with its reason.
NEVER_READ = {
    "auditleaf_entry": "the sealer alone writes leaves",
    "actionkey_once": "the gate inserts keys with ON CONFLICT",
    "refusals_once": "the count is written with ON CONFLICT",
    "clock_forward": "the demo's clock is checked before it is written",
}


def own_events() -> dict[str, type[Event]]:
    """The events of the suite, without those that tests declare."""
    return {
        name: kind
        for name, kind in sorted(EVENTS.items())
        if kind.__module__.startswith("sleutelbos.")
    }


def test_there_are_events() -> None:
    assert "access.right-granted" in own_events()


def test_payloads_are_plain() -> None:
    wrong = [
        f"{name}.{field.name}: {hints[field.name]}"
        for name, kind in own_events().items()
        for hints in [get_type_hints(kind)]
        for field in dataclasses.fields(kind)
        if hints[field.name] not in PLAIN
    ]
    assert not wrong, told(wrong)


def test_events_are_named_by_their_room_frozen_and_explained() -> None:
    wrong = [
        f"{kind.__module__}.{kind.__name__}: {name!r}"
        for name, kind in own_events().items()
        if name.partition(".")[0] != kind.__module__.split(".")[1]
        or not kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
        or (kind.__doc__ or "").startswith(f"{kind.__name__}(")
    ]
    assert not wrong, told(wrong)


def test_handlers_are_found_by_their_name() -> None:
    wrong = [
        name
        for name, handler in sorted(HANDLERS.items())
        if name.startswith("sleutelbos.") and import_string(name) is not handler
    ]
    assert not wrong, told(wrong)


def test_whoever_listens_listens_to_something() -> None:
    wrong = [name for name in SUBSCRIBERS if name not in EVENTS]
    assert not wrong, told(wrong)


def test_every_constraint_has_its_sentence() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("sleutelbos."):
            continue
        for constraint in model._meta.constraints:
            sentence = constraint.violation_error_message
            own = sentence and sentence != constraint.default_violation_error_message
            spoken = isinstance(sentence, Promise) or constraint.name in NEVER_READ
            if not own or not spoken or not str(sentence).endswith("."):
                wrong.append(f"{model._meta.label}: {constraint.name}: {sentence!r}")
    assert not wrong, told(wrong)


def test_names_of_constraints_are_unique() -> None:
    names = [
        constraint.name
        for model in apps.get_models()
        if model.__module__.startswith("sleutelbos.")
        for constraint in model._meta.constraints
    ]
    assert not {name for name in names if names.count(name) > 1}


def test_actions_say_what_they_are() -> None:
    wrong = []
    for name, action in business_actions().items():
        room = action.do.__module__.split(".")[1]
        if name.partition(".")[0] != room:
            wrong.append(f"{name}: declared in {room}")
        if not isinstance(action.label, Promise) or not str(action.label):
            wrong.append(f"{name}: label")
        if not isinstance(action.sentence, Promise) or str(action.sentence)[-1:] not in (".", "}"):
            wrong.append(f"{name}: sentence {action.sentence!r}")
        if not action.doc:
            wrong.append(f"{name}: docstring")
        if not action.allow.__doc__:
            wrong.append(f"{name}: docstring of its rule {action.allow.__name__}")
    assert not wrong, told(wrong)


def test_every_action_has_an_example() -> None:
    wrong = []
    for name in business_actions():
        try:
            example_of(name)
        except (AttributeError, ModuleNotFoundError) as error:
            wrong.append(f"{name}: {error}")
    assert not wrong, told(wrong)
