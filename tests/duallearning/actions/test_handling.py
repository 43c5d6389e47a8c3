"""Handling and deciding: the task chain, the term, the recognition, and what is refused (W05)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.access.models import Grant
from sleutelbos.duallearning.recognition import jobs
from sleutelbos.duallearning.recognition.actions import (
    deciding,
    filing,
    handling,
    keeping,
    withdrawing,
)
from sleutelbos.duallearning.recognition.actions.handling import Checked
from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.recognition.states import Condition, Verdict
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.models import Site
from sleutelbos.tools.files import Destroyed, content_of
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.retention import destroy_files
from tests import world as worlds
from tests.duallearning import examples
from tests.world import World
from tests.world_duaal import DELEGATE, HANDLER, OFFICER, OWNER, committee

DAY = timedelta(days=1)
pytestmark = pytest.mark.requirement("W05")


def test_the_term_runs_from_complete_and_stands_still_while_parked(world: World) -> None:
    request = examples.complete(world)
    today = clock.today()
    assert request.due == today + 14 * DAY
    by = world.actor(HANDLER)
    handling.take_request(by, request)
    with clock.stamped(clock.now() + 4 * DAY):
        handling.park_request(by, request, reason="Bezoek")
        assert (request.due, request.days_left) == (None, 10)
    with clock.stamped(clock.now() + 30 * DAY):
        handling.resume_request(by, request)
        assert request.due == today + 40 * DAY


def test_complete_only_when_each_condition_is_met(world: World) -> None:
    request, by = examples.submitted(world), world.actor(HANDLER)
    with pytest.raises(Invalid, match="Niet alle voorwaarden zijn in orde"):
        handling.accept_request(by, request, checklist={})
    bad = {**examples.ALL_MET, Condition.EQUIPMENT: Checked(Verdict.NOT_MET)}
    with pytest.raises(Invalid, match="Vul in wat er ontbreekt bij"):
        handling.accept_request(by, request, checklist=bad)
    with pytest.raises(Invalid, match="Kies wat u vond"):
        handling.accept_request(by, request, checklist={Condition.EQUIPMENT: Checked("misschien")})


def test_back_to_the_company_needs_a_remark(world: World) -> None:
    request, by = examples.submitted(world), world.actor(HANDLER)
    with pytest.raises(Invalid, match="Vul in wat er nog ontbreekt"):
        handling.return_request(by, request, checklist={}, remark=" ")
    handling.return_request(by, request, checklist={}, remark="Het plan ontbreekt.")
    partnership, rule = request.partnership, request.rule
    filing.submit_request(world.actor(OWNER), request, declaration=examples.VERSION, agreed=True)
    assert (request.partnership, request.rule, request.remark) == (partnership, rule, "")


def test_a_recognition_of_five_years_with_its_valid_mentors(world: World) -> None:
    row = examples.recognised(world)
    today = clock.today()
    assert (row.valid.lower, row.valid.upper) == (today, months_after(today, 60))
    assert row.number.startswith(f"E{today.year}-")
    assert [one.person.family_name for one in row.mentors.all()] == ["Mentor"]
    assert (row.partnership, row.places) == (world.partnership, 1)


def test_no_decision_before_the_mentors_are_judged(world: World) -> None:
    request, by = examples.handled(world), world.actor(HANDLER)
    with pytest.raises(Invalid, match="Kijk eerst alle mentoren na"):
        deciding.decide_request(by, request, outcome="goedgekeurd", motivation="")
    refused = deciding.refuse_mentor(
        by, request.mentors.get(), remark="Te weinig ervaring.", conduct="voldaan"
    )
    assert (refused.state, refused.conduct) == ("refused", "voldaan"), "his conduct was in order"
    with pytest.raises(Invalid, match="Zonder geldige mentor"):
        deciding.decide_request(by, request, outcome="goedgekeurd", motivation="")
    with pytest.raises(Invalid, match="Motiveer waarom"):
        deciding.decide_request(by, request, outcome="geweigerd", motivation="")
    deciding.decide_request(by, request, outcome="geweigerd", motivation="Geen mentor.")
    assert not Recognition.objects.exists()
    with pytest.raises(WrongState):
        deciding.decide_request(by, request, outcome="goedgekeurd", motivation="")


def test_conditions_are_written_down(world: World) -> None:
    by, request = world.actor(HANDLER), examples.judged(world)
    with pytest.raises(Invalid, match="Vul de voorwaarden in"):
        deciding.decide_request(by, request, outcome="voorwaardelijk", motivation="")


def test_who_submitted_does_not_handle(world: World) -> None:
    """The delegate of the company happens to be Behandelaar of the partnership too."""
    request = examples.submitted(world)
    relation = worlds.WorkRelation.objects.get(person=world.people[HANDLER])
    with arranging():
        request.submitted_by = world.people[HANDLER]
        request.save()
        assert Grant.objects.filter(relation=relation).exists()
    with pytest.raises(Refused, match="behandelt ze niet zelf"):
        handling.accept_request(world.actor(HANDLER), request, checklist=examples.ALL_MET)


@pytest.mark.requirement("W04")
def test_the_department_handles_what_no_partnership_does(world: World) -> None:
    request = examples.ready(world)
    filing.describe_workplace(
        world.actor(OWNER), request, workplace=examples.workplace(world, committee=committee("302"))
    )
    filing.submit_request(world.actor(OWNER), request, declaration=examples.VERSION, agreed=True)
    with pytest.raises(Refused):
        handling.accept_request(world.actor(HANDLER), request, checklist=examples.ALL_MET)
    by = world.actor(OFFICER)
    handling.accept_request(by, request, checklist=examples.ALL_MET)
    handling.take_request(by, request)
    deciding.accept_mentor(by, request.mentors.get(), remark="")
    done = deciding.decide_request(by, request, outcome="goedgekeurd", motivation="")
    assert done.recognition.partnership is None


@pytest.mark.requirement("W09")
def test_the_extract_is_destroyed_on_time_and_the_verdict_kept(world: World) -> None:
    mentor = examples.judged(world).mentors.select_related("extract").get()
    assert mentor.extract.destroy_on == clock.today() + 30 * DAY
    with clock.stamped(clock.now() + 29 * DAY):
        destroy_files(clock.now())
        assert content_of(mentor.extract)
    with clock.stamped(clock.now() + 30 * DAY):
        destroy_files(clock.now())
    with pytest.raises(Destroyed):
        content_of(mentor.extract)
    mentor.refresh_from_db()
    assert (mentor.conduct, mentor.state) == (Verdict.MET, "valid")
    mentor.extract.refresh_from_db()
    assert mentor.extract.destroyed_at is not None


@pytest.mark.requirement("W09")
def test_an_extract_that_nobody_judged_goes_too(world: World) -> None:
    mentor = examples.with_mentor(world)
    with clock.stamped(clock.now() + 180 * DAY):
        destroy_files(clock.now())
    with pytest.raises(Destroyed):
        content_of(mentor.extract)
    by = world.actor(OWNER)
    mentor.request.refresh_from_db()
    with pytest.raises(Invalid, match="is vernietigd, want het lag te lang"):
        filing.submit_request(by, mentor.request, declaration=examples.VERSION, agreed=True)


@pytest.mark.requirement("W09")
def test_an_extract_is_not_kept_for_what_is_over(world: World) -> None:
    """Withdrawn, or refused without a verdict about the mentor: the same short term."""
    request = examples.handled(world)
    by, extract = world.actor(HANDLER), request.mentors.get().extract
    assert extract.destroy_on == clock.today() + 180 * DAY
    deciding.decide_request(by, request, outcome="geweigerd", motivation="Geen oven.")
    extract.refresh_from_db()
    assert extract.destroy_on == clock.today() + 30 * DAY


@pytest.mark.requirement("W02")
def test_nor_for_what_was_withdrawn(world: World) -> None:
    request = examples.submitted(world)
    withdrawing.withdraw_request(world.actor(OWNER), request, reason="Het plan verviel.")
    assert request.mentors.get().extract.destroy_on == clock.today() + 30 * DAY


@pytest.mark.requirement("W09")
def test_nobody_judges_an_extract_that_is_gone(world: World) -> None:
    request = examples.handled(world)
    with clock.stamped(clock.now() + 180 * DAY):
        destroy_files(clock.now())
    with pytest.raises(Invalid, match="Stuur de aanvraag terug voor een nieuw"):
        deciding.accept_mentor(world.actor(HANDLER), request.mentors.get(), remark="")


def test_a_vestiging_that_stopped_meanwhile_is_not_recognised(world: World) -> None:
    request, by = examples.judged(world), world.actor(HANDLER)
    with arranging():
        Site.objects.filter(pk=request.site_id).update(status="stopped")
    request = Request.objects.get(pk=request.pk)
    with pytest.raises(Invalid, match="Ze kan niet erkend worden"):
        deciding.decide_request(by, request, outcome="goedgekeurd", motivation="")
    deciding.decide_request(by, request, outcome="geweigerd", motivation="De zaak is gestopt.")
    assert not Recognition.objects.exists()


@pytest.mark.requirement("W08")
def test_a_recognition_warns_once_and_expires(world: World) -> None:
    row = examples.recognised(world)
    jobs.look_after(clock.now())
    row.refresh_from_db()
    assert (row.state, row.warned_at) == ("active", None)
    with arranging():
        row.valid = DateRange(clock.today() - DAY, clock.today() + 90 * DAY)
        row.save()
    jobs.look_after(clock.now())
    jobs.look_after(clock.now())
    deliver_all()
    mails = Message.objects.filter(kind="duallearning.recognition-expiring")
    assert {one.person for one in mails} == {world.people[DELEGATE].pk}
    assert mails.count() == 1
    with arranging():
        row.valid = DateRange(clock.today() - 9 * DAY, clock.today())
        row.save()
    jobs.look_after(clock.now())
    row.refresh_from_db()
    assert (row.state, row.mentors.get().state) == ("expired", "ended")
    with pytest.raises(WrongState):
        keeping.deactivate_mentor(world.actor(OWNER), row.mentors.get(), reason="Weg.")


@pytest.mark.requirement("W08")
def test_a_renewal_begins_when_the_old_one_ends(world: World) -> None:
    old = examples.recognised(world)
    ends = clock.today() + 60 * DAY
    with arranging():
        old.valid = DateRange(clock.today() - DAY, ends)
        old.save()
    row = examples.recognised(world)
    assert row.valid.lower == ends


def test_mails_go_to_who_must_act(world: World) -> None:
    examples.recognised(world)
    deliver_all()
    told = {
        (one.kind, one.person) for one in Message.objects.filter(kind__startswith="duallearning.")
    }
    assert told == {
        ("duallearning.request-submitted", world.people[HANDLER].pk),
        ("duallearning.request-decided", world.people[DELEGATE].pk),
        ("duallearning.request-decided", world.people[OWNER].pk),  # who submitted it
    }
