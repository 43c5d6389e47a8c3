"""What a trajectbegeleider does in Werkplek Duaal: learners, and their agreements."""

from __future__ import annotations

from datetime import timedelta

from sleutelbos.access.public import Newcomer
from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.papers import paper
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.duallearning.agreement import timetable
from sleutelbos.duallearning.agreement.actions import (
    changing,
    drafting,
    inviting,
    learners,
    presenting,
    registering,
    suspending,
)
from sleutelbos.duallearning.agreement.models import Agreement, Learner
from sleutelbos.duallearning.agreement.queries.signing import signers
from sleutelbos.duallearning.agreement.school_years import last_of, year_of
from sleutelbos.duallearning.agreement.states import Place, SuspensionCause
from sleutelbos.duallearning.agreement.states_changes import ChangedField
from sleutelbos.duallearning.agreement.timetable import Slot
from sleutelbos.duallearning.recognition.models import Programme, Recognition
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor

HOUR = 60
THURSDAY = 4
SOON = timedelta(days=7)
# Monday to Wednesday at the workplace, Thursday and Friday at school.
WEEK = (
    *(Slot(day, 8 * HOUR, 16 * HOUR, Place.WORK, HOUR) for day in (1, 2, 3)),
    *(Slot(day, 8 * HOUR + 30, 15 * HOUR + 30, Place.SCHOOL, HOUR) for day in (4, 5)),
)


def _learner(cast: Cast, by: Actor, step: Step) -> None:
    """``person`` follows ``what``; ``note`` is who represents him."""
    told = stories.people()[step.person]
    learners.add_learner(
        by,
        cast.organisation(step.organisation),
        newcomer=Newcomer(told.insz, told.given_name, told.family_name, told.email),
        programme=Programme.objects.get(code=step.what),
        school_year=year_of(clock.today()),
        guardian=learners.Guardian(step.note),
    )


def _draft(cast: Cast, by: Actor, step: Step) -> None:
    """A Werkversie at the first workplace of the opleiding, a week long filled in."""
    learner = Learner.objects.get(person=cast.person(step.person))
    row = drafting.start_agreement(by, learner)
    where = Recognition.objects.filter(programme=learner.programme, state="active")
    recognition = where.order_by("pk")[0]
    drafting.choose_workplace(by, row, recognition=recognition)
    first = clock.today() + SOON
    mentor = recognition.mentors.filter(state="valid")[0]
    term = drafting.Term(mentor, first, last_of(year_of(first)), 1)
    drafting.set_term(by, row, term=term)
    drafting.set_timetable(by, row, slots=WEEK)
    activities = list(learner.programme.activities.values_list("text", flat=True))
    drafting.set_plan(by, row, activities=activities[:3], note=step.note)


def _agreement(cast: Cast, step: Step) -> Agreement:
    return Agreement.objects.get(person=cast.person(step.person))


def _present(cast: Cast, by: Actor, step: Step) -> None:
    presenting.present_agreement(by, _agreement(cast, step))


def _ask(cast: Cast, by: Actor, step: Step) -> None:
    """Each party signs by link, who has no address on paper."""
    row = _agreement(cast, step)
    asked = [
        inviting.Asked(party, by_link=bool(people[0].email), person=people[0].person)
        for party, people in signers(row).items()
    ]
    inviting.ask_signatures(by, row, asked=asked)


def _register(cast: Cast, by: Actor, step: Step) -> None:
    """It came back signed, and is registered at once."""
    row = _agreement(cast, step)
    signed = paper("Ondertekende overeenkomst")
    presenting.sign_agreement(by, row, signed_on=clock.today(), paper=signed)
    registering.register_agreement(by, row)


def _suspend(cast: Cast, by: Actor, step: Step) -> None:
    """From today for some days (``until``)."""
    pause = suspending.Pause(
        SuspensionCause.ILLNESS, clock.today(), cast.day(step.until), step.note
    )
    suspending.suspend_agreement(by, _agreement(cast, step), pause=pause)


def _amend(cast: Cast, by: Actor, step: Step) -> None:
    """Thursday too at the workplace, from a day on (``until``): an addendum to finish."""
    rest = [slot for slot in WEEK if slot.day != THURSDAY]
    week = [*rest, Slot(THURSDAY, 8 * HOUR, 16 * HOUR, Place.WORK, HOUR)]
    first = cast.day(step.until)
    assert first is not None
    changing.change_agreement(
        by, _agreement(cast, step), first=first,
        values={ChangedField.TIMETABLE: timetable.kept(week)},
    )  # fmt: skip


VERBS: dict[str, Verb] = {
    "dual-learner": _learner,
    "dual-agreement": _draft,
    "dual-present": _present,
    "dual-ask": _ask,
    "dual-register": _register,
    "dual-suspend": _suspend,
    "dual-amend": _amend,
}
