"""One example of each action, beside the tests of its room: ``tests/<room>/examples.py``.

``example_grant_right(world)`` gives the arguments of ``access.grant-right`` after the actor, on
rows of the standing world. Matrix, races and the check that every action has one use them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any

import sleutelbos
import tests.world
from sleutelbos.kernel.actions import ACTIONS, Action

Arguments = tuple[tuple[Any, ...], dict[str, Any]]
Example = Callable[["tests.world.World"], Arguments]


@cache
def _import_all() -> None:
    """Load every module of the suite, so that no declared action is missed."""
    for module in pkgutil.walk_packages(sleutelbos.__path__, "sleutelbos."):
        if ".migrations" not in module.name and ".management" not in module.name:
            importlib.import_module(module.name)


def business_actions() -> dict[str, Action[..., Any]]:
    """The actions of the suite, without those that tests declare."""
    _import_all()
    return {
        name: action
        for name, action in sorted(ACTIONS.items())
        if action.do.__module__.startswith("sleutelbos.")
    }


def example_of(name: str) -> Example:
    """The example of an action. Raises AttributeError when nobody wrote one."""
    room, _, rest = name.partition(".")
    module = importlib.import_module(f"tests.{room}.examples")
    found: Example = getattr(module, "example_" + rest.replace("-", "_").replace(".", "_"))
    return found


def cases() -> dict[str, Example]:
    """Every example: one of each action, and ``name#case`` where one says too little."""

    more = importlib.import_module("tests.access.cases").CASES
    return {**{name: example_of(name) for name in business_actions()}, **more}


def action_of(case: str) -> Action[..., Any]:
    """The action that a case is about."""
    return business_actions()[case.partition("#")[0]]
