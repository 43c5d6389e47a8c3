"""Questions on a line, answered on the line (A13)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.events import QuestionAnswered, QuestionAsked
from sleutelbos.positions.models import LineQuestion, OnboardingLine
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import STEPS, onboarding_flow


def may_ask(by: Actor, line: OnboardingLine, *, text: str) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, line.onboarding.organisation_id)


def facts_of_question(
    result: LineQuestion, line: OnboardingLine, *, text: str
) -> Mapping[str, object]:
    """The entity; never the text."""
    return {"organisation": line.onboarding.organisation, "employment": line.employment}


@action(
    "positions.ask-question",
    label=_("Vraag stellen bij een lijn"),
    allow=may_ask,
    locks=("line.onboarding", "line"),
    when=onboarding_flow.at(*STEPS),
    sentence=_("{by} stelde voor {organisation} een vraag over arbeidsrelatie {employment}."),
    about=facts_of_question,
)
def ask_question(by: Actor, line: OnboardingLine, *, text: str) -> LineQuestion:
    """Ask the expert team something about a line. Invalid without a text."""
    if not text.strip():
        raise Invalid({"text": _t("Schrijf wat u wilt weten.")})
    assert by.pk is not None  # the HR of an entity is a person
    question = LineQuestion.objects.create(
        line=line, text=text, asked_at=clock.now(), asked_by_id=by.pk
    )
    emit(QuestionAsked(question.pk))
    return question


def may_answer(by: Actor, question: LineQuestion, *, text: str) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_answer(
    result: LineQuestion, question: LineQuestion, *, text: str
) -> Mapping[str, object]:
    """The entity; never the text."""
    line = question.line
    return {"organisation": line.onboarding.organisation, "employment": line.employment}


@action(
    "positions.answer-question",
    label=_("Vraag bij een lijn beantwoorden"),
    allow=may_answer,
    sentence=_("{by} antwoordde {organisation} over arbeidsrelatie {employment}."),
    about=facts_of_answer,
)
def answer_question(by: Actor, question: LineQuestion, *, text: str) -> LineQuestion:
    """Answer on the line; whoever asked is told. Invalid without a text, or a second time."""
    if not text.strip():
        raise Invalid({"text": _t("Schrijf uw antwoord.")})
    if question.answered_at is not None:
        raise Invalid(_t("Deze vraag heeft al een antwoord."))
    question.answer, question.answered_at = text, clock.now()
    question.save(update_fields=["answer", "answered_at"])
    emit(QuestionAnswered(question.pk))
    return question
