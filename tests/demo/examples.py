"""For each action of the demo: arguments with which it can be done (in demo mode)."""

from __future__ import annotations

from typing import Any

from tests.world import World

Example = tuple[tuple[Any, ...], dict[str, Any]]


def example_know_school(world: World) -> Example:
    return ("wissel",), {}


def example_restart(world: World) -> Example:
    return (), {}
