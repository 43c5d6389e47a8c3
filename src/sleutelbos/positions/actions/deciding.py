"""Approve, freeze, thaw and close a position: with a day, a reason and a document (A20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.actions.positions import cut_after
from sleutelbos.positions.models import Position, PositionDecision
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import DecisionKind, position_flow


@dataclass(frozen=True)
class Ground:
    """From which day a decision counts, why, and the document in which it stands."""

    on: date
    reason: str
    document: str = ""

    def __str__(self) -> str:
        """For the digest of the key."""
        return f"{self.on} {self.reason} {self.document}"


def may_decide(by: Actor, position: Position, *, ground: Ground) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, position.organisation_id)


def facts_of_decision(
    result: Position, position: Position, *, ground: Ground
) -> Mapping[str, object]:
    """The position, from when, on what ground."""
    return {
        "position": position, "on": ground.on, "reason": ground.reason,
        "document": ground.document,
    }  # fmt: skip


@action(
    "positions.approve-position",
    label=_("Arbeidsplaats goedkeuren"),
    allow=may_decide,
    move=position_flow["approve"],
    sentence=_("{by} keurde arbeidsplaats {position} goed vanaf {on}: {reason}"),
    about=facts_of_decision,
)
def approve_position(by: Actor, position: Position, *, ground: Ground) -> Position:
    """The position may be filled. Invalid for a day that is still to come."""
    _note(position, DecisionKind.APPROVE, ground)
    return position


@action(
    "positions.freeze-position",
    label=_("Arbeidsplaats bevriezen"),
    allow=may_decide,
    move=position_flow["freeze"],
    sentence=_("{by} bevroor arbeidsplaats {position} vanaf {on}: {reason}"),
    about=facts_of_decision,
)
def freeze_position(by: Actor, position: Position, *, ground: Ground) -> Position:
    """Nobody new comes on the position; who holds it stays. Invalid for a day to come."""
    _note(position, DecisionKind.FREEZE, ground)
    return position


@action(
    "positions.thaw-position",
    label=_("Arbeidsplaats vrijgeven"),
    allow=may_decide,
    move=position_flow["thaw"],
    sentence=_("{by} gaf arbeidsplaats {position} weer vrij vanaf {on}: {reason}"),
    about=facts_of_decision,
)
def thaw_position(by: Actor, position: Position, *, ground: Ground) -> Position:
    """The position may be filled again. Invalid for a day that is still to come."""
    _note(position, DecisionKind.THAW, ground)
    return position


@action(
    "positions.close-position",
    label=_("Arbeidsplaats sluiten"),
    allow=may_decide,
    locks=("position", "position.organisation"),
    move=position_flow["close"],
    sentence=_("{by} sloot arbeidsplaats {position}. De laatste dag is {on}: {reason}"),
    about=facts_of_decision,
)
def close_position(by: Actor, position: Position, *, ground: Ground) -> Position:
    """The position exists until a day (``on``, the last one), past or to come; its number is never
    used again. Invalid while somebody holds it or reports to it after that day.
    """
    cut_after(position, ground.on)
    _keep(position, DecisionKind.CLOSE, ground)
    return position


def _note(position: Position, kind: DecisionKind, ground: Ground) -> None:
    if ground.on > clock.today():
        raise Invalid({"on": _t("Deze beslissing geldt meteen. Kies een dag tot en met vandaag.")})
    _keep(position, kind, ground)


def _keep(position: Position, kind: DecisionKind, ground: Ground) -> None:
    if not ground.reason.strip():
        raise Invalid({"reason": _t("Zeg waarom dit zo beslist werd.")})
    PositionDecision.objects.create(
        position=position,
        kind=kind,
        on=ground.on,
        reason=ground.reason,
        document=ground.document,
        at=clock.now(),
    )
