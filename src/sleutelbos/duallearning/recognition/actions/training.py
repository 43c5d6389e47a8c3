"""A mentor follows a mentoropleiding within the term of the partnership (W09, M06–M08)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.events import TrainingDue
from sleutelbos.duallearning.recognition.models import Mentor, MentorTraining
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.recognition.states_follow_up import training_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation
from sleutelbos.tools.files import Upload, keep


def begin_training(mentor: Mentor, partnership: Organisation | None) -> MentorTraining:
    """Set the term of a mentor who was recognised; part of an action.

    Who followed one before, here or elsewhere, is done at once (M09: one person is one mentor); an
    exemption counts again only with the partnership that gave it. Who goes on in a renewal keeps
    the term that he had.
    """
    today = clock.today()
    months = policies.training_months.on(today, scope_of(partnership))
    found = MentorTraining(mentor=mentor, due=months_after(today, months))
    if mentor.renews is not None and hasattr(mentor.renews, "training"):
        found.due = mentor.renews.training.due
    earlier = MentorTraining.objects.filter(mentor__person=mentor.person_id).order_by("-pk")
    before = (
        earlier.filter(state="done").first()
        or earlier.filter(state="exempt", mentor__recognition__partnership=partnership).first()
    )
    if before is not None:
        found.state, found.course, found.remark = before.state, before.course, before.remark
        found.followed_on, found.paper = before.followed_on, before.paper
        found.judged_by, found.judged_at = before.judged_by, before.judged_at
    found.save()
    return found


def may_prove(
    by: Actor, training: MentorTraining, *, course: str, followed_on: date, paper: Upload
) -> Decision:
    """Acts for the company, itself or by its machtiging."""
    return roles.files_for(by, training.mentor.request.company)


def facts_of_training(result: MentorTraining, *args: object, **kwargs: object) -> dict[str, object]:
    """Whose, at which recognition, and why."""
    mentor = result.mentor
    number = mentor.recognition.number if mentor.recognition else mentor.request.number
    return {
        "person": mentor.person,
        "training": result,
        "recognition": mentor.recognition,
        "number": number,
        "reason": kwargs.get("remark", ""),
    }


@action(
    "duallearning.prove-training",
    label=_("Attest van een mentoropleiding indienen"),
    allow=may_prove,
    move=training_flow["prove"],
    sentence=_("{by} diende een attest van {person} in, erkenning {number}."),
    about=facts_of_training,
)
def prove_training(
    by: Actor, training: MentorTraining, *, course: str, followed_on: date, paper: Upload
) -> MentorTraining:
    """Hand over the attest; late is better than never. Invalid for a day to come."""
    if followed_on > clock.today():
        raise Invalid({"followed_on": _t("Deze dag ligt in de toekomst.")})
    training.course = texts.line(
        course, "course", most=200, required=_t("Vul in welke opleiding het was.")
    )
    training.followed_on, training.remark = followed_on, ""
    training.paper = keep(paper, retention="erkenningsaanvraag", field="paper")
    training.save(update_fields=["course", "followed_on", "remark", "paper"])
    return training


def may_judge(by: Actor, training: MentorTraining, *, remark: str) -> Decision:
    """Behandelaar of the partnership that recognised; the department without one."""
    recognition = training.mentor.recognition
    return roles.handles(by, recognition.partnership_id if recognition else None)


@action(
    "duallearning.approve-training",
    label=_("Attest aanvaarden"),
    allow=may_judge,
    move=training_flow["approve"],
    sentence=_("{by} aanvaardde de mentoropleiding van {person}, erkenning {number}."),
    about=facts_of_training,
)
def approve_training(by: Actor, training: MentorTraining, *, remark: str) -> MentorTraining:
    """It counts, at other companies too."""
    return _judge(by, training, texts.block(remark, "remark"))


@action(
    "duallearning.return-training",
    label=_("Attest terugsturen"),
    allow=may_judge,
    move=training_flow["return"],
    sentence=_("{by} aanvaardde het attest van {person} niet, erkenning {number}. Reden: {reason}"),
    about=facts_of_training,
)
def return_training(by: Actor, training: MentorTraining, *, remark: str) -> MentorTraining:
    """It is no proof; the term stays as it was."""
    why = texts.block(remark, "remark", required=_t("Vul in waarom dit attest niet volstaat."))
    return _judge(by, training, why)


@action(
    "duallearning.exempt-training",
    label=_("Vrijstellen van de mentoropleiding"),
    allow=may_judge,
    move=training_flow["exempt"],
    sentence=_("{by} stelde {person} vrij van de mentoropleiding, erkenning {number}."
               " Reden: {reason}"),
    about=facts_of_training,
)  # fmt: skip
def exempt_training(by: Actor, training: MentorTraining, *, remark: str) -> MentorTraining:
    """He needs none with this partnership, a pedagogical diploma for instance."""
    why = texts.block(remark, "remark", required=_t("Vul in waarom geen opleiding nodig is."))
    return _judge(by, training, why)


def _judge(by: Actor, training: MentorTraining, remark: str) -> MentorTraining:
    training.remark = remark
    training.judged_by_id, training.judged_at = roles.somebody(by), clock.now()
    training.save(update_fields=["remark", "judged_by", "judged_at"])
    return training


def may_remind(by: Actor, training: MentorTraining) -> Decision:
    """The clock only."""
    return is_system(by)


@action(
    "duallearning.remind-training",
    label=_("Herinneren aan een mentoropleiding"),
    allow=may_remind,
    when=training_flow.at("due"),
    sentence=_("Het systeem herinnerde aan de mentoropleiding van {person}, erkenning {number}."),
    about=facts_of_training,
)
def remind_training(by: Actor, training: MentorTraining) -> MentorTraining:
    """Tell the company: once when the term nears, once when it is over."""
    if training.due < clock.today():
        training.overdue_at = clock.now()
    training.warned_at = training.warned_at or clock.now()
    training.save(update_fields=["warned_at", "overdue_at"])
    emit(TrainingDue(training=training.pk))
    return training
