"""What the register announces. Payloads are keys, never numbers or names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class PersonAdded(Event):
    """A person is known from now on."""

    type: ClassVar[str] = "register.person-added"
    person: int


@dataclass(frozen=True)
class InszReplaced(Event):
    """A number was replaced. ``current`` is the person of the new number.

    It differs from ``person`` when both numbers were known as two persons: what hangs on
    ``person`` belongs with ``current``.
    """

    type: ClassVar[str] = "register.insz-replaced"
    person: int
    current: int


@dataclass(frozen=True)
class PersonDied(Event):
    """The Rijksregister says that a person died."""

    type: ClassVar[str] = "register.person-died"
    person: int


@dataclass(frozen=True)
class OrganisationKnown(Event):
    """An organisation is known from now on, or is known in another doelgroep too."""

    type: ClassVar[str] = "register.organisation-known"
    organisation: int


@dataclass(frozen=True)
class FunctionsRecorded(Event):
    """The functions of an organisation changed.

    ``ended`` and ``started`` are the persons who no longer, or from now on, represent it.
    """

    type: ClassVar[str] = "register.functions-recorded"
    organisation: int
    ended: list[int]
    started: list[int]


@dataclass(frozen=True)
class OrganisationStopped(Event):
    """An organisation stopped."""

    type: ClassVar[str] = "register.organisation-stopped"
    organisation: int


@dataclass(frozen=True)
class KboEventTold(Event):
    """Something happened to a number that a room follows (``follow``).

    ``event`` is the key of the row (``kbo_event`` gives number, before and after); ``kind`` one of
    ``KboChange``: moved, renamed, situation, transferred, stopped, vanished, came-back. ``site``
    says that the number is that of a vestiging. Told once a week, net, after the last chunk: a
    number that moved and was renamed gives two.
    """

    type: ClassVar[str] = "register.kbo-event-told"
    event: int
    kind: str
    site: bool
