"""Hand-over, visits and tasks on a recognition: the task chain beside the decision (W05, W01)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from sleutelbos.duallearning.recognition import changes
from sleutelbos.duallearning.recognition.actions import (
    deciding,
    effects,
    handing_over,
    handling,
    keeping,
    tasks,
    visiting,
    withdrawing,
)
from sleutelbos.duallearning.recognition.models import Recognition, RecognitionTask, Request
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import KboEvent, KboFollow
from sleutelbos.register.public import KboEventTold
from sleutelbos.tools.mail.models import Message
from tests.duallearning import examples, examples_handling
from tests.world import World
from tests.world_duaal import DELEGATE, ELSEWHERE, HANDLER, OFFICER, OWNER, programme, site

DAY = timedelta(days=1)
pytestmark = pytest.mark.requirement("W05")


def told() -> set[tuple[str, int]]:
    deliver_all()
    return {(one.kind, one.person) for one in Message.objects.all()}


def test_a_request_moves_when_the_other_agrees(world: World) -> None:
    round = examples_handling.round_on(world)
    row, by = round.request, world.actor(HANDLER)
    due = row.due
    hand_over = examples_handling.proposed(world, row)
    assert row.partnership == world.partnership
    with pytest.raises(Refused, match="Dit doet een Behandelaar"):
        handing_over.accept_hand_over(by, hand_over)
    with pytest.raises(Invalid, match="Trek dat eerst in"):
        deciding.decide_request(by, row, outcome="goedgekeurd", motivation="")
    handing_over.accept_hand_over(world.actor(ELSEWHERE), hand_over)
    row.refresh_from_db()
    round.refresh_from_db()
    assert (row.partnership, row.routed_by) == (hand_over.receiver, "overgedragen")
    assert (row.handler, row.due, round.state) == (world.people[ELSEWHERE], due, "cancelled")
    with pytest.raises(Refused):
        deciding.decide_request(by, row, outcome="goedgekeurd", motivation="")
    done = deciding.decide_request(
        world.actor(ELSEWHERE), row, outcome="goedgekeurd", motivation=""
    )
    assert done.recognition.partnership == hand_over.receiver
    assert {
        ("duallearning.hand-over-proposed", world.people[ELSEWHERE].pk),
        ("duallearning.hand-over-answered", world.people[HANDLER].pk),
        ("duallearning.request-moved", world.people[DELEGATE].pk),
    } <= told()


def test_what_can_not_be_handed_over(world: World) -> None:
    row, by = examples.handled(world), world.actor(HANDLER)
    from_here = handing_over.propose_hand_over
    with pytest.raises(Invalid, match="ligt daar al"):
        from_here(by, row, receiver=world.partnership, reason="?")
    with pytest.raises(Invalid, match="mag niet erkennen"):
        from_here(by, row, receiver=examples_handling.other_partnership(), reason="?")
    with pytest.raises(Invalid, match="Vul in waarom u overdraagt"):
        from_here(by, row, receiver=None, reason=" ")
    hand_over = from_here(by, row, receiver=None, reason="Wij kennen dit niet.")
    with pytest.raises(Invalid, match="al een overdracht voorgesteld"):
        from_here(by, row, receiver=examples_handling.able(), reason="Nog een.")
    with pytest.raises(Invalid, match="niet overneemt"):
        handing_over.refuse_hand_over(world.actor(OFFICER), hand_over, answer="")
    handing_over.refuse_hand_over(world.actor(OFFICER), hand_over, answer="Het is van u.")
    assert row.partnership == world.partnership
    again = from_here(by, row, receiver=None, reason="Toch.")
    withdrawing.withdraw_request(world.actor(OWNER), row, reason="Geen leerling.")
    again.refresh_from_db()
    assert again.state == "cancelled"


def test_a_visit_lets_the_term_wait(world: World) -> None:
    row, by = examples.judged(world), world.actor(HANDLER)
    with pytest.raises(Invalid, match="Deze dag is voorbij"):
        visiting.plan_visit(by, row, kind="bezoek", on=clock.today() - DAY)
    visit = visiting.plan_visit(by, row, kind="bezoek", on=clock.today() + 3 * DAY, pause=True)
    assert (row.state, row.days_left, row.due) == ("parked", 14, None)
    with pytest.raises(Invalid, match="Schrijf het verslag daarna"):
        visiting.report_visit(by, visit, report="Ruim.")
    with clock.stamped(clock.now() + 3 * DAY):
        with pytest.raises(Invalid, match="Kies uit de activiteiten"):
            visiting.report_visit(by, visit, report="Ruim.", activities=["Vliegt"])
        visiting.report_visit(by, visit, report="Ruim.", activities=["Werkt hygiënisch"])
        handling.resume_request(by, row)
        assert row.due == clock.today() + 14 * DAY
    assert visit.activities == ["Werkt hygiënisch"]
    assert ("duallearning.visit-planned", world.people[DELEGATE].pk) in told()


def kbo_event(number: str, kind: str, **more: object) -> KboEvent:
    with arranging():
        return KboEvent.objects.create(
            number=number, kind=kind, extract=1, at=clock.now(), **more
        )  # fmt: skip


def tell(event: KboEvent) -> None:
    changes.note_change(KboEventTold(event=event.pk, kind=event.kind, site=event.is_site))


OLD = {"street": "Markt", "house_number": "1", "postcode": "9000", "municipality": "Gent"}
NEW = {**OLD, "street": "Steenweg", "house_number": "9"}


@pytest.mark.requirement("W01")
def test_a_move_is_one_task_and_lapses_when_it_is_undone(world: World) -> None:
    row = examples.recognised(world)
    number = site().number
    assert KboFollow.objects.get(number=number).rooms.count("duallearning") == 1
    first = kbo_event(number, "moved", before=OLD, after={**OLD, "house_number": "3"})
    tell(first)
    tell(first)  # the outbox may deliver twice
    tell(kbo_event(number, "moved", before={**OLD, "house_number": "3"}, after=NEW))
    task = RecognitionTask.objects.get(recognition=row)
    assert (task.kind, task.before, task.after) == (
        "adres", "Markt 1, 9000 Gent", "Steenweg 9, 9000 Gent",
    )  # fmt: skip
    tell(kbo_event(number, "moved", before=NEW, after=OLD))
    task.refresh_from_db()
    assert task.state == "lapsed"
    tell(first)
    assert RecognitionTask.objects.count() == 1


@pytest.mark.requirement("W01")
def test_what_stopped_is_a_task_until_it_comes_back(world: World) -> None:
    examples.recognised(world)
    company = examples.number_of_company()
    tell(kbo_event(company, "renamed", before={"name": "A"}, after={"name": "B"}))
    tell(kbo_event(company, "moved", before=OLD, after=NEW))  # the seat, not the workplace
    assert not RecognitionTask.objects.exists()
    tell(kbo_event(company, "stopped", stopped_on=clock.today()))
    task = RecognitionTask.objects.get()
    assert (task.kind, task.before) == ("status", "Actief")
    assert task.after.startswith("Stopgezet volgens de VKBO op ")
    tell(kbo_event(company, "came-back"))
    task.refresh_from_db()
    assert task.state == "lapsed"


def test_a_task_is_settled_by_who_handles_and_by_nobody_by_hand(world: World) -> None:
    task = examples_handling.moved(world)
    with pytest.raises(Invalid, match="Vul in waarom de erkenning geldig blijft"):
        tasks.settle_task(world.actor(HANDLER), task, remark=" ")
    with pytest.raises(Refused):
        tasks.lapse_task(world.actor(HANDLER), task)
    tasks.settle_task(world.actor(HANDLER), task, remark="Ruim en licht.")
    assert (task.state, task.settled_by) == ("settled", world.people[HANDLER])


@pytest.mark.requirement("W09")
def test_without_a_valid_mentor_there_is_a_task(world: World) -> None:
    row, by = examples.recognised(world), world.actor(OWNER)
    mentor = row.mentors.get()
    keeping.deactivate_mentor(by, mentor, reason="Ziek.")
    task = RecognitionTask.objects.get(recognition=row)
    assert (task.kind, task.state) == ("geen-mentor", "open")
    keeping.reactivate_mentor(by, mentor)
    task.refresh_from_db()
    assert task.state == "lapsed"


@pytest.mark.requirement("W08")
def test_what_expires_has_no_tasks(world: World) -> None:
    task = examples_handling.moved(world)
    with arranging():
        Recognition.objects.update(valid=(clock.today() - 9 * DAY, clock.today()))
    task.recognition.refresh_from_db()
    keeping.expire_recognition(examples_handling.HOUSE, task.recognition)
    task.refresh_from_db()
    assert task.state == "lapsed"


def also_recognised(row: Recognition, code: str) -> Recognition:
    """The same vestiging for another opleiding."""
    with arranging():
        request = Request.objects.get(pk=row.request_id)
        request.pk, request.uid, request.number = None, uuid4(), f"{request.number}-2"
        request.programme = programme(code)
        request.save()
        other = Recognition.objects.get(pk=row.pk)
        other.pk, other.uid, other.number = None, uuid4(), f"{row.number}-2"
        other.request, other.programme = request, request.programme
        other.save()
    return other


@pytest.mark.requirement("W01")
def test_a_workplace_is_followed_for_as_long_as_it_is_recognised(world: World) -> None:
    first = examples.recognised(world)
    second = also_recognised(first, "ZAAL-1")
    numbers = {site().number, examples.number_of_company()}

    def followed() -> set[str]:
        rows = KboFollow.objects.filter(rooms__contains=["duallearning"])
        return set(rows.values_list("number", flat=True))

    assert followed() == numbers
    effects.lift_recognition(examples_handling.HOUSE, first)
    assert followed() == numbers, "the other opleiding is still recognised there"
    with clock.stamped(clock.now() + 6 * 366 * examples.DAY):
        keeping.expire_recognition(examples_handling.HOUSE, second)
    assert followed() == set()
