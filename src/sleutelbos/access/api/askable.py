"""Which actions can be asked about: those whose rule looks at the actor and at one row, no more.

A rule has the parameters of its action (``kernel/actions.py``). What a rule doesn't name can't
change its answer: the reason of a withdrawal, the new end of a grant.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model

from sleutelbos.kernel.actions import ACTIONS, Action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision


@dataclass(frozen=True)
class Askable:
    """An action on a row of a model (its label, e.g. ``access.grant``)."""

    action: Action[..., Any]
    label: str
    unread: tuple[str, ...]

    def check(self, by: Actor, row: Model) -> Decision:
        """What the gate would say: rule, then state."""
        return self.action.check(by, row, **dict.fromkeys(self.unread))


@cache
def askable(name: str) -> Askable | None:
    """The action of this name; None when its rule needs more than a row.

    Raises KeyError for a name that nobody declared.
    """
    action = ACTIONS[name]
    _by, *parameters = action.signature.parameters.values()
    if not parameters:
        return None
    subject, *others = parameters
    model = typing.get_type_hints(action.do).get(subject.name)
    names = {one.name for one in others}
    if not (isinstance(model, type) and issubclass(model, Model)) or names & _read(action.allow):
        return None
    needed = tuple(one.name for one in others if one.default is one.empty)
    return Askable(action, model._meta.label_lower, needed)


def _read(rule: Callable[..., Decision]) -> set[str]:
    """The names that the body of a rule mentions."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
