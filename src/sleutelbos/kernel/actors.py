"""Actors: who acts, in which capacity, with which powers. Never None."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import YES, Decision, no


@dataclass(frozen=True)
class Scope:
    """An organisation (pk), or one vestiging of it."""

    organisation: int
    site: int | None = None

    def covers(self, organisation: int, site: int | None) -> bool:
        """Whether a power of this scope counts for that organisation and vestiging."""
        return self.organisation == organisation and self.site in (None, site)


@dataclass(frozen=True)
class Power:
    """One (right, role, scope) that counts at this moment, with the row that gives it."""

    right: str
    role: str
    scope: Scope
    source: str = ""


@dataclass(frozen=True)
class Actor:
    """Whoever does something. ``ref`` is stable and holds no personal number."""

    ref: str
    label: str = ""
    capacity: Scope | None = None
    powers: tuple[Power, ...] = field(default=(), repr=False)
    on_behalf_of: str = ""

    @property
    def pk(self) -> int | None:
        """Key of the person behind a :class:`Person`, else None."""
        return None

    def powers_for(self, right: str, role: str | None = None) -> Iterator[Power]:
        """The powers of one right, and role when given."""
        return (p for p in self.powers if p.right == right and role in (None, p.role))


@dataclass(frozen=True)
class Person(Actor):
    """A person, known in the register, acting in a capacity (hoedanigheid)."""

    @property
    def pk(self) -> int | None:
        """Key of the person in the register."""
        return int(self.ref.partition(":")[2])


@dataclass(frozen=True)
class Link(Actor):
    """The bearer of a signed link or a QR code."""


@dataclass(frozen=True)
class Client(Actor):
    """An application that signed in with its own credentials."""


@dataclass(frozen=True)
class System(Actor):
    """The house itself: a job, a feed; may act for whoever started it."""


@dataclass(frozen=True)
class Nobody(Actor):
    """A visitor who did not sign in."""

    ref: str = "nobody"


def person(pk: int, label: str = "", **more: object) -> Person:
    """A person as actor; ``more`` as the fields of :class:`Actor`."""
    return Person(ref=f"person:{pk}", label=label, **more)  # type: ignore[arg-type]


def system(name: str, on_behalf_of: str = "") -> System:
    """The house as actor, e.g. ``system("clock")``."""
    return System(ref=f"system:{name}", label=name, on_behalf_of=on_behalf_of)


def has_role(
    by: Actor, right: str, role: str, organisation: int | None, site: int | None = None
) -> Decision:
    """Whether the actor holds a role, for that organisation (and vestiging), right now.

    ``organisation`` None asks for the role anywhere. Knows no names of rights or roles.
    """
    for power in by.powers_for(right, role):
        if organisation is None or power.scope.covers(organisation, site):
            return YES
    return no(
        _("U hebt het recht niet dat hiervoor nodig is."), missing=[(right, role, organisation)]
    )


def is_system(by: Actor) -> Decision:
    """Only the house itself: jobs, feeds and subscriptions."""
    return YES if isinstance(by, System) else no(_("Dit doet alleen het systeem zelf."))
