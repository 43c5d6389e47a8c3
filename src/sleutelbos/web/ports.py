"""What the page toolkit must know of higher rooms; ``config/wiring.py`` binds each port once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

from django.http import HttpRequest

from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.web.navigation import NavItem

P = ParamSpec("P")
R = TypeVar("R")


class Port(Generic[P, R]):
    """A question that a higher room answers; unbound it gives the fallback."""

    def __init__(self, fallback: Callable[P, R]) -> None:
        self._fallback = fallback
        self._answer = fallback

    def bind(self, answer: Callable[P, R]) -> None:
        """Let ``answer`` speak for this port; binding again replaces it."""
        self._answer = answer

    def unbind(self) -> None:
        """Back to the fallback (tests)."""
        self._answer = self._fallback

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask whoever is bound."""
        return self._answer(*args, **kwargs)


@dataclass(frozen=True)
class Helper:
    """Somebody who can give what is missing, or explain."""

    name: type_of_text
    role: type_of_text = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Ask:
    """The button with which a person asks for what is missing."""

    label: type_of_text
    url: str


@dataclass(frozen=True)
class StepUp:
    """A stronger digital key would help; ``sure`` when nothing else is missing."""

    sentence: type_of_text
    label: type_of_text
    url: str
    sure: bool


@dataclass(frozen=True)
class Choice:
    """An entry of the person menu; ``post`` for what changes something (sign out)."""

    label: type_of_text
    url: str
    icon: str = "chevron-right"
    post: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands around each page: who is here, for whom, which instance.

    ``capacity`` is the organisation for which the person acts; ``banner`` the line on top of a demo
    or sandbox with ``banner_links`` behind it; ``sign_in_url`` is shown when nobody is signed in.
    """

    product: type_of_text = "Sleutelbos"
    home_url: str = "/"
    person: str = ""
    capacity: type_of_text = ""
    switch_url: str = ""
    menu: tuple[Choice, ...] = ()
    banner: type_of_text = ""
    banner_links: tuple[Choice, ...] = ()
    footer: tuple[Choice, ...] = ()
    sign_in_url: str = ""


def _nobody_helps(by: Actor, decision: Decision) -> Sequence[Helper]:
    return ()


def _nothing_to_ask(by: Actor, decision: Decision) -> Ask | None:
    return None


def _no_stronger_key(request: HttpRequest, decision: Decision) -> StepUp | None:
    return None


def _no_navigation(request: HttpRequest) -> Sequence[NavItem]:
    return ()


def _bare_frame(request: HttpRequest) -> Frame:
    return Frame()


who_can_help: Port[[Actor, Decision], Sequence[Helper]] = Port(_nobody_helps)
ask_for: Port[[Actor, Decision], Ask | None] = Port(_nothing_to_ask)
step_up: Port[[HttpRequest, Decision], StepUp | None] = Port(_no_stronger_key)
navigation: Port[[HttpRequest], Sequence[NavItem]] = Port(_no_navigation)
frame: Port[[HttpRequest], Frame] = Port(_bare_frame)
