"""What happens to a recognition and its mentors while it counts (W08, W09)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.following import leave_workplace
from sleutelbos.duallearning.recognition.actions.tasks import lapse_tasks, mind_mentors
from sleutelbos.duallearning.recognition.events import RecognitionExpiring
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import HELD_STATES, mentor_flow, recognition_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision


def may_deactivate(by: Actor, mentor: Mentor, *, reason: str) -> Decision:
    """Acts for the company, itself or by its machtiging."""
    return roles.files_for(by, mentor.request.company)


def may_reactivate(by: Actor, mentor: Mentor) -> Decision:
    """Acts for the company, itself or by its machtiging."""
    return roles.files_for(by, mentor.request.company)


def facts_of_mentor(result: Mentor, *args: object, **kwargs: object) -> dict[str, object]:
    """The mentor, where, and why."""
    return {
        "person": result.person,
        "recognition": result.recognition,
        "number": result.recognition.number if result.recognition else "",
        "reason": kwargs.get("reason", ""),
    }


@action(
    "duallearning.deactivate-mentor",
    label=_("Mentor deactiveren"),
    allow=may_deactivate,
    move=mentor_flow["deactivate"],
    sentence=_("{by} deactiveerde mentor {person} bij erkenning {number}. Reden: {reason}"),
    about=facts_of_mentor,
)
def deactivate_mentor(by: Actor, mentor: Mentor, *, reason: str) -> Mentor:
    """He guides nobody any more here; elsewhere nothing changes."""
    _check_recognised(mentor)
    texts.block(reason, "reason", required=_t("Vul in waarom de mentor stopt."))
    assert mentor.recognition is not None
    others = mentor.recognition.mentors.filter(state="valid").exclude(pk=mentor.pk)
    mind_mentors(by, mentor.recognition, valid=others.exists())
    return mentor


@action(
    "duallearning.reactivate-mentor",
    label=_("Mentor heractiveren"),
    allow=may_reactivate,
    move=mentor_flow["reactivate"],
    sentence=_("{by} heractiveerde mentor {person} bij erkenning {number}."),
    about=facts_of_mentor,
)
def reactivate_mentor(by: Actor, mentor: Mentor) -> Mentor:
    """He guides learners here again; what was judged before stays."""
    _check_recognised(mentor)
    assert mentor.recognition is not None
    mind_mentors(by, mentor.recognition, valid=True)
    return mentor


def _check_recognised(mentor: Mentor) -> None:
    if mentor.recognition is None or mentor.recognition.state not in HELD_STATES:
        raise Invalid(_t("De erkenning van deze mentor telt niet meer."))


def may_end(by: Actor, mentor: Mentor) -> Decision:
    """The clock only."""
    return is_system(by)


@action(
    "duallearning.end-mentor",
    label=_("Mentor beëindigen"),
    allow=may_end,
    move=mentor_flow["end"],
    sentence=_("Mentor {person} stopte samen met erkenning {number}."),
    about=facts_of_mentor,
)
def end_mentor(by: Actor, mentor: Mentor) -> Mentor:
    """His recognition ended; with a new one he is judged anew."""
    return mentor


def may_keep(by: Actor, recognition: Recognition) -> Decision:
    """The clock only."""
    return is_system(by)


def facts_of_recognition(result: Recognition, *args: object) -> dict[str, object]:
    """The recognition, whose and what for."""
    return {
        "recognition": result,
        "number": result.number,
        "company": result.company,
        "programme": result.programme,
    }


@action(
    "duallearning.expire-recognition",
    label=_("Erkenning laten verlopen"),
    allow=may_keep,
    move=recognition_flow["expire"],
    sentence=_("Erkenning {number} van {company} voor {programme} is verlopen."),
    about=facts_of_recognition,
)
def expire_recognition(by: Actor, recognition: Recognition) -> Recognition:
    """Its last day is over, and its mentors stop. Invalid before that."""
    if recognition.valid.upper is None or recognition.valid.upper > clock.today():
        raise Invalid(_t("Deze erkenning loopt nog."))
    for mentor in recognition.mentors.filter(state__in=mentor_flow["end"].sources).order_by("pk"):
        end_mentor(by, mentor)
    lapse_tasks(by, recognition)
    leave_workplace(recognition)
    return recognition


@action(
    "duallearning.warn-expiring",
    label=_("Einde van een erkenning melden"),
    allow=may_keep,
    when=recognition_flow.at("active"),
    sentence=_("Het systeem meldde {company} dat erkenning {number} eindigt."),
    about=facts_of_recognition,
)
def warn_expiring(by: Actor, recognition: Recognition) -> Recognition:
    """Tell the company once, months ahead, that a recognition ends."""
    recognition.warned_at = clock.now()
    recognition.save(update_fields=["warned_at"])
    emit(RecognitionExpiring(recognition=recognition.pk))
    return recognition
