"""The services that have somebody to ask: helpdesk 1700, and the support of each e-service.

An e-service says once, through ``config/wiring.py``, which pages are its own, who may come in,
who helps there, and what a question from one of its pages is about. The same people keep its news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps, names, persons_with_role
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, no, type_of_text
from sleutelbos.register.public import Organisation, Person
from sleutelbos.web.parts import Fact


@dataclass(frozen=True)
class About:
    """What a question is about: a row (a reference of the audit), its file, its organisation."""

    ref: str = ""
    number: str = ""
    organisation: Organisation | None = None


def _nothing(by: Actor, path: str) -> About:
    return About()


def _no_numbers(by: Actor) -> Sequence[tuple[str, str]]:
    return ()


def _no_audiences(by: Actor) -> set[str]:
    return set()


def _no_facts(by: Actor, ref: str, number: str) -> list[Fact]:
    return []


def _no_address(ref: str) -> str:
    return ""


@dataclass(frozen=True)
class Service:
    """One service with its support.

    ``support`` is what users call who helps. ``about`` gives what a page of ours is about for who
    looks at it; ``numbers`` the files that he may name; ``facts`` shows them; ``follow`` is where
    support sees the same as who asked. ``audiences`` are the groups for whom news may be meant
    (code and label), ``audiences_of`` those to which a reader belongs.
    """

    code: str
    label: type_of_text
    support: type_of_text
    enters: Callable[[Actor], Decision]
    helps: Callable[[Actor], Decision]
    helpers: Callable[[], Iterable[Person]]
    pages: str = ""
    about: Callable[[Actor, str], About] = _nothing
    numbers: Callable[[Actor], Sequence[tuple[str, str]]] = _no_numbers
    facts: Callable[[Actor, str, str], list[Fact]] = _no_facts
    follow: Callable[[str], str] = _no_address
    audiences: Sequence[tuple[str, type_of_text]] = ()
    audiences_of: Callable[[Actor], set[str]] = _no_audiences


def _everybody(by: Actor) -> Decision:
    return YES


def _of_1700() -> list[Person]:
    return list(persons_with_role(names.HELPDESK, [names.HELPDESK_ROLE]))


FRONT = Service("1700", _("Helpdesk 1700"), _("helpdesk 1700"), _everybody, helps, _of_1700)
_services: dict[str, Service] = {FRONT.code: FRONT}


def add_service(service: Service) -> None:
    """Let an e-service have questions and news; the same code again replaces it."""
    _services[service.code] = service


def service(code: str) -> Service:
    """A service by its code; of one that is not there any more 1700 helps."""
    return _services.get(code, FRONT)


def known(code: str) -> Service | None:
    """An e-service (not 1700) by its code; None when there is none."""
    found = _services.get(code)
    return found if found is not FRONT else None


def service_at(by: Actor, path: str) -> Service:
    """Who helps with a page: the support of its e-service for who may come in there, else 1700."""
    try:
        room = resolve(path).namespace if path else ""
    except Resolver404:
        room = ""
    for one in _services.values():
        if room and one.pages == room and one.enters(by):
            return one
    return FRONT


def helped_by(by: Actor) -> list[Service]:
    """The services where the actor helps."""
    return [one for one in _services.values() if one.helps(by)]


def helps_somewhere(by: Actor) -> Decision:
    """Works at the helpdesk 1700 or in the support of an e-service."""
    return YES if helped_by(by) else helps(by) & no(_("U werkt niet bij een helpdesk."))
