"""What a sanction does to a recognition and its mentors; only ever as part of one (W08, W22)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.following import leave_workplace
from sleutelbos.duallearning.recognition.actions.keeping import (
    end_mentor,
    facts_of_mentor,
    facts_of_recognition,
    may_keep,
)
from sleutelbos.duallearning.recognition.actions.tasks import lapse_tasks, mind_mentors
from sleutelbos.duallearning.recognition.events import RecognitionLifted
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.states import HELD_STATES, mentor_flow, recognition_flow
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision


@action(
    "duallearning.suspend-recognition",
    label=_("Erkenning schorsen"),
    allow=may_keep,
    move=recognition_flow["suspend"],
    sentence=_("Erkenning {number} van {company} voor {programme} is geschorst."),
    about=facts_of_recognition,
)
def suspend_recognition(by: Actor, recognition: Recognition) -> Recognition:
    """No new learner may begin; it comes back when the exclusion is over."""
    return recognition


@action(
    "duallearning.resume-recognition",
    label=_("Schorsing beëindigen"),
    allow=may_keep,
    move=recognition_flow["resume"],
    sentence=_("De schorsing van erkenning {number} van {company} is voorbij."),
    about=facts_of_recognition,
)
def resume_recognition(by: Actor, recognition: Recognition) -> Recognition:
    """It counts again, until the same last day."""
    return recognition


def may_lift(by: Actor, recognition: Recognition, *, task: int = 0) -> Decision:
    """The house only, for a sanction or a task."""
    return is_system(by)


def facts_of_lifted(result: Recognition, *args: object, **kwargs: object) -> dict[str, object]:
    """The recognition, whose and what for."""
    return facts_of_recognition(result)


@action(
    "duallearning.lift-recognition",
    label=_("Erkenning opheffen"),
    allow=may_lift,
    move=recognition_flow["lift"],
    sentence=_("Erkenning {number} van {company} voor {programme} is opgeheven."),
    about=facts_of_lifted,
)
def lift_recognition(by: Actor, recognition: Recognition, *, task: int = 0) -> Recognition:
    """It ends, its mentors with it, and its tasks lapse, but the one that it follows from."""
    for mentor in recognition.mentors.filter(state__in=mentor_flow["end"].sources).order_by("pk"):
        end_mentor(by, mentor)
    lapse_tasks(by, recognition, but=task)
    leave_workplace(recognition)
    emit(RecognitionLifted(recognition=recognition.pk, task=task))
    return recognition


def may_bar(by: Actor, mentor: Mentor) -> Decision:
    """The house only, for a sanction."""
    return is_system(by)


@action(
    "duallearning.bar-mentor",
    label=_("Mentor uitsluiten"),
    allow=may_bar,
    move=mentor_flow["bar"],
    sentence=_("Mentor {person} is uitgesloten bij erkenning {number}."),
    about=facts_of_mentor,
)
def bar_mentor(by: Actor, mentor: Mentor) -> Mentor:
    """He guides nobody here for this opleiding any more; elsewhere nothing changes."""
    recognition = mentor.recognition
    if recognition is not None and recognition.state in HELD_STATES:
        others = recognition.mentors.filter(state="valid").exclude(pk=mentor.pk)
        mind_mentors(by, recognition, valid=others.exists())
    return mentor
