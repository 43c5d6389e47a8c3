"""The mails of Arbeidsplaatsbeheer: whose turn it is, questions on a line, a chosen slot."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from sleutelbos.kernel.outbox import subscribe
from sleutelbos.positions.events import QuestionAnswered, QuestionAsked, SlotChosen, TurnPassed
from sleutelbos.positions.models import LineQuestion, Onboarding, RolloutEntity
from sleutelbos.positions.queries.onboarding_lines import experts, hr_of
from sleutelbos.positions.states_onboarding import EXPERTS, STEPS, onboarding_flow
from sleutelbos.register.public import Person
from sleutelbos.tools.mail import post

TURN = "positions/mails/turn.txt"
QUESTION = "positions/mails/question.txt"
ANSWER = "positions/mails/answer.txt"
SLOT = "positions/mails/slot.txt"


def _link(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(f"positions:{name}", args=args)


@subscribe(TurnPassed)
def tell_turn(event: TurnPassed) -> None:
    """Whose turn it is: the HR of the entity or the expert team; once joined, the HR."""
    onboarding = Onboarding.objects.select_related("organisation").get(pk=event.onboarding)
    step = onboarding_flow.states[event.step]
    to = experts() if step.owner == EXPERTS else hr_of(onboarding.organisation_id)
    context: dict[str, object] = {
        "organisation": onboarding.organisation,
        "step": step.label,
        "number": STEPS.index(event.step) + 1 if event.step in STEPS else None,
        "link": _link("joining", onboarding.organisation.uid),
    }
    _send("turn", TURN, to, context)


@subscribe(QuestionAsked)
def tell_question(event: QuestionAsked) -> None:
    """The expert team: an entity asks something."""
    question = _question(event.question)
    _send("question", QUESTION, experts(), _about(question))


@subscribe(QuestionAnswered)
def tell_answer(event: QuestionAnswered) -> None:
    """Whoever asked: there is an answer. What it says stands on the line only."""
    question = _question(event.question)
    _send("answer", ANSWER, [question.asked_by], _about(question))


@subscribe(SlotChosen)
def tell_slot(event: SlotChosen) -> None:
    """The HR of the entity and the expert team: in which days the entity joins."""
    rows = RolloutEntity.objects.select_related("organisation", "slot")
    entity = rows.get(pk=event.entity)
    assert entity.slot is not None  # once chosen it only changes
    context: dict[str, object] = {
        "organisation": entity.organisation,
        "first": entity.slot.first,
        "last": entity.slot.last,
        "link": _link("rollout-entity", entity.uid),
    }
    to = {person.pk: person for person in (*hr_of(entity.organisation_id), *experts())}
    _send("slot", SLOT, to.values(), context)


def _question(key: int) -> LineQuestion:
    rows = LineQuestion.objects.select_related("line__onboarding__organisation", "asked_by")
    return rows.get(pk=key)


def _about(question: LineQuestion) -> dict[str, object]:
    return {
        "organisation": question.line.onboarding.organisation,
        "link": _link("joining-line", question.line.uid),
    }


def _send(kind: str, template: str, to: Iterable[Person], context: dict[str, object]) -> None:
    for person in to:
        post(f"positions.{kind}", person.pk, template, {"person": person, **context})
