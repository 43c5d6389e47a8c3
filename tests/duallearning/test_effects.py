"""What a decision would bring about is exactly what it then brings about (W25)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.apps import apps
from django.urls import reverse

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.actions import lifting, sanctioning
from sleutelbos.duallearning.recognition.actions import tasks as of_recognition
from sleutelbos.duallearning.recognition.models import (
    Mentor,
    Recognition,
    RecognitionTask,
    Sanction,
)
from sleutelbos.duallearning.recognition.states import TaskKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.jobs import tell_now
from sleutelbos.register.models import KboFollow, Site
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.rehearsal import Effects, rehearse
from tests.access.pages.conftest import SignIn, text_of
from tests.duallearning import examples, examples_handling
from tests.duallearning import examples_agreement as made
from tests.duallearning import examples_life as life
from tests.duallearning.pages.test_role_matrix import CAST, opens, url
from tests.signin.helpers import signed_in
from tests.world import World
from tests.world_duaal import HANDLER, OFFICER, site

pytestmark = pytest.mark.requirement("W25")
ADMIN = "clientbeheerder"
Do = Callable[[], object]


def kept(world: World) -> Do:
    """The vestiging moved, the recognition stays."""
    task = moved()
    return lambda: of_recognition.settle_task(
        world.actor(HANDLER), RecognitionTask.objects.get(pk=task), remark="Wij gingen langs."
    )


def lifted(world: World) -> Do:
    """The vestiging moved, the recognition goes."""
    task = moved()
    return lambda: lifting.lift_for_task(
        world.actor(HANDLER), RecognitionTask.objects.get(pk=task), remark="Te klein."
    )


def moved() -> int:
    """Key of the task about another address."""
    before = site().address
    with arranging():
        Site.objects.filter(pk=site().pk).update(street="Nieuwstraat")
    task = of_recognition.open_task(
        life.HOUSE,
        Recognition.objects.get(),
        kind=TaskKind.ADDRESS,
        before=before,
        after=site().address,
    )
    assert task is not None
    deliver_all()
    return task.pk


def sanction(kind: str) -> Callable[[World], Do]:
    """A sanction of this kind, after the hearing."""

    def prepared(world: World) -> Do:
        by, row = world.actor(HANDLER), Recognition.objects.get()
        more = {"mentor": Mentor.objects.get(state="valid")} if kind == "mentor" else {}
        guidance = examples_handling.guided(world, row)
        sanctioning.conclude_guidance(by, guidance, report="Het gebeurde opnieuw.")
        found = sanctioning.propose_sanction(by, row, kind=kind, grounds="Weer alleen.", **more)
        sanctioning.invite_to_hearing(by, found, on=clock.today() + 10 * examples.DAY, place="Gent")
        with arranging():
            Sanction.objects.filter(pk=found.pk).update(hearing_on=clock.today())
        deliver_all()
        until = clock.today() + 30 * examples.DAY if kind == "tijdelijk" else None
        return lambda: sanctioning.impose_sanction(
            by, Sanction.objects.get(pk=found.pk), report="Niemand kwam.",
            motivation="Het is te gevaarlijk.", until=until,
        )  # fmt: skip

    return prepared


def changed_in_the_kbo(world: World) -> Do:
    """The vestiging is no longer in the mirror of the KBO."""
    with arranging():
        KboFollow.objects.filter(number=site().number).update(
            snapshot={"here": True, "name": "Bakkerij", "street": "Markt"}
        )
    return lambda: tell_now(system("kbo"))


DECISIONS = {
    "told": changed_in_the_kbo,
    "kept": kept,
    "lifted": lifted,
    **{kind: sanction(kind) for kind in ("mentor", "opheffing", "tijdelijk", "definitief")},
}


def everything() -> dict[str, int]:
    """How many rows each table holds, and what the states are."""
    found = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    for model in (Recognition, Mentor, RecognitionTask, Agreement, Sanction):
        for state in model.objects.values_list("state", flat=True):
            found[f"{model.__name__} {state}"] = found.get(f"{model.__name__} {state}", 0) + 1
    return found


def told(effects: Effects) -> Counter[tuple[str, str, str]]:
    """What is done, how often, about what."""
    return Counter(
        (one.action, str(one.facts.get("number", "")), str(one.facts.get("kind", "")))
        for one in effects.done
    )


def busy(world: World) -> Agreement:
    """An agreement that runs, one that waits for its signatures, and an addendum on the first."""
    addendum = life.addendum_presented(world)
    made.filled(world, order=43)
    deliver_all()
    return addendum.agreement


@pytest.mark.parametrize("decision", DECISIONS)
def test_what_is_foreseen_is_what_happens(world: World, decision: str) -> None:
    busy(world)
    do = DECISIONS[decision](world)
    before = everything()
    foreseen = rehearse(do)
    assert everything() == before, "it was taken back"
    entries, mails = AuditEntry.objects.order_by("-pk").first(), Message.objects.count()
    assert entries is not None
    do()
    deliver_all()
    happened = AuditEntry.objects.filter(pk__gt=entries.pk)
    assert told(foreseen) == Counter(
        (one.action, str(one.payload["facts"].get("number", "")),
         str(one.payload["facts"].get("kind", "")))
        for one in happened
    )  # fmt: skip
    sent = Message.objects.order_by("pk").values_list("person", "kind")[mails:]
    assert Counter(foreseen.mails) == Counter(sent)
    assert foreseen.mails or decision == "told", "who handles it reads it on his dashboard"


def test_a_lifting_reaches_agreement_mentor_task_and_addendum(world: World) -> None:
    agreement = busy(world)
    found = rehearse(lifted(world))
    opened = [one for one in found.done if one.action == "duallearning.open-agreement-task"]
    assert [one.facts["number"] for one in opened] == [agreement.number]
    names = {one.action for one in found.done}
    assert names >= {"duallearning.lift-for-task", "duallearning.lift-recognition",
                     "duallearning.end-mentor"}  # fmt: skip
    assert Agreement.objects.get(pk=agreement.pk).tasks.count() == 0


def test_who_may_not_decide_foresees_nothing(world: World) -> None:
    busy(world)
    task = moved()
    before = everything()
    for by in (world.actor(OFFICER), world.actor("behandelaar elsewhere")):
        with pytest.raises(Refused):
            rehearse(lambda by=by: lifting.lift_for_task(
                by, RecognitionTask.objects.get(pk=task), remark="Nee."))  # fmt: skip
    with pytest.raises(Invalid, match="Vul in waarom"):
        rehearse(lambda: lifting.lift_for_task(
            world.actor(HANDLER), RecognitionTask.objects.get(pk=task), remark=""))  # fmt: skip
    assert {name: n for name, n in everything().items() if "Audit" not in name} == {
        name: n for name, n in before.items() if "Audit" not in name
    }


def test_others_write_meanwhile_and_are_not_counted(committed_world: World) -> None:
    """Outside of any transaction: it sees nothing that others commit, and leaves nothing."""
    world = committed_world
    busy(world)
    do, before = lifted(world), everything()
    assert rehearse(do).done
    assert everything() == before


def test_read_before_the_decision(world: World, sign_in: SignIn) -> None:
    agreement = busy(world)
    task = RecognitionTask.objects.get(pk=moved())
    handler = sign_in(HANDLER)
    here = url("task-effects", task.uid)
    assert here in handler.get(url("task", task.uid)).content.decode()
    text = text_of(handler.get(here))
    assert "Er is nog niets gebeurd" in text
    assert "Taak bij een overeenkomst openen" in text
    assert agreement.number in text
    task.refresh_from_db()
    assert task.state == "open"
    assert {name for name in CAST if opens(sign_in(name), here)} == {HANDLER}, "who decides"
    task_done = of_recognition.settle_task(world.actor(HANDLER), task, remark="Goed.")
    assert handler.get(url("task-effects", task_done.uid)).status_code == 404


def test_of_a_sanction_too(world: World, sign_in: SignIn) -> None:
    busy(world)
    sanction("opheffing")(world)
    row = Sanction.objects.get(state="hearing")
    handler = sign_in(HANDLER)
    here = url("sanction-effects", row.uid)
    assert here in handler.get(url("impose-sanction", row.uid)).content.decode()
    assert "Erkenning opheffen" in text_of(handler.get(here))
    with arranging():
        Sanction.objects.filter(pk=row.pk).update(hearing_on=clock.today() + examples.DAY)
    assert "Beslis daarna" in text_of(handler.get(here))
    row.refresh_from_db()
    assert row.state == "hearing"


def test_the_platform_reads_what_telling_would_bring(world: World, sign_in: SignIn) -> None:
    busy(world)
    officer = signed_in(world.people[ADMIN], world.homes[ADMIN])
    here = reverse("access:kbo-effects")
    assert "Er valt niets te melden" in text_of(officer.get(here))
    changed_in_the_kbo(world)
    assert here in officer.get(reverse("access:kbo-events")).content.decode()
    text = text_of(officer.get(here))
    assert "Taak bij een erkenning openen" in text
    assert Recognition.objects.get().number in text
    assert not RecognitionTask.objects.exists()
    assert sign_in(HANDLER).get(here).status_code == 403
