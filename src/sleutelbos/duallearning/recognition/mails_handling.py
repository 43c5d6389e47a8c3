"""Mails about what happens to a request beside its decision: votes, hand-over, visits."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.recognition.events import (
    HandOverAnswered,
    HandOverProposed,
    MessageWritten,
    RecognitionLifted,
    SanctionChanged,
    TrainingDue,
    VisitPlanned,
    VoteCounted,
    VoteOpened,
)
from sleutelbos.duallearning.recognition.mails import tell
from sleutelbos.duallearning.recognition.models import (
    HandOver,
    MentorTraining,
    RecognitionTask,
    Request,
    Sanction,
    Visit,
    VoteRound,
)
from sleutelbos.duallearning.recognition.queries import people
from sleutelbos.duallearning.recognition.states import Side, VoteOutcome
from sleutelbos.kernel.outbox import subscribe

VOTE_OPENED = "duallearning/mails/vote_opened.txt"
VOTE_COUNTED = "duallearning/mails/vote_counted.txt"
HAND_OVER_PROPOSED = "duallearning/mails/hand_over_proposed.txt"
HAND_OVER_ANSWERED = "duallearning/mails/hand_over_answered.txt"
REQUEST_MOVED = "duallearning/mails/request_moved.txt"
VISIT_PLANNED = "duallearning/mails/visit_planned.txt"
MESSAGE_WRITTEN = "duallearning/mails/message_written.txt"
SANCTION_CHANGED = "duallearning/mails/sanction_changed.txt"
RECOGNITION_LIFTED = "duallearning/mails/recognition_lifted.txt"
TRAINING_DUE = "duallearning/mails/training_due.txt"


def link_to(
    name: str, row: MentorTraining | Request | Sanction | VoteRound | HandOver | Visit
) -> str:
    """The full address of a page of a row."""
    return settings.BASE_URL + reverse(f"duallearning:{name}", args=[row.uid])


def _round(pk: int) -> VoteRound:
    rows = VoteRound.objects.select_related("request__company", "request__programme")
    return rows.get(pk=pk)


@subscribe(VoteOpened)
def tell_vote_opened(event: VoteOpened) -> None:
    """Each Stemgerechtigde who was asked: vote before the deadline."""
    row = _round(event.round)
    to = [one.voter for one in row.ballots.select_related("voter").order_by("pk")]
    more = {"round": row, "link": link_to("vote", row)}
    tell("vote-opened", VOTE_OPENED, row.request, to, **more)


@subscribe(VoteCounted)
def tell_vote_counted(event: VoteCounted) -> None:
    """The handlers: how the vote ended, so that they decide."""
    row = _round(event.round)
    outcome = VoteOutcome(row.outcome).label
    more = {"outcome": outcome, "link": link_to("vote-round", row)}
    to = people.handlers_of(row.request)
    tell("vote-counted", VOTE_COUNTED, row.request, to, **more)


def _hand_over(pk: int) -> HandOver:
    rows = HandOver.objects.select_related(
        "request__company", "request__programme", "giver", "receiver"
    )
    return rows.get(pk=pk)


@subscribe(HandOverProposed)
def tell_hand_over(event: HandOverProposed) -> None:
    """The handlers of who would take it over."""
    row = _hand_over(event.hand_over)
    more = {"giver": row.giver, "link": link_to("hand-over", row)}
    to = people.handlers_at(row.receiver_id)
    tell("hand-over-proposed", HAND_OVER_PROPOSED, row.request, to, **more)


@subscribe(HandOverAnswered)
def tell_hand_over_answered(event: HandOverAnswered) -> None:
    """The handlers of who gave it; and when it moved, the company."""
    row = _hand_over(event.hand_over)
    moved = row.state == "accepted"
    more = {"receiver": row.receiver, "moved": moved}
    kind, template = "hand-over-answered", HAND_OVER_ANSWERED
    tell(kind, template, row.request, people.handlers_at(row.giver_id), **more)
    if moved:
        to = people.applicants_of(row.request)
        tell("request-moved", REQUEST_MOVED, row.request, to, **more)


@subscribe(VisitPlanned)
def tell_visit(event: VisitPlanned) -> None:
    """The company: somebody comes, or calls."""
    row = Visit.objects.select_related("request__company", "request__programme").get(pk=event.visit)
    to = people.applicants_of(row.request)
    more = {"visit": row, "what": row.get_kind_display()}
    tell("visit-planned", VISIT_PLANNED, row.request, to, **more)


@subscribe(MessageWritten)
def tell_message(event: MessageWritten) -> None:
    """The other side: somebody wrote on the file. The text itself stays there."""
    row = Request.objects.select_related("company", "programme", "handler").get(pk=event.request)
    if event.to == Side.APPLICANT:
        to = people.applicants_of(row)
    else:
        to = [row.handler] if row.handler is not None else people.handlers_of(row)
    more = {"link": link_to("messages", row)}
    tell("message-written", MESSAGE_WRITTEN, row, to, **more)


@subscribe(SanctionChanged)
def tell_sanction(event: SanctionChanged) -> None:
    """The company: guidance began, it is heard, or something was decided."""
    row = Sanction.objects.select_related(
        "recognition__request__company", "recognition__request__programme"
    ).get(pk=event.sanction)
    to = people.people_of_company(row.recognition.company_id)
    more = {
        "sanction": row,
        "state": event.state,
        "what": row.get_kind_display(),
        "link": link_to("sanction", row),
    }
    request = row.recognition.request
    tell(f"sanction-{event.state}", SANCTION_CHANGED, request, to, **more)


@subscribe(TrainingDue)
def tell_training(event: TrainingDue) -> None:
    """The company: a mentor has to follow his training before the end of the term."""
    row = MentorTraining.objects.select_related(
        "mentor__person", "mentor__request__company", "mentor__request__programme"
    ).get(pk=event.training)
    request = row.mentor.request
    more = {
        "training": row,
        "mentor": row.mentor.person,
        "over": row.overdue_at is not None,
        "link": link_to("prove-training", row),
    }
    to = people.people_of_company(request.company_id)
    tell("training-due", TRAINING_DUE, request, to, **more)


@subscribe(RecognitionLifted)
def tell_lifted(event: RecognitionLifted) -> None:
    """The company: its recognition ended after a change, and why. A sanction has its letter."""
    if not event.task:
        return
    task = RecognitionTask.objects.select_related(
        "recognition__company", "recognition__site", "recognition__programme",
        "recognition__request",
    ).get(pk=event.task)  # fmt: skip
    row = task.recognition
    link = settings.BASE_URL + reverse("duallearning:recognition", args=[row.uid])
    more = {"recognition": row, "reason": task.remark, "link": link}
    to = people.people_of_company(row.company_id)
    tell("recognition-lifted", RECOGNITION_LIFTED, row.request, to, **more)
