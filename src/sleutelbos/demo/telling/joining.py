"""What happens when an entity joins Arbeidsplaatsbeheer: its steps, its lines, a question."""

from __future__ import annotations

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.actions.onboarding_flow import (
    begin_onboarding,
    finish_checking,
    finish_placing,
)
from sleutelbos.positions.actions.onboarding_lines import check_lines
from sleutelbos.positions.actions.onboarding_questions import ask_question
from sleutelbos.positions.models import Onboarding, OnboardingLine


def _onboarding(cast: Cast, step: Step) -> Onboarding:
    return Onboarding.objects.get(organisation=cast.organisation(step.organisation))


def _begin(cast: Cast, by: Actor, step: Step) -> None:
    """Everybody holds a position already, so the first step ends at once."""
    onboarding = begin_onboarding(by, cast.organisation(step.organisation))
    finish_placing(by, onboarding)


def _check(cast: Cast, by: Actor, step: Step) -> None:
    onboarding = _onboarding(cast, step)
    check_lines(by, onboarding, lines=list(onboarding.lines.filter(colour="blauw")))
    finish_checking(by, onboarding)


def _question(cast: Cast, by: Actor, step: Step) -> None:
    rows = OnboardingLine.objects.filter(onboarding=_onboarding(cast, step), reason=step.what)
    line = rows.select_related("onboarding").earliest("pk")
    ask_question(by, line, text=step.note)


VERBS: dict[str, Verb] = {
    "begin-joining": _begin,
    "check-blue": _check,
    "ask-about-line": _question,
}
