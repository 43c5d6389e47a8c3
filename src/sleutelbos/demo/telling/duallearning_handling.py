"""What happens in Werkplek Duaal beside a decision: a vote, a visit, guidance, messages."""

from __future__ import annotations

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.papers import paper
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.duallearning.recognition.actions import (
    handing_over,
    sanctioning,
    tasks,
    training,
    visiting,
    voting,
    writing,
)
from sleutelbos.duallearning.recognition.models import MentorTraining, Recognition, Request
from sleutelbos.duallearning.recognition.states import TaskKind, VisitKind
from sleutelbos.duallearning.recognition.states_follow_up import SanctionKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor


def _request(step: Step, *states: str) -> Request:
    """The latest request for the opleiding in one of these states."""
    found = Request.objects.filter(programme__code=step.what, state__in=states).order_by("-pk")
    return found[0]


def _recognition(step: Step) -> Recognition:
    """The latest recognition for the opleiding."""
    rows = Recognition.objects.filter(programme__code=step.what, state="active")
    return rows.select_related("site").order_by("-pk")[0]


def _vote(cast: Cast, by: Actor, step: Step) -> None:
    last = cast.day(step.until)
    assert last is not None, step
    voting.open_vote(by, _request(step, "handling"), deadline=last, question=step.note)


def _visit(cast: Cast, by: Actor, step: Step) -> None:
    day = cast.day(step.until)
    assert day is not None, step
    visiting.plan_visit(
        by, _request(step, "handling"), kind=VisitKind.VISIT, on=day, note=step.note
    )


def _hand_over(cast: Cast, by: Actor, step: Step) -> None:
    receiver = cast.organisation(step.roles[0])
    row = _request(step, "submitted")
    handing_over.propose_hand_over(by, row, receiver=receiver, reason=step.note)


def _change(cast: Cast, by: Actor, step: Step) -> None:
    """The KBO told that the vestiging moved to where it is now; ``note`` is where it was."""
    row = _recognition(step)
    tasks.open_task(by, row, kind=TaskKind.ADDRESS, before=step.note, after=row.site.address)


def _guide(cast: Cast, by: Actor, step: Step) -> None:
    row = _recognition(step)
    sanctioning.propose_sanction(by, row, kind=SanctionKind.GUIDANCE, grounds=step.note)


def _attest(cast: Cast, by: Actor, step: Step) -> None:
    row = MentorTraining.objects.get(
        mentor__person=cast.person(step.person), mentor__recognition=_recognition(step)
    )
    attest = paper("Attest mentoropleiding")
    training.prove_training(by, row, course=step.note, followed_on=clock.today(), paper=attest)


def _write(cast: Cast, by: Actor, step: Step) -> None:
    writing.write_on_file(by, _request(step, "handling"), text=step.note, asks=True)


VERBS: dict[str, Verb] = {
    "dual-vote": _vote,
    "dual-visit": _visit,
    "dual-hand-over": _hand_over,
    "dual-change": _change,
    "dual-guide": _guide,
    "dual-attest": _attest,
    "dual-write": _write,
}
