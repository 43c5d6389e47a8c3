"""A change in the KBO, the decision of the partnership, and what the school does then (W11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.duallearning.agreement import consequences as of_agreements
from sleutelbos.duallearning.agreement.actions import addenda, closing, ending, tasks
from sleutelbos.duallearning.agreement.models import Addendum, Agreement, AgreementTask
from sleutelbos.duallearning.recognition.actions import lifting
from sleutelbos.duallearning.recognition.actions import tasks as of_recognition
from sleutelbos.duallearning.recognition.consequences import consequences
from sleutelbos.duallearning.recognition.models import Recognition, RecognitionTask
from sleutelbos.duallearning.recognition.states import TaskKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import KboEvent, Site
from sleutelbos.register.public import KboChange, KboEventTold
from sleutelbos.tools.mail.models import Message
from tests.duallearning import examples_agreement as made
from tests.duallearning import examples_life as life
from tests.duallearning.actions.test_addenda import second_mentor
from tests.world import World
from tests.world_duaal import DELEGATE, ELSEWHERE, GUIDE, HANDLER, site

pytestmark = pytest.mark.requirement("W11")
DAY = timedelta(days=1)
REMARK = "Wij gingen langs."


def moves(street: str = "Nieuwstraat") -> None:
    """The vestiging moves, and the partnership has a task about it."""
    with arranging():
        before = site().address
        Site.objects.filter(pk=site().pk).update(street=street)
    for row in Recognition.objects.all():
        of_recognition.open_task(
            life.HOUSE, row, kind=TaskKind.ADDRESS, before=before, after=site().address
        )


def keep(world: World) -> None:
    for task in RecognitionTask.objects.filter(state="open"):
        of_recognition.settle_task(world.actor(HANDLER), task, remark=REMARK)
    deliver_all()


def lift(world: World) -> None:
    task = RecognitionTask.objects.get(state="open")
    lifting.lift_for_task(world.actor(HANDLER), task, remark="Te klein.")
    deliver_all()


def kinds(row: Agreement, state: str = "open") -> list[str]:
    return sorted(row.tasks.filter(state=state).values_list("kind", flat=True))


def adapted(world: World, row: Agreement) -> Addendum:
    """The trajectbegeleider takes the new address over."""
    return life.addendum_signed(world, row, address=site().address)


def test_every_change_has_its_consequence() -> None:
    found = {(one.change, one.of) for one in consequences()}
    assert found == {(change, of) for change in KboChange for of in ("site", "company")}
    assert len(consequences()) == len(found)
    assert {one.task for one in consequences()} == {"", "adres", "status", "vervalt"}
    assert all(one.source for one in consequences())


def test_kept_the_school_adapts_by_an_addendum(world: World) -> None:
    row = made.registered(world)
    moves()
    assert kinds(row) == [], "first the partnership decides"
    keep(world)
    assert kinds(row) == ["adres"]
    task = row.tasks.get()
    assert (task.before, task.after) == ("Markt 1, 9000 Gent", "Nieuwstraat 1, 9000 Gent")
    told = Message.objects.filter(kind="duallearning.agreement-task")
    assert world.people[GUIDE].pk in {one.person for one in told}
    addendum = adapted(world, row)
    assert kinds(row) == ["adres"], "until it is registered"
    addenda.register_addendum(world.actor(GUIDE), addendum)
    assert (kinds(row), kinds(row, "done")) == ([], ["adres"])


def test_kept_the_school_ends_it_early(world: World) -> None:
    row = made.registered(world)
    moves()
    keep(world)
    ending.end_agreement(world.actor(GUIDE), row, ending=made.early(reason="adres"))
    assert kinds(row, "done") == ["adres"]


def test_lifted_the_school_can_only_end_it(world: World) -> None:
    row = made.registered(world)
    other = second_mentor(row)
    moves()
    keep(world)
    moves("Derde straat")
    lift(world)
    assert (kinds(row), kinds(row, "lapsed")) == (["opheffing"], ["adres"])
    task = RecognitionTask.objects.get(state="lifted")
    assert (task.remark, task.recognition.state) == ("Te klein.", "lifted")
    told = Message.objects.filter(kind="duallearning.recognition-lifted")
    assert {one.person for one in told} == {world.people[DELEGATE].pk}
    with pytest.raises(Invalid, match="U kunt de overeenkomst alleen beëindigen"):
        life.changed_from(world, Agreement.objects.get(pk=row.pk), {"mentor": other.pk})
    ending.end_agreement(world.actor(GUIDE), row, ending=made.early(reason="opheffing"))
    assert (kinds(row), kinds(row, "done")) == ([], ["opheffing"])


def test_stopped_in_the_middle_of_an_addendum(world: World) -> None:
    """Vestiging stops while an addendum is unsigned: it lapses, the task is Opheffing (§10, 3)."""
    addendum = life.addendum_presented(world)
    with arranging():
        Site.objects.filter(pk=site().pk).update(status="stopped")
    of_recognition.open_task(
        life.HOUSE, Recognition.objects.get(), kind=TaskKind.STATUS, after="Stopgezet"
    )
    lift(world)
    addendum.refresh_from_db()
    assert (addendum.state, addendum.reason) == ("cancelled", "De erkenning is opgeheven.")
    assert kinds(addendum.agreement) == ["opheffing"]


def test_an_address_that_reverts(world: World) -> None:
    """The KBO address reverts in the next weekly file: nothing is left to do (§10, 2)."""
    row = made.registered(world)
    moves()
    keep(world)
    with arranging():
        Site.objects.filter(pk=site().pk).update(street="Markt")
        event = KboEvent.objects.create(
            number=site().number, kind="moved", extract=1, at=clock.now()
        )
    of_agreements.after_moving_back(KboEventTold(event=event.pk, kind="moved", site=True))
    assert kinds(row, "lapsed") == ["adres"]


def test_it_moves_again_before_the_addendum_is_signed(world: World) -> None:
    row = made.registered(world)
    moves()
    keep(world)
    addendum = adapted(world, row)
    moves("Derde straat")
    with pytest.raises(Invalid, match="verhuisde opnieuw"):
        addenda.register_addendum(world.actor(GUIDE), Addendum.objects.get(pk=addendum.pk))
    keep(world)
    assert row.tasks.get().after == "Derde straat 1, 9000 Gent"


def test_only_agreements_that_run_are_touched(world: World) -> None:
    ended = made.ended(world)
    with arranging():
        Recognition.objects.update(places=9)
    draft = made.signed(world, order=43)
    moves()
    keep(world)
    assert not AgreementTask.objects.exists()
    moves("Derde straat")
    lift(world)
    assert not ended.tasks.exists()
    assert not draft.tasks.exists(), "its registration is refused (§10, 4)"


def test_nobody_puts_a_task_away_by_hand(world: World) -> None:
    task = life.task_of(world)
    for act in (closing.finish_agreement_task, closing.lapse_agreement_task):
        with pytest.raises(Refused):
            act(world.actor(GUIDE), task)
    with pytest.raises(Refused):
        tasks.open_agreement_task(world.actor(HANDLER), task.agreement, kind="opheffing")


def test_who_decides_and_how(world: World) -> None:
    made.bakery(world)
    moves()
    task, by = RecognitionTask.objects.get(), world.actor(HANDLER)
    with pytest.raises(Refused):
        lifting.lift_for_task(world.actor(ELSEWHERE), task, remark="Te klein.")
    with pytest.raises(Invalid, match="waarom de erkenning niet geldig blijft"):
        lifting.lift_for_task(by, task, remark=" ")
    with pytest.raises(Invalid, match="Dit bezoek moet nog komen"):
        of_recognition.settle_task(by, task, remark=REMARK, visited_on=clock.today() + DAY)
    done = of_recognition.settle_task(by, task, remark=REMARK, visited_on=clock.today())
    assert (done.state, done.visited_on) == ("settled", clock.today())


def test_a_move_and_another_mentor_are_one_addendum(world: World) -> None:
    """Two tasks for one agreement: one addendum (§10, 13)."""
    row = made.registered(world)
    other = second_mentor(row)
    moves()
    keep(world)
    first = life.addendum_prepared(world, row, address=site().address)
    assert life.addendum_prepared(world, row, mentor=other.pk) == first
    assert Addendum.objects.count() == 1
