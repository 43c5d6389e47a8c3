"""What policies need from a room above: who may change them."""

from __future__ import annotations

from collections.abc import Callable

from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision

Rule = Callable[[Actor, str, str, str], Decision]
_bound: list[Rule] = []


def bind(rule: Rule) -> None:
    """Say who may change ``(by, policy name, scope kind, scope key)``; the last bound counts."""
    _bound[:] = [rule]


def may_change(by: Actor, name: str, scope_kind: str, scope_key: str) -> Decision:
    """The System always may; others when the bound rule says so."""
    house = is_system(by)
    if house or not _bound:
        return house
    return _bound[0](by, name, scope_kind, scope_key)
