"""What the register needs from outside: who administers whom, and the authentic sources.

``config/wiring.py`` binds each port once. Unbound, only the house itself may do and see anything,
and no source knows anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no


class Administration(Protocol):
    """What only a higher room knows: who is beheerder of whom.

    ``person`` is a register.Person, ``organisation`` a register.Organisation or None (ports lie
    below models, so they can't say so). The house itself (System) is never asked about: it may.
    """

    def may_add_person(self, by: Actor) -> Decision:
        """Beheerder of some organisation: may look up a number and add its person."""

    def administers(self, by: Actor, person: Any) -> Decision:
        """Beheerder of an organisation to which the person is tied."""

    def runs_platform(self, by: Actor) -> Decision:
        """Keeps the platform going: loads what the KBO publishes."""

    def persons_in_sight(self, by: Actor, organisation: Any) -> Q:
        """Condition on Person: those whom the actor may find (at one organisation when given)."""


@dataclass(frozen=True)
class PersonRecord:
    """A person as the Rijksregister knows him; ``insz`` is eleven digits.

    ``replaced_by`` is the number that counts instead of this one.
    """

    insz: str
    given_name: str
    family_name: str
    birth_date: date | None = None
    deceased_on: date | None = None
    replaced_by: str = ""


class PersonDirectory(Protocol):
    """Look-up in the Rijksregister and the BIS register (MAGDA GeefPersoon)."""

    def find(self, insz: str) -> PersonRecord | None:
        """The person of eleven digits; None when nobody has that number."""


@dataclass(frozen=True)
class Address:
    """An address; the fields of ``register.models.organisations.Addressed``."""

    street: str = ""
    house_number: str = ""
    box: str = ""
    postcode: str = ""
    municipality: str = ""
    country: str = ""


@dataclass(frozen=True)
class SiteRecord:
    """A vestiging as the KBO knows it; ``number`` is ten digits."""

    number: str
    name: str = ""
    started_on: date | None = None
    address: Address = Address()


@dataclass(frozen=True)
class OrganisationRecord:
    """An enterprise as the KBO knows it; ``number`` is ten digits."""

    number: str
    name: str
    short_name: str = ""
    legal_form: str = ""
    legal_situation: str = ""
    started_on: date | None = None
    stopped_on: date | None = None
    email: str = ""
    address: Address = Address()
    sites: tuple[SiteRecord, ...] = ()


@dataclass(frozen=True)
class FunctionRecord:
    """Somebody's function in an enterprise; ``function`` is a code of reference/functions.csv.

    ``first`` and ``last`` are civil days, the last one included; None is open. The names count only
    for whom the Rijksregister doesn't know.
    """

    number: str
    insz: str
    function: str
    first: date | None
    last: date | None = None
    given_name: str = ""
    family_name: str = ""


class KboFunctionsFeed(Protocol):
    """Functions in enterprises (MAGDA GeefFuncties), and the enterprises themselves."""

    def functions_of(self, number: str) -> list[FunctionRecord]:
        """All functions in one enterprise, ended ones included."""

    def functions_held(self, insz: str) -> list[FunctionRecord]:
        """All functions of one person, ended ones included."""

    def organisation(self, number: str) -> OrganisationRecord | None:
        """The enterprise; None when the feed doesn't know it."""


class NoAdministration:
    """Nobody administers anybody."""

    def may_add_person(self, by: Actor) -> Decision:
        """Never."""
        return no(_("U kunt geen personen toevoegen: u bent geen beheerder."))

    def administers(self, by: Actor, person: Any) -> Decision:
        """Never."""
        return no(_("U bent geen beheerder van een organisatie van deze persoon."))

    def runs_platform(self, by: Actor) -> Decision:
        """Nobody."""
        return no(_("U bent geen beheerder van het platform."))

    def persons_in_sight(self, by: Actor, organisation: Any) -> Q:
        """Nobody."""
        return Q(pk__in=())


class NoSource:
    """An authentic source that isn't connected: it knows nobody."""

    def find(self, insz: str) -> PersonRecord | None:
        """Nobody."""
        return None

    def functions_of(self, number: str) -> list[FunctionRecord]:
        """None."""
        return []

    def functions_held(self, insz: str) -> list[FunctionRecord]:
        """None."""
        return []

    def organisation(self, number: str) -> OrganisationRecord | None:
        """Unknown."""
        return None


@dataclass(frozen=True)
class Bound:
    """The implementations that speak for the ports."""

    administration: Administration
    directory: PersonDirectory
    functions_feed: KboFunctionsFeed


_bound: list[Bound] = [Bound(NoAdministration(), NoSource(), NoSource())]


def bind(
    *,
    administration: Administration | None = None,
    directory: PersonDirectory | None = None,
    functions_feed: KboFunctionsFeed | None = None,
) -> None:
    """Let these speak for the ports; what isn't given stays as it was."""
    now = _bound[0]
    _bound[0] = Bound(
        administration or now.administration,
        directory or now.directory,
        functions_feed or now.functions_feed,
    )


@contextmanager
def bound(
    *,
    administration: Administration | None = None,
    directory: PersonDirectory | None = None,
    functions_feed: KboFunctionsFeed | None = None,
) -> Iterator[None]:
    """As :func:`bind`, for a while (tests, a sandbox that is being filled)."""
    before = _bound[0]
    bind(administration=administration, directory=directory, functions_feed=functions_feed)
    try:
        yield
    finally:
        _bound[0] = before


_adders: list[Callable[[Actor], Decision]] = []


def also_adds(rule: Callable[[Actor], Decision]) -> None:
    """Whoever this rule lets may look up a number and add its person too (e.g. a participant)."""
    if rule not in _adders:
        _adders.append(rule)


def may_add_person(by: Actor) -> Decision:
    """A beheerder, or whoever a higher room lets."""
    found = administration().may_add_person(by)
    for rule in _adders:
        if found:
            return found
        found = rule(by) or found
    return found


def administration() -> Administration:
    """Who administers whom."""
    return _bound[0].administration


def directory() -> PersonDirectory:
    """The Rijksregister."""
    return _bound[0].directory


def functions_feed() -> KboFunctionsFeed:
    """The KBO functions."""
    return _bound[0].functions_feed
