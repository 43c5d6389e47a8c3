"""What to do and where to go: work, steps, progress, cards, sections, folds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web.parts.basic import Button, Link, Part, Pill


@dataclass(frozen=True)
class Todo:
    """A line of "Vandaag te doen": term, sentence, one button."""

    sentence: type_of_text
    action: Link | Button
    term: type_of_text = ""
    tone: str = "neutral"
    application: type_of_text = ""
    detail: type_of_text = ""


@dataclass(frozen=True)
class TodoList:
    """Lines of work, most urgent first."""

    template: ClassVar[str] = "web/parts/todo.html"
    lines: Sequence[Todo]
    empty: type_of_text = ""


@dataclass(frozen=True)
class Step:
    """A step of a wizard or a file."""

    label: type_of_text
    state: Literal["done", "now", "later", "stop"] = "later"
    url: str = ""
    note: type_of_text = ""


@dataclass(frozen=True)
class Steps:
    """The steps, visible, with the one where we are."""

    template: ClassVar[str] = "web/parts/steps.html"
    steps: Sequence[Step]

    @property
    def number(self) -> int:
        """Number of the current step, from 1; 0 when there is none."""
        states = [step.state for step in self.steps]
        return states.index("now") + 1 if "now" in states else 0


@dataclass(frozen=True)
class Progress:
    """How far a long job is; ``refresh_url`` answers with this part again, until ``ready``."""

    template: ClassVar[str] = "web/parts/progress.html"
    label: type_of_text
    done: int
    total: int
    sentence: type_of_text = ""
    stop: Button | None = None
    refresh_url: str = ""
    ready: bool = False

    @property
    def percent(self) -> int:
        """0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0


@dataclass(frozen=True)
class Card:
    """A way on: title, one sentence, perhaps a pill."""

    title: type_of_text
    url: str
    sentence: type_of_text = ""
    pill: Pill | None = None
    icon: str = ""
    tone: Literal["", "blue", "green", "orange"] = ""


@dataclass(frozen=True)
class Cards:
    """A list of ways on."""

    template: ClassVar[str] = "web/parts/cards.html"
    cards: Sequence[Card]


@dataclass(frozen=True)
class Section:
    """A heading with parts below it; ``action`` stands beside the heading."""

    template: ClassVar[str] = "web/parts/section.html"
    title: type_of_text
    parts: Sequence[Part]
    action: Link | Button | None = None
    anchor: str = ""
    sentence: type_of_text = ""


@dataclass(frozen=True)
class Disclosure:
    """What is rarely needed, folded away."""

    template: ClassVar[str] = "web/parts/disclosure.html"
    summary: type_of_text
    parts: Sequence[Part]
    open: bool = False


@dataclass(frozen=True)
class Template:
    """A part of a room's own: its template and what goes in."""

    template: ClassVar[str] = "web/parts/own.html"
    name: str
    context: Mapping[str, Any] = field(default_factory=dict)
