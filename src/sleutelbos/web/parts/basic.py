"""What most pages begin with: states, links, buttons, heads, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

from sleutelbos.kernel.decisions import YES, Decision, type_of_text
from sleutelbos.kernel.flows import Flow

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

    @classmethod
    def of(cls, flow: Flow, state: str) -> Pill:
        """A state of a flow."""
        found = flow.states[state]
        return cls(found.label, found.tone)

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
class PrintButton:
    """Print the page as it stands; only there when the browser runs our script."""

    template: ClassVar[str] = "web/parts/print.html"
    label: type_of_text = ""


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
class HelpBox:
    """ "Hulp nodig?" with sentences, links and who to ask."""

    template: ClassVar[str] = "web/parts/help.html"
    sentence: type_of_text = ""
    links: Sequence[Link] = ()
    helpers: Sequence[Any] = ()
    title: type_of_text = ""


@dataclass(frozen=True)
class Actions:
    """Things to do, below each other; what may not be done now shows why."""

    template: ClassVar[str] = "web/parts/actions.html"
    actions: Sequence[Link | Button | PrintButton]
    title: type_of_text = ""

    @property
    def shown(self) -> list[Link | Button | PrintButton]:
        """Only what there is to see."""
        return [a for a in self.actions if not isinstance(a, Button) or a.shown]
