"""What happens in the rollout of Arbeidsplaatsbeheer: phases, slots, entities, the project page,
speeltuin sessions."""

from __future__ import annotations

from datetime import date, time, timedelta

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.actions.playground import PlaygroundFacts, plan_playground
from sleutelbos.positions.actions.playground_seats import join_playground
from sleutelbos.positions.actions.project import set_milestone, write_chapter
from sleutelbos.positions.actions.rollout import enlist_entity, open_slot, plan_phase
from sleutelbos.positions.actions.rollout_entities import choose_slot, note_talk
from sleutelbos.positions.models import PlaygroundSession, RolloutEntity, RolloutPhase
from sleutelbos.positions.queries.rollout import free_slots


def _days(cast: Cast, step: Step) -> tuple[date, date]:
    """From ``what`` to ``until``, in days after the beginning of the demo."""
    return (cast.anchor + timedelta(days=int(step.what)),
            cast.anchor + timedelta(days=step.until or 0))  # fmt: skip


def _phase(cast: Cast, by: Actor, step: Step) -> None:
    first, last = _days(cast, step)
    plan_phase(by, name=step.note, first=first, last=last)


def _slot(cast: Cast, by: Actor, step: Step) -> None:
    """In the phase that is named; as many as its note begins with."""
    first, last = _days(cast, step)
    capacity, _space, name = step.note.partition(" ")
    phase = RolloutPhase.objects.get(name=name)
    open_slot(by, phase, first=first, last=last, capacity=int(capacity))


def _enlist(cast: Cast, by: Actor, step: Step) -> None:
    enlist_entity(by, cast.organisation(step.organisation), duty=step.what)


def _entity(cast: Cast, step: Step) -> RolloutEntity:
    return RolloutEntity.objects.get(organisation=cast.organisation(step.organisation))


def _choose(cast: Cast, by: Actor, step: Step) -> None:
    choose_slot(by, _entity(cast, step), free_slots()[0])


def _talk(cast: Cast, by: Actor, step: Step) -> None:
    note_talk(by, _entity(cast, step), on=clock.today(), people=step.what, agreements=step.note)


def _chapter(cast: Cast, by: Actor, step: Step) -> None:
    write_chapter(by, chapter=step.what, text=step.note)


def _milestone(cast: Cast, by: Actor, step: Step) -> None:
    set_milestone(by, on=cast.anchor + timedelta(days=step.until or 0), text=step.note)


def _playground(cast: Cast, by: Actor, step: Step) -> None:
    """``what``: hours and places, ``13:30-15:30 8``; with the teller as its expert."""
    hours, _space, places = step.what.partition(" ")
    begins, ends = (time.fromisoformat(hour) for hour in hours.split("-"))
    day = cast.anchor + timedelta(days=step.until or 0)
    link = f"https://vergadering.example.be/speeltuin-{step.until}"
    facts = PlaygroundFacts(
        day, begins, ends, int(places), cast.person(step.by.partition("@")[0]), link, step.note
    )
    plan_playground(by, facts=facts)


def _join(cast: Cast, by: Actor, step: Step) -> None:
    """The first session to come."""
    session = PlaygroundSession.objects.filter(starts__gt=clock.now()).order_by("starts")[0]
    join_playground(by, session, cast.organisation(step.organisation), waits=False)


VERBS: dict[str, Verb] = {
    "plan-phase": _phase,
    "open-slot": _slot,
    "enlist": _enlist,
    "choose-slot": _choose,
    "note-talk": _talk,
    "write-chapter": _chapter,
    "set-milestone": _milestone,
    "plan-playground": _playground,
    "join-playground": _join,
}
