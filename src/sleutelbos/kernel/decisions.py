"""Decisions: yes, or no with a reason that a person can read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise

type_of_text = str | Promise


@dataclass(frozen=True)
class Decision:
    """An answer to "may this be done?".

    ``reason`` is a Dutch sentence for whoever is refused. ``missing`` names what would make the
    answer into a yes, as (right, role, organisation pk) tuples, so that a page says who gives it.
    """

    allowed: bool
    reason: type_of_text = ""
    missing: tuple[tuple[str, str, int | None], ...] = field(default=())

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: Decision) -> Decision:
        return other if self.allowed else self

    def __or__(self, other: Decision) -> Decision:
        if self.allowed or other.allowed:
            return YES
        return Decision(False, self.reason, self.missing + other.missing)


YES = Decision(True)


def no(reason: type_of_text, *, missing: Iterable[tuple[str, str, int | None]] = ()) -> Decision:
    """Refuse with a sentence; ``missing`` as in :class:`Decision`."""
    return Decision(False, reason, tuple(missing))


def when(condition: bool, otherwise: type_of_text) -> Decision:
    """Yes when the condition holds, else no with the sentence."""
    return YES if condition else no(otherwise)
