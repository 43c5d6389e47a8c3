"""Examples of agreements: a learner of the school at the bakery, in each state."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.access.public import Newcomer
from sleutelbos.demo import identifiers
from sleutelbos.duallearning.agreement.actions import (
    drafting,
    ending,
    learners,
    presenting,
    registering,
    suspending,
)
from sleutelbos.duallearning.agreement.actions.drafting import Term
from sleutelbos.duallearning.agreement.actions.ending import Ending
from sleutelbos.duallearning.agreement.actions.learners import Guardian
from sleutelbos.duallearning.agreement.actions.suspending import Pause
from sleutelbos.duallearning.agreement.models import Agreement, Learner, Suspension
from sleutelbos.duallearning.agreement.school_years import year_of
from sleutelbos.duallearning.agreement.states import EndReason, Initiator, SuspensionCause
from sleutelbos.duallearning.agreement.timetable import Slot
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.tools import dates
from tests.duallearning import examples
from tests.duallearning.papers import paper
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import GUIDE, programme

DAY = timedelta(days=1)
PARENT = Guardian("An Ouder", "an@example.be")
# Three days at the workplace (21 hours), two at school.
WEEK = (
    *(Slot(day, 480, 960, "werkplek", 60) for day in (1, 2, 3)),
    *(Slot(day, 510, 930, "school", 60) for day in (4, 5)),
)


def born(years: int) -> date:
    """The birth date of somebody who is so many years old for some months."""
    today = clock.today()
    return date(today.year - years, max(1, today.month - 3), 5)


def pupil(years: int = 17, order: int = 41) -> Newcomer:
    """A learner of that age, not known yet."""
    return Newcomer(identifiers.insz(born(years), order), "Lies", "Leerling", "lies@example.be")


def learner(world: World, years: int = 17, order: int = 41, guardian: Guardian = PARENT) -> Learner:
    """At the school of the world, this school year."""
    return learners.add_learner(
        world.actor(GUIDE), world.school, newcomer=pupil(years, order), programme=programme(),
        school_year=year_of(clock.today() - 10 * DAY), guardian=guardian,
    )  # fmt: skip


def bakery(world: World) -> Recognition:
    """The bakery, recognised since fifty days; the same one throughout a test."""
    found = Recognition.objects.first()
    if found is None:
        found = examples.recognised(world)
        with arranging():
            found.valid = dates.of_days(clock.today() - 50 * DAY, clock.today() + 1700 * DAY)
            found.save()
    return found


def drafted(world: World, **more: object) -> Agreement:
    """A Werkversie without anything."""
    return drafting.start_agreement(world.actor(GUIDE), learner(world, **more))  # type: ignore[arg-type]


def placed(world: World, **more: object) -> Agreement:
    """A workplace was chosen."""
    where = bakery(world)
    return drafting.choose_workplace(world.actor(GUIDE), drafted(world, **more), recognition=where)


def term(recognition: Recognition, first: int = -10, last: int = 200) -> Term:
    """From so many days ago to so many ahead, with its first mentor."""
    mentor = recognition.mentors.order_by("pk")[0]
    return Term(mentor, clock.today() + first * DAY, clock.today() + last * DAY, 1)


def filled(world: World, first: int = -10, last: int = 200, **more: object) -> Agreement:
    """All that is needed to present it."""
    by, row = world.actor(GUIDE), placed(world, **more)
    assert row.recognition is not None
    drafting.set_term(by, row, term=term(row.recognition, first, last))
    drafting.set_timetable(by, row, slots=WEEK)
    return drafting.set_plan(by, row, activities=["Werkt hygiënisch"], note="Elke vrijdag overleg.")


def presented(world: World, **more: object) -> Agreement:
    """Its document was made."""
    return presenting.present_agreement(world.actor(GUIDE), filled(world, **more))  # type: ignore[arg-type]


def signed(world: World, **more: object) -> Agreement:
    """It came back signed."""
    row = presented(world, **more)
    return presenting.sign_agreement(
        world.actor(GUIDE), row, signed_on=clock.today(), paper=paper("getekend.pdf")
    )


def registered(world: World, **more: object) -> Agreement:
    """It counts."""
    return registering.register_agreement(world.actor(GUIDE), signed(world, **more))


def paused(world: World) -> Suspension:
    """It stands still, nobody knows how long."""
    pause = Pause(SuspensionCause.ILLNESS, clock.today() - 3 * DAY)
    return suspending.suspend_agreement(world.actor(GUIDE), registered(world), pause=pause)


def early(days: int = 0, **more: object) -> Ending:
    """An early end, so many days from now."""
    values = {
        "last": clock.today() + days * DAY, "reason": EndReason.DROP_OUT,
        "initiator": Initiator.LEARNER, "note": "Kwam niet meer.", **more,
    }  # fmt: skip
    return Ending(**values)  # type: ignore[arg-type]


def ended(world: World, **more: object) -> Agreement:
    """It ended today, early."""
    return ending.end_agreement(world.actor(GUIDE), registered(world), ending=early(**more))  # type: ignore[arg-type]


def example_add_learner(world: World) -> Arguments:
    more = {"newcomer": pupil(), "programme": programme(), "guardian": PARENT}
    return (world.school,), {**more, "school_year": year_of(clock.today())}


def example_change_learner(world: World) -> Arguments:
    return (learner(world),), {"guardian": Guardian("Bart Voogd")}


def example_remove_learner(world: World) -> Arguments:
    return (learner(world),), {}


def example_start_agreement(world: World) -> Arguments:
    return (learner(world),), {}


def example_choose_workplace(world: World) -> Arguments:
    where = bakery(world)
    return (drafted(world),), {"recognition": where}


def example_set_term(world: World) -> Arguments:
    row = placed(world)
    assert row.recognition is not None
    return (row,), {"term": term(row.recognition)}


def example_set_timetable(world: World) -> Arguments:
    return (drafted(world),), {"slots": WEEK}


def example_set_plan(world: World) -> Arguments:
    return (drafted(world),), {"activities": ["Werkt hygiënisch"], "note": ""}


def example_discard_agreement(world: World) -> Arguments:
    return (drafted(world),), {}


def example_copy_agreement(world: World) -> Arguments:
    return (filled(world),), {"learner": learner(world, order=43)}


def example_present_agreement(world: World) -> Arguments:
    return (filled(world),), {}


def example_recall_agreement(world: World) -> Arguments:
    return (presented(world),), {}


def example_sign_agreement(world: World) -> Arguments:
    return (presented(world),), {"signed_on": clock.today(), "paper": paper("getekend.pdf")}


def example_register_agreement(world: World) -> Arguments:
    return (signed(world),), {}


def example_suspend_agreement(world: World) -> Arguments:
    return (registered(world),), {"pause": Pause(SuspensionCause.ILLNESS, clock.today())}


def example_resume_agreement(world: World) -> Arguments:
    return (paused(world),), {"last": clock.today()}


def example_end_agreement(world: World) -> Arguments:
    return (registered(world),), {"ending": early()}


def example_annul_agreement(world: World) -> Arguments:
    return (registered(world),), {"reason": "Twee keer geregistreerd."}
