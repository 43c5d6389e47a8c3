"""What may be asked about actions: each room says which of its own, and who sees their rows.

A rule has the parameters of its action (``kernel/actions.py``). Only an action whose rule looks at
the actor and at one row can be offered: what else is filled in can't change the answer, such as
the reason of a withdrawal or the new end of a grant.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from sleutelbos.kernel.actions import Action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation


def uid(text: str) -> str | None:
    """A public key as the database writes it; None for what can't be one."""
    try:
        return str(UUID(text))
    except ValueError:
        return None


def name(text: str) -> str | None:
    """A name of visible signs; None for anything else."""
    return text if text.isascii() and text.isprintable() else None


@dataclass(frozen=True)
class Sight:
    """The rows of a model that an actor sees, acting for an organisation.

    The query is that of the pages: what somebody can't see there, doesn't exist for him here.
    ``key`` is the field that names a row; ``read`` its value from a text, None when it can't be.
    """

    rows: Callable[[Actor, Organisation], QuerySet[Any]]
    key: str = "uid"
    read: Callable[[str], str | None] = uid


@dataclass(frozen=True)
class Askable:
    """An action on a row of a model (its label, e.g. ``access.grant``)."""

    action: Action[..., Any]
    label: str
    unread: tuple[str, ...]

    @classmethod
    def of(cls, action: Action[..., Any]) -> Askable:
        """TypeError for an action whose first parameter is no row."""
        _by, subject, *others = action.signature.parameters.values()
        model = typing.get_type_hints(action.do)[subject.name]
        if not issubclass(model, Model):
            raise TypeError(f"{action.name} is not about a row")
        needed = tuple(one.name for one in others if one.default is one.empty)
        return cls(action, model._meta.label_lower, needed)

    def check(self, by: Actor, row: Model) -> Decision:
        """What the gate would say: rule, then state."""
        return self.action.check(by, row, **dict.fromkeys(self.unread))


@dataclass(frozen=True)
class Offer:
    """What a room lets the clients of its applications ask: actions by name, rows by label."""

    applications: frozenset[str]
    actions: Mapping[str, Askable]
    sights: Mapping[str, Sight]


OFFERS: dict[str, Offer] = {}  # by room: what stands before the dot in the name of an action


def offer(
    room: str,
    *applications: str,
    actions: Iterable[Action[..., Any]],
    sights: Mapping[str, Sight],
) -> None:
    """Let the clients of these applications (their codes) ask about these actions of a room.

    TypeError for an action that is not about a row of one of these models.
    """
    found = {action.name: Askable.of(action) for action in actions}
    if strange := [one for one in found if found[one].label not in sights]:
        raise TypeError(f"nobody said who sees what these actions are about: {strange}")
    OFFERS[room] = Offer(frozenset(applications), found, sights)


def offered(application: str, action: str) -> Offer | None:
    """The offer of the action's room; None when it is not for this application."""
    found = OFFERS.get(action.partition(".")[0])
    return found if found is not None and application in found.applications else None


def sights_for(application: str) -> dict[str, Sight]:
    """All rows that an application may ask about, by the label of their model."""
    mine = [one.sights for one in OFFERS.values() if application in one.applications]
    return {label: sight for sights in mine for label, sight in sights.items()}
