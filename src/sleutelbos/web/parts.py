"""Components as data: each knows its template; ``{% part thing %}`` shows it.

Page authors build pages from these and rarely write a template (see :mod:`sleutelbos.web.show`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

from sleutelbos.kernel.decisions import YES, Decision, type_of_text

Tone = Literal["neutral", "ok", "warn", "stop", "info"]
ICON_OF_TONE: Mapping[str, str] = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "stop": "circle-x",
    "info": "info",
    "neutral": "circle-dot",
}


@runtime_checkable
class Part(Protocol):
    """Anything with a template; it is ``it`` in there."""

    template: ClassVar[str]


@dataclass(frozen=True)
class Pill:
    """A state in a word and an icon; never by colour alone."""

    template: ClassVar[str] = "web/parts/pill.html"
    text: type_of_text
    tone: str = "neutral"
    icon: str = ""

    @property
    def sign(self) -> str:
        """The icon, by default that of the tone."""
        return self.icon or ICON_OF_TONE.get(self.tone, "circle-dot")


@dataclass(frozen=True)
class Link:
    """A link to a page; with ``look`` it is drawn as a button."""

    template: ClassVar[str] = "web/parts/link.html"
    label: type_of_text
    url: str
    icon: str = ""
    look: Literal["", "primary", "secondary", "quiet"] = ""
    about: type_of_text = ""  # completes the label for who can't see: "Wijzig" + "de looptijd"


@dataclass(frozen=True)
class Button:
    """One thing to do, by POST, with its hidden fields.

    ``decision`` no: shown as text with its reason when ``expected``, else not shown at all.
    """

    template: ClassVar[str] = "web/parts/button.html"
    label: type_of_text
    url: str
    fields: Mapping[str, object] = field(default_factory=dict)
    look: Literal["primary", "secondary", "quiet", "danger"] = "secondary"
    icon: str = ""
    about: type_of_text = ""
    decision: Decision = YES
    expected: bool = True
    method: Literal["post", "get"] = "post"

    @property
    def shown(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.decision) or (self.expected and bool(str(self.decision.reason)))


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb."""

    label: type_of_text
    url: str = ""


@dataclass(frozen=True)
class Head:
    """Top of a page: where I am, what matters now, state, whose turn, the one primary action."""

    template: ClassVar[str] = "web/parts/head.html"
    title: type_of_text
    sentence: type_of_text = ""
    pill: Pill | None = None
    primary: Link | Button | None = None
    kicker: type_of_text = ""
    turn: type_of_text = ""
    term: type_of_text = ""


@dataclass(frozen=True)
class Fact:
    """A label and its value; any value that ``shown`` knows, or a part."""

    label: type_of_text
    value: Any
    hint: type_of_text = ""
    change_url: str = ""


@dataclass(frozen=True)
class Facts:
    """A description list."""

    template: ClassVar[str] = "web/parts/facts.html"
    facts: Sequence[Fact]
    columns: Literal[1, 2] = 2


@dataclass(frozen=True)
class Happening:
    """A line of the timeline: a sentence about what happened."""

    at: datetime
    sentence: type_of_text
    by: type_of_text = ""
    note: type_of_text = ""
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True)
class Timeline:
    """What happened, newest first."""

    template: ClassVar[str] = "web/parts/timeline.html"
    happenings: Sequence[Happening]
    empty: type_of_text = ""


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
class Note:
    """An alert or annotation."""

    template: ClassVar[str] = "web/parts/note.html"
    text: type_of_text
    tone: str = "info"
    title: type_of_text = ""
    action: Link | Button | None = None

    @property
    def sign(self) -> str:
        """Icon of the tone."""
        return ICON_OF_TONE.get(self.tone, "info")


@dataclass(frozen=True)
class Empty:
    """Why there is nothing, and the one thing to do."""

    template: ClassVar[str] = "web/parts/empty.html"
    title: type_of_text
    sentence: type_of_text = ""
    action: Link | Button | None = None
    icon: str = "search"


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
class HelpBox:
    """"Hulp nodig?" with sentences, links and who to ask."""

    template: ClassVar[str] = "web/parts/help.html"
    sentence: type_of_text = ""
    links: Sequence[Link] = ()
    helpers: Sequence[Any] = ()
    title: type_of_text = ""


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
class Figure:
    """A number with what it counts, and how."""

    label: type_of_text
    value: Any
    meaning: type_of_text = ""
    url: str = ""


@dataclass(frozen=True)
class Figures:
    """Numbers side by side, each with its definition."""

    template: ClassVar[str] = "web/parts/figures.html"
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Code:
    """A block of code or a claim, with a copy button."""

    template: ClassVar[str] = "web/parts/code.html"
    text: str
    label: type_of_text = ""


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
class Picture:
    """A figure or QR code; ``src`` a same-origin address or a data: address."""

    template: ClassVar[str] = "web/parts/picture.html"
    src: str
    alt: type_of_text
    caption: type_of_text = ""
    qr: bool = False


@dataclass(frozen=True)
class Listing:
    """A small table of what is already in hand; the first cell of a row heads it."""

    template: ClassVar[str] = "web/parts/listing.html"
    headings: Sequence[type_of_text]
    rows: Sequence[Sequence[Any]]
    caption: type_of_text = ""
    empty: type_of_text = ""
    numbers: tuple[int, ...] = ()  # columns (from 0) that are right-aligned

    @property
    def labelled(self) -> list[list[tuple[type_of_text, Any]]]:
        """Each cell with its heading."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Prose:
    """A paragraph of text."""

    template: ClassVar[str] = "web/parts/prose.html"
    text: type_of_text


@dataclass(frozen=True)
class Actions:
    """Things to do, below each other; what may not be done now shows why."""

    template: ClassVar[str] = "web/parts/actions.html"
    actions: Sequence[Link | Button]
    title: type_of_text = ""

    @property
    def shown(self) -> list[Link | Button]:
        """Only what there is to see."""
        return [a for a in self.actions if not isinstance(a, Button) or a.shown]


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
