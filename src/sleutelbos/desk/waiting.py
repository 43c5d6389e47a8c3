"""What waits for somebody, from every room; the home page shows it by term.

Each room gives a function of the actor; ``config/wiring.py`` registers it. Any object with the
attributes of :class:`Waiting` will do, so that lower rooms need not know this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text


class Waiting(Protocol):
    """One thing to do. ``urgency`` is ``late``, ``now``, ``soon`` or ``later``."""

    @property
    def due(self) -> date | None:
        """The civil day by which it must be done; None when nothing presses."""

    @property
    def sentence(self) -> type_of_text:
        """What waits, in one sentence."""

    @property
    def button(self) -> type_of_text:
        """What the button says."""

    @property
    def url(self) -> str:
        """Where it is done."""

    @property
    def urgency(self) -> str:
        """How much it presses."""


@dataclass(frozen=True)
class WaitingLine:
    """The desk's own :class:`Waiting`, and what the home page shows."""

    due: date | None
    sentence: type_of_text
    button: type_of_text
    url: str
    urgency: str = "later"
    room: type_of_text = ""


Source = Callable[[Actor], Iterable[Waiting]]
_sources: list[tuple[type_of_text, Source]] = []


def register_waiting(room: type_of_text, source: Source) -> None:
    """Let a room say what waits for an actor; registering the same source twice changes nothing."""
    if source not in [known for _room, known in _sources]:
        _sources.append((room, source))


def unregister_waiting(source: Source) -> None:
    """Take a source away (tests)."""
    _sources[:] = [pair for pair in _sources if pair[1] != source]


def lines_for(by: Actor) -> list[WaitingLine]:
    """All lines for an actor: what has a term first, by term; then by urgency."""
    lines = [
        WaitingLine(one.due, one.sentence, one.button, one.url, one.urgency, room)
        for room, source in _sources
        for one in source(by)
    ]
    return by_term(lines)


def by_term(lines: Iterable[WaitingLine]) -> list[WaitingLine]:
    """What has a term first, by term; then by urgency."""
    order = {"late": 0, "now": 1, "soon": 2}
    return sorted(lines, key=lambda line: (line.due or date.max, order.get(line.urgency, 3)))
