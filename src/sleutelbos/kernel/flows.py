"""Flows: states, whose turn it is in each, and the moves between them, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sleutelbos.kernel.decisions import type_of_text

FLOWS: dict[str, Flow] = {}


@dataclass(frozen=True)
class State:
    """A state with its Dutch label, whose turn it is (empty: nobody's) and its tone on screen."""

    code: str
    label: type_of_text
    owner: type_of_text = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Move:
    """A named step from one of ``sources`` to ``target``."""

    name: str
    sources: tuple[str, ...]
    target: str
    flow: str = ""


@dataclass(frozen=True)
class At:
    """A condition of an action that moves nothing: the subject stands in one of these states."""

    states: tuple[str, ...]
    flow: str


class Flow:
    """The life of one model; ``model`` is its label, e.g. ``access.RightRequest``."""

    def __init__(self, model: str, *, states: Sequence[State], moves: Sequence[Move]) -> None:
        self.model = model
        self.states = {state.code: state for state in states}
        self.moves = {
            move.name: Move(move.name, move.sources, move.target, model) for move in moves
        }
        self.start = states[0].code
        FLOWS[model] = self

    def __getitem__(self, name: str) -> Move:
        return self.moves[name]

    def at(self, *codes: str) -> At:
        """The condition "stands in one of these states"."""
        for code in codes:
            self.states[code]
        return At(codes, self.model)

    @property
    def choices(self) -> list[tuple[str, type_of_text]]:
        """For a model field."""
        return [(state.code, state.label) for state in self.states.values()]

    def label(self, code: str) -> type_of_text:
        """The Dutch label of a state."""
        return self.states[code].label

    def ends(self) -> set[str]:
        """States that no move leaves."""
        return set(self.states) - {source for m in self.moves.values() for source in m.sources}
