"""What every digital key has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Person
from sleutelbos.signin.models import Key


@dataclass(frozen=True)
class Given:
    """What a visitor sent to prove who he is; ``address`` is his IP address.

    ``site`` is where the browser says it stands, e.g. ``https://toegang.example.be``; ``headers``
    are those that a trusted proxy added, empty for anybody else.
    """

    values: Mapping[str, str]
    address: str = ""
    site: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proof:
    """Who somebody proved to be.

    ``key`` only for keys that we keep ourselves, with what may count once: the time ``step`` of a
    code, the ``counter`` of a passkey, or a ``recovery`` code. ``level`` when it isn't that of the
    kind (an upstream provider says it).
    """

    person: Person
    kind: str
    key: Key | None = None
    step: int | None = None
    counter: int | None = None
    recovery: int | None = None
    level: int | None = None
    failed_before: int = 0


class NotProven(Exception):
    """The proof failed; ``sentence`` tells the visitor no more than he needs."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class DigitalKey(Protocol):
    """A way to prove who one is. ``level`` is that of the list of authentication means."""

    code: str
    label: type_of_text
    explanation: type_of_text
    icon: str

    @property
    def level(self) -> int:
        """E.g. 400 for a code of an app, 500 for an eID."""

    def offered(self) -> bool:
        """Whether this instance takes the key."""

    def begin(self) -> str:
        """Address of the page at which the proof starts."""

    def verify(self, given: Given) -> Proof:
        """Judge the proof. Raises :class:`NotProven`."""
