"""A company offers places: how many, when, in whose name, and what can't be (W12)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.duallearning.recognition.actions import free_places, keeping
from sleutelbos.duallearning.recognition.models import FreePlace
from sleutelbos.duallearning.recognition.queries.free_places import free_places as all_free
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from tests.duallearning.examples import mandated, recognised
from tests.duallearning.examples_offer import offer, offered
from tests.world import World
from tests.world_duaal import DELEGATE, GUIDE, OWNER

pytestmark = pytest.mark.requirement("W12")
DAY = timedelta(days=1)


def problems(world: World, row: FreePlace, **more: object) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        free_places.change_places(world.actor(OWNER), row, offer=offer(**more))
    return {name: str(sentence) for name, sentence in caught.value.problems.items()}


def test_what_can_not_be_offered(world: World) -> None:
    row, today = offered(world), clock.today()
    assert "hoogstens 1 leerlingen" in problems(world, row, places=2)["places"]
    assert "places" in problems(world, row, places=0)
    assert "De laatste dag ligt voor de eerste." in problems(world, row, last=today - DAY)["last"]
    gone = problems(world, row, first=today - 9 * DAY, last=today - DAY)
    assert gone == {"last": "Kies vandaag of een latere dag."}
    assert "De erkenning loopt tot en met" in problems(world, row, last=today + 2000 * DAY)["last"]
    assert "Daarna zegt u opnieuw" in problems(world, row, last=today + 400 * DAY)["last"]
    assert "hoe een leerling u bereikt" in problems(world, row, contact=" ")["contact"]
    assert "note" in problems(world, row, note="x" * 601)
    with pytest.raises(Invalid, match="biedt u al plaatsen aan"):
        free_places.offer_places(world.actor(OWNER), row.recognition, offer=offer())
    free_places.close_places(world.actor(OWNER), row)
    again = free_places.offer_places(world.actor(OWNER), row.recognition, offer=offer())
    assert [one.pk for one in all_free()] == [again.pk]


def test_nobody_finds_what_does_not_count(world: World) -> None:
    row = offered(world)
    assert row in all_free()
    mentor = row.recognition.mentors.get()
    keeping.deactivate_mentor(world.actor(OWNER), mentor, reason="Ziek.")
    assert not all_free().exists()
    keeping.reactivate_mentor(world.actor(OWNER), mentor)
    free_places.close_places(world.actor(OWNER), row)
    assert not all_free().exists()


def test_the_company_hears_what_another_offers_in_its_name(world: World) -> None:
    recognition = recognised(world)
    mandated(world)
    row = free_places.offer_places(world.actor(GUIDE), recognition, offer=offer())
    deliver_all()
    mails = Message.objects.filter(kind="duallearning.places-offered")
    assert {one.person for one in mails} == {world.people[DELEGATE].pk}
    free_places.close_places(world.actor(OWNER), row)
    free_places.offer_places(world.actor(OWNER), recognition, offer=offer())
    deliver_all()
    assert mails.count() == 1
