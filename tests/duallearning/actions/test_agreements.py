"""An agreement from Werkversie to its end, and what can't be (W10, W23)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from sleutelbos.duallearning.agreement import jobs
from sleutelbos.duallearning.agreement.actions import (
    drafting,
    ending,
    learners,
    presenting,
    registering,
    suspending,
)
from sleutelbos.duallearning.agreement.actions.learners import Guardian
from sleutelbos.duallearning.agreement.actions.suspending import Pause
from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.queries.readiness import findings_of
from sleutelbos.duallearning.agreement.queries.terms import suspended_on, terms_of, terms_on
from sleutelbos.duallearning.agreement.states import EndReason, SuspensionCause
from sleutelbos.duallearning.agreement.timetable import Slot
from sleutelbos.duallearning.recognition.actions import effects
from sleutelbos.duallearning.recognition.models import Mentor, Recognition, Request
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools import dates
from sleutelbos.tools.files import Destroyed, content_of
from sleutelbos.tools.mail.models import Message
from tests.duallearning import examples as made
from tests.duallearning.papers import paper
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World, make_person
from tests.world_duaal import DELEGATE, GUIDE, SCHOOL_KEEPER, WAITER, programme

pytestmark = pytest.mark.requirement("W10")
DAY = timedelta(days=1)


def sentences(caught: pytest.ExceptionInfo[Invalid]) -> str:
    return " ".join(str(one) for one in caught.value.problems.values())


def test_the_whole_life(world: World) -> None:
    row = made.registered(world)
    assert (row.state, row.kind) == ("registered", "OAO")
    assert row.document is not None
    text = pdf_text(content_of(row.document))
    for said in ("Lies Leerling", "An Ouder", "Mieke Mentor", "Bakkerij De Oven", "21 uur per week",
                 "Werkt hygiënisch", "modelovereenkomst 2025.1", "Handtekeningen"):  # fmt: skip
        assert said in text, said
    assert terms_on(row, clock.today()) is not None
    assert terms_on(row, clock.today() - 11 * DAY) is None
    over = ending.end_agreement(world.actor(GUIDE), row, ending=made.early(-1))
    assert over.state == "ended"
    assert dates.last_day(over.valid) == clock.today() - DAY  # type: ignore[arg-type]
    assert terms_on(over, clock.today()) is None
    assert terms_on(over, clock.today(), known=row.registered_at) is not None, "as it was known"


def test_who_is_told(world: World) -> None:
    row = made.registered(world)
    pause = Pause(SuspensionCause.LEAVE, clock.today(), clock.today() + 4 * DAY)
    suspending.suspend_agreement(world.actor(GUIDE), row, pause=pause)
    ending.end_agreement(world.actor(GUIDE), row, ending=made.early())
    deliver_all()
    told = {row.person_id, world.people[DELEGATE].pk}
    for kind in ("signing", "registered", "suspended", "ended"):
        mails = Message.objects.filter(kind=f"duallearning.agreement-{kind}")
        assert {one.person for one in mails} == told, kind


def test_only_a_trajectbegeleider_of_the_school(world: World) -> None:
    row = made.signed(world)
    for who in (SCHOOL_KEEPER, "right role elsewhere", DELEGATE):
        with pytest.raises(Refused, match="trajectbegeleider"):
            registering.register_agreement(world.actor(who), row)


def test_one_agreement_is_made_at_a_time(world: World) -> None:
    row = made.drafted(world)
    with pytest.raises(Invalid, match="wordt al een overeenkomst opgemaakt"):
        drafting.start_agreement(world.actor(GUIDE), row.learner)
    drafting.discard_agreement(world.actor(GUIDE), row)
    assert drafting.start_agreement(world.actor(GUIDE), row.learner).state == "draft"


def test_what_lacks_is_named_at_once(world: World) -> None:
    row = made.drafted(world, guardian=Guardian())
    with pytest.raises(Invalid) as caught:
        presenting.present_agreement(world.actor(GUIDE), row)
    said = sentences(caught)
    for lack in ("Kies een werkplek", "eerste en de laatste dag", "categorie", "activiteit",
                 "minderjarig", "wanneer de leerling op de werkplek is"):  # fmt: skip
        assert lack in said, lack


def test_a_timetable_that_breaks_three_rules(world: World) -> None:
    by, row = world.actor(GUIDE), made.filled(world)
    week = [Slot(day, 12 * 60, 21 * 60, "werkplek") for day in (1, 2, 3)]
    drafting.set_timetable(by, row, slots=week)
    with pytest.raises(Invalid) as caught:
        presenting.present_agreement(by, row)
    for said in ("hoogstens 8 uur per dag", "60 minuten pauze", "tussen 20 en 6 uur"):
        assert said in sentences(caught)
    with arranging():
        row.learner.person.birth_date = date(2000, 1, 1)
        row.learner.person.save()
    assert presenting.present_agreement(by, Agreement.objects.get(pk=row.pk)).state == "signing"


def test_hours_that_can_not_be(world: World) -> None:
    by, row = world.actor(GUIDE), made.drafted(world)
    for slots, said in (
        ([Slot(1, 600, 540, "werkplek")], "Het einde ligt niet na het begin."),
        ([Slot(1, 600, 660, "werkplek", 60)], "De pauze duurt langer dan de uren."),
        ([Slot(1, 600, 720, "werkplek"), Slot(1, 660, 780, "school")], "niet tegelijk"),
    ):
        with pytest.raises(Invalid) as caught:
            drafting.set_timetable(by, row, slots=slots)
        assert list(caught.value.problems) == ["day_1"]
        assert said in sentences(caught)


def test_the_days_of_the_term(world: World) -> None:
    by, row = world.actor(GUIDE), made.placed(world)
    assert row.recognition is not None
    for days, field, said in (
        ((-400, 10), "first", "in het schooljaar van de leerling"),
        ((5, 4), "last", "ligt voor de eerste"),
    ):
        with pytest.raises(Invalid) as caught:
            drafting.set_term(by, row, term=made.term(row.recognition, *days))
        assert list(caught.value.problems) == [field]
        assert said in sentences(caught)


def test_a_workplace_of_another_opleiding_or_without_mentor(world: World) -> None:
    by, row, where = world.actor(GUIDE), made.drafted(world), made.bakery(world)
    with arranging():
        Mentor.objects.update(state="inactive")
    with pytest.raises(Invalid, match="niet erkend voor de opleiding, of heeft geen mentor"):
        drafting.choose_workplace(by, row, recognition=where)
    with arranging():
        Mentor.objects.update(state="valid")
        Recognition.objects.update(programme=programme(WAITER))
    with pytest.raises(Invalid, match="niet erkend voor de opleiding"):
        drafting.choose_workplace(by, row, recognition=where)


def test_lifted_between_drawing_up_and_registration(world: World) -> None:
    """Drawn up on day 1, lifted on day 2, signed on day 3: refused with the reason (§10, 4)."""
    row = made.signed(world)
    assert row.recognition is not None
    effects.lift_recognition(system("test"), row.recognition)
    with pytest.raises(Invalid) as caught:
        registering.register_agreement(world.actor(GUIDE), Agreement.objects.get(pk=row.pk))
    assert "De erkenning is opgeheven." in sentences(caught)
    assert "geen geldige mentor" in sentences(caught)
    back = presenting.recall_agreement(world.actor(GUIDE), row)
    assert (back.state, back.signed_file) == ("draft", None)


def test_the_last_place_goes_to_the_first(world: World) -> None:
    first, second = made.signed(world), made.signed(world, order=43)
    registering.register_agreement(world.actor(GUIDE), first)
    with pytest.raises(Invalid) as caught:
        registering.register_agreement(world.actor(GUIDE), second)
    assert "die plaats is in die periode bezet" in sentences(caught)
    ending.end_agreement(world.actor(GUIDE), first, ending=made.early(-11 + 1))
    with arranging():
        second.valid = dates.of_days(clock.today() - 5 * DAY, clock.today() + DAY)
        second.save()
    assert registering.register_agreement(world.actor(GUIDE), second).state == "registered"


def test_what_else_counts_at_a_vestiging(world: World) -> None:
    """Learners of all opleidingen, and of a mentor wherever he is (§10, 16 and 17)."""
    made.registered(world)
    row = made.filled(world, order=43)
    with arranging():
        Recognition.objects.update(places=9)
        Request.objects.update(workers=0)
    found = {one.code: str(one.sentence) for one in findings_of(Agreement.objects.get(pk=row.pk))}
    assert "hoogstens 1 leerling tegelijk leren" in found["E10b"]
    assert "E11" not in found
    with arranging():
        Request.objects.update(workers=9)
    made.registered(world, order=45)
    found = {one.code: str(one.sentence) for one in findings_of(Agreement.objects.get(pk=row.pk))}
    assert (
        found["E11"] == "Mieke Mentor begeleidt in die periode al 2 leerlingen, het hoogste aantal."
    )
    assert not {"E10", "E10b"} & set(found)


def test_a_barred_mentor_leaves_the_agreement_of_the_other_alone(world: World) -> None:
    """Two mentors, one is barred: the agreement of the other stays valid (§10, 1)."""
    row = made.signed(world)
    chosen = row.mentor
    assert chosen is not None
    with arranging():
        other = Mentor.objects.get(pk=chosen.pk)
        other.pk, other.uid, other.person = None, uuid4(), make_person("Piet", "Tweede")
        other.save()
    effects.bar_mentor(system("test"), other)
    assert registering.register_agreement(world.actor(GUIDE), row).state == "registered"


def test_a_learner_has_one_agreement_at_once(world: World) -> None:
    """The same learner at another school too (§10, 7)."""
    row = made.registered(world)
    with arranging():
        Recognition.objects.update(places=9)
    again = made.filled(world, order=43)
    with arranging():
        again.person = row.person
        again.save()
    assert "A22" in {one.code for one in findings_of(again)}


@pytest.mark.requirement("W23")
def test_a_recognition_that_ends_first_is_a_warning(world: World) -> None:
    row = made.filled(world)
    with arranging():
        Recognition.objects.update(
            valid=dates.of_days(clock.today() - 50 * DAY, clock.today() + 100 * DAY)
        )
    found = {one.code: one for one in findings_of(Agreement.objects.get(pk=row.pk))}
    assert found["E03"].severity == "warning"
    assert presenting.present_agreement(world.actor(GUIDE), row).state == "signing"


def test_how_it_ends(world: World) -> None:
    by, row, today = world.actor(GUIDE), made.registered(world), clock.today()
    for more, field, said in (
        ({"last": today - 11 * DAY}, "last", "begon toen nog niet"),
        ({"last": today + 300 * DAY}, "last", "loopt niet zo lang"),
        ({"last": today + DAY}, "last", "vandaag of een vroegere dag"),
        ({"reason": "zomaar"}, "reason", "Kies waarom"),
        ({"reason": EndReason.TERM}, "reason", "einddatum is nog niet bereikt"),
        ({"initiator": ""}, "initiator", "wie het initiatief nam"),
    ):
        with pytest.raises(Invalid) as caught:
            ending.end_agreement(by, row, ending=made.early(**more))  # type: ignore[arg-type]
        assert list(caught.value.problems) == [field]
        assert said in sentences(caught)
    early = made.early(reason=EndReason.QUALIFIED, initiator="school")
    assert ending.end_agreement(by, row, ending=early).initiator == ""
    with pytest.raises(WrongState):
        ending.annul_agreement(by, row, reason="Te laat.")


def test_the_clock_ends_it_after_its_last_day(world: World) -> None:
    row = made.registered(world, last=0)
    jobs.end_agreements(clock.now())
    row.refresh_from_db()
    assert row.state == "registered", "today it still counts"
    with arranging():
        row.valid = dates.of_days(clock.today() - 10 * DAY, clock.today() - DAY)
        row.save()
    jobs.end_agreements(clock.now())
    row.refresh_from_db()
    assert (row.state, row.end_reason, row.ended_on) == (
        "ended", EndReason.TERM, clock.today() - DAY
    )  # fmt: skip


def test_early_on_the_last_day(world: World) -> None:
    """An early end on the last day is one still (§10, 12)."""
    row = made.registered(world, last=0)
    assert ending.end_agreement(world.actor(GUIDE), row, ending=made.early()).initiator


def test_registered_in_error(world: World) -> None:
    by, row = world.actor(GUIDE), made.registered(world)
    with pytest.raises(Invalid, match="waarom de registratie niet klopte"):
        ending.annul_agreement(by, row, reason=" ")
    gone = ending.annul_agreement(by, row, reason="Verkeerde leerling.")
    assert gone.state == "annulled"
    assert [one.recorded.upper is None for one in terms_of(gone)] == [False]
    with arranging():
        Recognition.objects.update(places=1)
    assert "E10" not in {one.code for one in findings_of(made.filled(world, order=43))}


def test_it_stands_still_for_a_while(world: World) -> None:
    by, today = world.actor(GUIDE), clock.today()
    pause = made.paused(world)
    row = pause.agreement
    assert suspended_on(row) == pause
    with pytest.raises(Invalid, match="al geschorst"):
        suspending.suspend_agreement(by, row, pause=Pause(SuspensionCause.LEAVE, today))
    for first, last, said in (
        (today - 30 * DAY, None, "loopt niet op die dag"),
        (today - 9 * DAY, today + 300 * DAY, "loopt niet op die dag"),
        (today - 8 * DAY, today - 9 * DAY, "laatste dag ligt voor de eerste"),
    ):
        with pytest.raises(Invalid, match=said):
            suspending.suspend_agreement(by, row, pause=Pause(SuspensionCause.LEAVE, first, last))
    suspending.resume_agreement(by, pause, last=today - DAY)
    assert suspended_on(row) is None
    holiday = Pause(SuspensionCause.LEAVE, today, today + 30 * DAY)
    crossing = suspending.suspend_agreement(by, row, pause=holiday)
    later = Pause(SuspensionCause.LEAVE, today + 60 * DAY, today + 61 * DAY)
    suspending.suspend_agreement(by, row, pause=later)
    ending.end_agreement(by, row, ending=made.early())
    left = [one.valid for one in row.suspensions.order_by("valid")]
    assert left[-1] == dates.of_days(crossing.valid.lower, today), "cut at the end (§10, 24)"
    assert len(left) == 2


def test_what_is_signed(world: World) -> None:
    by, row = world.actor(GUIDE), made.presented(world)
    for day, said in (
        (clock.today() - DAY, "bestond toen nog niet"), (clock.today() + DAY, "moet nog komen"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=said):
            presenting.sign_agreement(by, row, signed_on=day, paper=paper())
    with pytest.raises(Invalid) as caught:
        presenting.sign_agreement(by, row, signed_on=clock.today(), paper=paper("x.pdf", b"no"))
    assert list(caught.value.problems) == ["paper"]
    document = row.document
    assert document is not None
    presenting.recall_agreement(by, row)
    with pytest.raises(Destroyed):
        content_of(document)


def test_a_copy_for_another_learner(world: World) -> None:
    row = made.filled(world)
    other = made.learner(world, order=43)
    copy = drafting.copy_agreement(world.actor(GUIDE), row, learner=other)
    assert (copy.recognition, copy.timetable, copy.plan) == (
        row.recognition, row.timetable, row.plan
    )  # fmt: skip
    assert copy.valid is None
    with arranging():
        other.programme = programme(WAITER)
        other.save()
    with pytest.raises(Invalid, match="dezelfde opleiding"):
        drafting.copy_agreement(world.actor(GUIDE), row, learner=other)


def test_learners(world: World) -> None:
    by, row = world.actor(GUIDE), made.learner(world)
    with pytest.raises(Invalid, match="staat voor dat schooljaar al in deze opleiding"):
        made.learner(world)
    with pytest.raises(Invalid, match="biedt deze opleiding in dat schooljaar niet aan"):
        learners.add_learner(
            by, world.school, newcomer=made.pupil(order=43), programme=programme(WAITER),
            school_year=row.school_year, guardian=Guardian(),
        )  # fmt: skip
    with pytest.raises(Invalid, match="dit schooljaar, het vorige of het volgende"):
        learners.add_learner(
            by, world.school, newcomer=made.pupil(order=43), programme=programme(),
            school_year=2019, guardian=Guardian(),
        )  # fmt: skip
    with pytest.raises(Invalid, match="e-mailadres klopt niet"):
        learners.change_learner(by, row, guardian=Guardian("An", "an@"))
    drafting.start_agreement(by, row)
    with pytest.raises(Invalid, match="Hij blijft daarom staan"):
        learners.remove_learner(by, row)


def test_a_slice_is_never_changed(world: World) -> None:
    row = made.registered(world)
    with pytest.raises(Exception, match="slice"), arranging():
        AgreementTerms.objects.filter(agreement=row).update(category=3)
