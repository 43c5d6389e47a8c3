"""Mentoropleidingen with their terms, and renewal in one go (W09, W08)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.duallearning.recognition import jobs
from sleutelbos.duallearning.recognition.actions import (
    attaching,
    deciding,
    filing,
    handling,
    renewing,
    training,
)
from sleutelbos.duallearning.recognition.models import Mentor, MentorTraining
from sleutelbos.duallearning.recognition.queries.readiness import findings_of
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.files import content_of
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.policies.models import PolicyValue
from tests.duallearning import examples, examples_handling
from tests.duallearning.papers import paper
from tests.world import World
from tests.world_duaal import DELEGATE, ELSEWHERE, HANDLER, OWNER

DAY = timedelta(days=1)
training_line = pytest.mark.requirement("W09")
renewal_line = pytest.mark.requirement("W08")


@training_line
def test_the_term_is_that_of_the_partnership(world: World) -> None:
    with arranging():
        PolicyValue.objects.filter(name="duallearning.training-months", scope_kind="").update(
            value=6
        )
    row = examples_handling.to_follow(world)
    assert (row.state, row.due) == ("due", months_after(clock.today(), 6))


@training_line
def test_an_attest_is_handed_over_and_judged(world: World) -> None:
    row, by = examples_handling.to_follow(world), world.actor(OWNER)
    given = {"course": "Mentor", "followed_on": clock.today(), "paper": paper()}
    with pytest.raises(Invalid, match="ligt in de toekomst"):
        training.prove_training(by, row, **{**given, "followed_on": clock.today() + DAY})  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="Vul in welke opleiding"):
        training.prove_training(by, row, **{**given, "course": " "})  # type: ignore[arg-type]
    with pytest.raises(Refused):
        training.prove_training(world.actor(HANDLER), row, **given)  # type: ignore[arg-type]
    training.prove_training(by, row, **given)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        training.approve_training(world.actor(ELSEWHERE), row, remark="")
    handler = world.actor(HANDLER)
    with pytest.raises(Invalid, match="waarom dit attest niet volstaat"):
        training.return_training(handler, row, remark=" ")
    training.return_training(handler, row, remark="Dit is een factuur.")
    assert (row.state, row.remark) == ("due", "Dit is een factuur.")
    training.prove_training(by, row, **given)  # type: ignore[arg-type]
    training.approve_training(handler, row, remark="")
    assert (row.state, row.judged_by) == ("done", world.people[HANDLER])


@training_line
def test_who_followed_one_elsewhere_is_done_and_an_exemption_stays_where_it_was_given(
    world: World,
) -> None:
    row = examples_handling.to_follow(world)
    handler = world.actor(HANDLER)
    with pytest.raises(Invalid, match="waarom geen opleiding nodig is"):
        training.exempt_training(handler, row, remark="")
    training.exempt_training(handler, row, remark="Zij is leerkracht.")
    twin, request = row.mentor, examples.started(world, "ZAAL-1")
    with arranging():
        other = Mentor.objects.create(
            request=request, person=twin.person, experience=9,
            extract_on=twin.extract_on, extract=twin.extract, recognition=twin.recognition,
        )  # fmt: skip
        here = training.begin_training(other, world.partnership)
        assert (here.state, here.remark) == ("exempt", "Zij is leerkracht.")
        here.delete()
        there = training.begin_training(other, examples_handling.other_partnership())
        assert there.state == "due"
        there.delete()
        MentorTraining.objects.filter(pk=row.pk).update(state="done", course="Mentor")
        again = training.begin_training(other, examples_handling.other_partnership())
        assert (again.state, again.course) == ("done", "Mentor")


@training_line
def test_reminders_once_when_it_nears_and_once_when_it_is_over(world: World) -> None:
    row = examples_handling.to_follow(world)

    def told() -> int:
        deliver_all()
        mails = Message.objects.filter(kind="duallearning.training-due")
        assert {one.person for one in mails} <= {world.people[DELEGATE].pk}
        return mails.count()

    def set_due(days: int) -> None:
        with arranging():
            MentorTraining.objects.update(due=clock.today() + days * DAY)

    for days, mails in ((61, 0), (60, 1), (20, 1), (0, 1), (-1, 2), (-9, 2)):
        set_due(days)
        jobs.remind_trainings(clock.now())
        assert told() == mails, days
    row.refresh_from_db()
    assert row.warned_at
    assert row.overdue_at


@renewal_line
def test_a_renewal_holds_what_was_said_and_who_was_judged(world: World) -> None:
    old = examples.recognised(world)
    by = world.actor(OWNER)
    with pytest.raises(Invalid, match="loopt nog lang"):
        renewing.renew_recognition(by, old)
    row = renewing.renew_recognition(by, examples_handling.ending(world, old))
    assert (row.state, row.renews, row.places) == ("draft", old, old.places)
    assert row.conditions.count() == old.request.conditions.count()
    mentor = row.mentors.get()
    assert (mentor.state, mentor.renews) == ("valid", old.mentors.get())
    with clock.stamped(clock.now() + 400 * DAY):
        assert not findings_of(row), "a mentor who was judged needs no new extract (M05)"
    with pytest.raises(Invalid, match="loopt al een aanvraag"):
        renewing.renew_recognition(by, old)
    filing.submit_request(by, row, declaration=examples.VERSION, agreed=True)
    handler = world.actor(HANDLER)
    handling.accept_request(handler, row, checklist=examples.ALL_MET)
    handling.take_request(handler, row)
    done = deciding.decide_request(handler, row, outcome="goedgekeurd", motivation="")
    assert done.recognition.valid.lower == old.valid.upper
    later = done.recognition.mentors.get().training
    assert later.due == old.mentors.get().training.due


@renewal_line
def test_taking_out_a_known_mentor_keeps_the_extract_of_the_earlier_one(world: World) -> None:
    row, by = examples_handling.renewal(world), world.actor(OWNER)
    extract = row.mentors.get().extract
    attaching.remove_mentor(by, row, mentor=row.mentors.get())
    assert content_of(extract)
    filing.discard_request(by, row)
    assert content_of(extract)
