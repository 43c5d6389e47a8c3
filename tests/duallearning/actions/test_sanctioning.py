"""Sanctions as a ladder, with hearing: what each needs, and what follows (W22, W08)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.duallearning.recognition import jobs
from sleutelbos.duallearning.recognition.actions import deciding, filing, keeping, sanctioning
from sleutelbos.duallearning.recognition.models import Mentor, Recognition, RecognitionTask, Request
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from tests.duallearning import examples, examples_handling
from tests.world import World
from tests.world_duaal import CLERK, DELEGATE, ELSEWHERE, HANDLER, OWNER, programme, site

DAY = timedelta(days=1)
pytestmark = pytest.mark.requirement("W22")


def test_guidance_comes_first(world: World) -> None:
    row, by = examples.recognised(world), world.actor(HANDLER)
    begin = sanctioning.propose_sanction
    with pytest.raises(Refused, match="Dit doet een Behandelaar"):
        begin(world.actor(ELSEWHERE), row, kind="begeleiding", grounds="?")
    with pytest.raises(Invalid, match="Vul in wat er fout liep"):
        begin(by, row, kind="begeleiding", grounds=" ")
    with pytest.raises(Invalid, match="Er was nog geen begeleiding"):
        begin(by, row, kind="opheffing", grounds="Gevaar.")
    urgent = begin(by, row, kind="opheffing", grounds="Gevaar.", urgent="Een leerling is gewond.")
    with pytest.raises(Invalid, match="loopt al een begeleiding of sanctie"):
        begin(by, row, kind="begeleiding", grounds="Nog iets.")
    with pytest.raises(Invalid, match="Dit is een sanctie"):
        sanctioning.conclude_guidance(by, urgent, report="Klaar.")
    sanctioning.drop_sanction(by, urgent, reason="Het was een misverstand.")
    guidance = begin(by, row, kind="begeleiding", grounds="Alleen gelaten.")
    with pytest.raises(Invalid, match="Rond de begeleiding af"):
        sanctioning.drop_sanction(by, guidance, reason="Toch niet.")
    with pytest.raises(Invalid, match="geen hoorrecht nodig"):
        sanctioning.invite_to_hearing(by, guidance, on=clock.today(), place="Gent")
    sanctioning.conclude_guidance(by, guidance, report="Beter nu.")
    assert not begin(by, row, kind="opheffing", grounds="Toch niet beter.").urgent


def test_nobody_is_sanctioned_unheard(world: World) -> None:
    row, by = examples_handling.threatened(world), world.actor(HANDLER)
    with pytest.raises(Invalid, match="minstens 10 dagen"):
        sanctioning.invite_to_hearing(by, row, on=clock.today() + 9 * DAY, place="Gent")
    day = clock.today() + 10 * DAY
    sanctioning.invite_to_hearing(by, row, on=day, place="Gent")
    given = {"report": "Zij kwam.", "motivation": "Gevaar.", "until": day + 30 * DAY}
    with pytest.raises(Invalid, match="Beslis daarna"):
        sanctioning.impose_sanction(by, row, **given)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="Schrijf eerst uw verweer"):
        sanctioning.answer_sanction(world.actor(OWNER), row, statement=" ")
    sanctioning.answer_sanction(world.actor(OWNER), row, statement="Het was één keer.")
    with arranging():
        row.hearing_on = clock.today()
        row.save()
    for name, sentence in (
        ("report", "Vul in wat gezegd is"), ("motivation", "Motiveer waarom"),
        ("until", "Kies de laatste dag"),
    ):  # fmt: skip
        lacking = {**given, name: None if name == "until" else ""}
        with pytest.raises(Invalid, match=sentence):
            sanctioning.impose_sanction(by, row, **lacking)  # type: ignore[arg-type]
    sanctioning.impose_sanction(by, row, **given)  # type: ignore[arg-type]
    deliver_all()
    told = Message.objects.filter(person=world.people[DELEGATE].pk, kind__contains="sanction")
    assert {one.kind.partition(".")[2] for one in told} == {
        "sanction-proposed", "sanction-hearing", "sanction-imposed",
    }  # fmt: skip


def test_nobody_answers_by_a_machtiging(world: World) -> None:
    row = examples_handling.heard(world)
    examples.mandated(world, "partnership")
    with pytest.raises(Refused, match="wettelijk vertegenwoordiger"):
        sanctioning.answer_sanction(world.actor(CLERK), row, statement="Ik spreek voor haar.")


@pytest.mark.requirement("W08")
def test_a_temporary_exclusion_suspends_and_ends(world: World) -> None:
    row = examples_handling.imposed(world)
    recognition = row.recognition
    recognition.refresh_from_db()
    assert recognition.state == "suspended"
    for code in ("BAK-1", "ZAAL-1"):
        with pytest.raises(Invalid, match="uitgesloten tot en met"):
            filing.start_request(world.actor(OWNER), site(), programme(code))
    with clock.stamped(clock.now() + 30 * DAY):
        jobs.end_sanctions(clock.now())
        recognition.refresh_from_db()
        assert recognition.state == "suspended"
    with clock.stamped(clock.now() + 31 * DAY):
        jobs.end_sanctions(clock.now())
    recognition.refresh_from_db()
    row.refresh_from_db()
    assert (recognition.state, row.state) == ("active", "ended")


@pytest.mark.requirement("W08")
def test_what_is_lifted_is_over(world: World) -> None:
    row = examples_handling.imposed(world, "opheffing")
    recognition = row.recognition
    recognition.refresh_from_db()
    assert (recognition.state, recognition.mentors.get().state) == ("lifted", "ended")
    assert examples.started(world).site == recognition.site  # it may ask again


def test_a_final_exclusion_reaches_the_whole_company(world: World) -> None:
    row = examples_handling.imposed(world, "definitief", whole_company=True)
    row.recognition.refresh_from_db()
    assert row.recognition.state == "lifted"
    with pytest.raises(Invalid, match="is uitgesloten en kan niets aanvragen"):
        examples.started(world)


@pytest.mark.requirement("W09")
def test_a_barred_mentor_guides_nobody_here(world: World) -> None:
    by = world.actor(HANDLER)
    guidance = examples_handling.guided(world)
    sanctioning.conclude_guidance(by, guidance, report="Opnieuw.")
    mentor = guidance.recognition.mentors.get()
    with pytest.raises(Invalid, match="Kies een mentor van deze erkenning"):
        sanctioning.propose_sanction(by, guidance.recognition, kind="mentor", grounds="Roept.")
    row = sanctioning.propose_sanction(
        by, guidance.recognition, kind="mentor", grounds="Roept.", mentor=mentor
    )
    sanctioning.invite_to_hearing(by, row, on=clock.today() + 10 * DAY, place="Gent")
    with arranging():
        row.hearing_on = clock.today()
        row.save()
    sanctioning.impose_sanction(by, row, report="Hij kwam.", motivation="Hij roept nog.")
    mentor.refresh_from_db()
    assert mentor.state == "barred"
    assert RecognitionTask.objects.get().kind == "geen-mentor"
    with pytest.raises(Refused):
        keeping.reactivate_mentor(world.actor(OWNER), mentor)


def test_nor_is_he_proposed_there_again(world: World) -> None:
    """For that opleiding at that vestiging, as long as the sanction stands."""
    mentor = examples.recognised(world).mentors.get()
    with arranging():
        Mentor.objects.filter(pk=mentor.pk).update(state="barred")
        Recognition.objects.update(state="expired")
    with pytest.raises(Invalid, match="hier als mentor uitgesloten"):
        examples.with_mentor(world)
    with arranging():
        Mentor.objects.filter(pk=mentor.pk).update(state="ended")
        Request.objects.filter(state="draft").delete()
    again = examples.with_mentor(world)
    assert again.person == mentor.person
    with arranging():
        Mentor.objects.filter(pk=mentor.pk).update(state="barred")
        again.request.state = "handling"
        again.request.partnership = world.partnership
        again.request.save()
    with pytest.raises(Invalid, match="als mentor uitgesloten voor deze opleiding"):
        deciding.accept_mentor(world.actor(HANDLER), again, remark="")
