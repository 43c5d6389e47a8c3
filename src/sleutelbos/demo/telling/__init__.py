"""What people of the stories do: one function per verb, each through the real action."""

from __future__ import annotations

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling import (
    asking,
    clients,
    duallearning,
    duallearning_agreements,
    duallearning_handling,
    duallearning_offer,
    duallearning_prospection,
    duallearning_signals,
    helping,
    joining,
    managing,
    positions,
    rollout,
    sources,
    timereg,
    timereg_staff,
)
from sleutelbos.demo.telling.verb import Verb

VERBS: dict[str, Verb] = {
    **sources.VERBS,
    **managing.VERBS,
    **asking.VERBS,
    **clients.VERBS,
    **timereg.VERBS,
    **timereg_staff.VERBS,
    **helping.VERBS,
    **duallearning.VERBS,
    **duallearning_offer.VERBS,
    **duallearning_handling.VERBS,
    **duallearning_agreements.VERBS,
    **duallearning_signals.VERBS,
    **duallearning_prospection.VERBS,
    **positions.VERBS,
    **joining.VERBS,
    **rollout.VERBS,
}


def tell(cast: Cast, step: Step) -> None:
    """Let it happen. Raises as the action does."""
    by = cast.actor(step.by, step.capacity)
    VERBS[step.do](cast, by, step)
