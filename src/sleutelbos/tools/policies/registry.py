"""Declare policies and read their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, get_args, get_origin

from django.db.models import Q

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.policies.models import PolicyValue

POLICIES: dict[str, Policy[Any]] = {}

T = TypeVar("T")
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
    fits = Q(scope_kind="")
    for kind, key in (scope or {}).items():
        fits |= Q(scope_kind=kind, scope_key=str(key))
    order = ("", *policy.scopes)
    rows = PolicyValue.objects.filter(fits, name=policy.name, valid__contains=on)
    found = max(rows, key=lambda row: order.index(row.scope_kind), default=None)
    if found is None:
        raise NoValue(f"policy {policy.name} has no value on {on}")
    return found
