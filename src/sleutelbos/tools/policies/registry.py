"""Declare policies and read their values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, get_args, get_origin

from django.db.models import Q

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.policies.models import PolicyValue

POLICIES: dict[str, Policy[Any]] = {}

T = TypeVar("T")
Rows = dict[str, list[PolicyValue]]  # name of a policy → its rows
ScopeOf = Mapping[str, str | int]


class NoValue(LookupError):
    """A policy has no value for that day: its seed was not loaded."""


@dataclass(frozen=True)
class Policy(Generic[T]):
    """A named setting. ``scopes`` are the kinds of scope, from the widest to the most specific."""

    name: str
    type: type[T]
    label: type_of_text
    scopes: tuple[str, ...] = ()

    def on(self, day: date, scope: ScopeOf | None = None) -> T:
        """The value on a civil day; see :func:`value_of`."""
        found: T = row_of(self, day, scope).value
        return found

    def accepts(self, value: object) -> bool:
        """Whether a value has the declared type (int, str, bool, or a list of one of those)."""
        if get_origin(self.type) is list:
            (item,) = get_args(self.type)
            return isinstance(value, list) and all(type(one) is item for one in value)
        return type(value) is self.type


def policy(
    name: str, *, type: type[T], label: type_of_text, scopes: tuple[str, ...] = ()
) -> Policy[T]:
    """Declare a policy; its values come from ``policies.toml`` and from ``set_value``."""
    if name in POLICIES:
        raise TypeError(f"policy {name} is declared twice")
    POLICIES[name] = Policy(name, type, label, scopes)
    return POLICIES[name]


def value_of(name: str, on: date, scope: ScopeOf | None = None) -> Any:
    """The value of a policy on a civil day; of several that fit, the most specific scope wins.

    ``scope`` maps kinds of scope to keys. Raises KeyError for an unknown policy, NoValue when none
    holds on that day.
    """
    return POLICIES[name].on(on, scope)


def row_of(policy: Policy[Any], on: date, scope: ScopeOf | None = None) -> PolicyValue:
    """As :func:`value_of`, but the whole row: value, source, severity, who may deviate."""
    order = ("", *policy.scopes)
    rows = (row for row in _rows_of(policy.name, scope or {}) if on in row.valid)
    found = max(rows, key=lambda row: order.index(row.scope_kind), default=None)
    if found is None:
        raise NoValue(f"policy {policy.name} has no value on {on}")
    return found


_read: ContextVar[dict[tuple[str, ...], Rows] | None] = ContextVar("policies_read", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """One piece of work, a request or a round of jobs, reads the settings of a room once."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def forget() -> None:
    """What was read may be another by now: the rest of this piece of work reads each time."""
    _read.set(None)


def _rows_of(name: str, scope: ScopeOf) -> list[PolicyValue]:
    """The rows of a policy for a scope and for everybody, on whatever day."""
    fits = Q(scope_kind="")
    for kind, value in scope.items():
        fits |= Q(scope_kind=kind, scope_key=str(value))
    read = _read.get()
    if read is None:
        return list(PolicyValue.objects.filter(fits, name=name))
    room = name.partition(".")[0]
    key = (room, *(f"{kind}:{value}" for kind, value in sorted(scope.items())))
    if key not in read:
        read[key] = {}
        for row in PolicyValue.objects.filter(fits, name__startswith=f"{room}."):
            read[key].setdefault(row.name, []).append(row)
    return read[key].get(name, [])
