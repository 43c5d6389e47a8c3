"""Who is told what about prestaties and toewijzingen, and what waits on the home page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.kernel import clock, outbox
from sleutelbos.kernel.actors import system
from sleutelbos.timereg.actions.staff_allocations import (
    agree_allocation,
    archive_allocation,
    clear_allocation,
    refuse_allocation,
)
from sleutelbos.timereg.actions.staff_announce import announce_entries
from sleutelbos.timereg.actions.staff_decide import return_entries
from sleutelbos.timereg.waiting import waiting
from sleutelbos.tools.mail.models import Message
from tests.timereg.examples_staff import allocated, approved, entered, presented, submitted
from tests.world import World
from tests.world_timereg_staff import (
    LEADER,
    OFFICER,
    PARTNER,
    PARTNER_STAFF,
    PROMOTER,
    STAFF,
)


def mailed(world: World, kind: str) -> list[tuple[str, str]]:
    """(who, subject) of the mails of a kind."""
    while outbox.deliver_next():
        pass
    who = {person.pk: name for name, person in world.people.items()}
    rows = Message.objects.filter(kind=f"timereg.{kind}").order_by("pk")
    return [(who[row.person], row.subject) for row in rows]


def test_a_leidinggevende_gets_one_mail_a_day(world: World) -> None:
    presented(world)
    presented(world)
    assert mailed(world, "entries-wait") == []
    house, key = system("clock"), f"entries-{clock.today()}"
    assert announce_entries.keyed(key, house) == 1
    announce_entries.keyed(key, house)
    subject = "2 prestaties wachten op uw goedkeuring"
    assert mailed(world, "entries-wait") == [(LEADER, subject)]


def test_what_waits_for_long_is_not_told_every_day(world: World) -> None:
    row = presented(world)
    with clock.stamped(clock.now() + timedelta(days=5)):
        assert announce_entries(system("clock")) == 0
    assert row.state == "presented"


def test_what_came_back_is_one_mail_with_the_reason(world: World) -> None:
    rows = [presented(world), presented(world)]
    return_entries(world.actor(LEADER), rows, answer="Verkeerde dag")
    assert mailed(world, "entries-returned") == [(STAFF, "2 prestaties kwamen terug")]
    assert "Verkeerde dag" in Message.objects.get(kind="timereg.entries-returned").body


@pytest.mark.requirement("T14")
def test_whose_turn_it_is_gets_the_mail(world: World) -> None:
    row = allocated(world, PARTNER_STAFF)
    assert [who for who, _ in mailed(world, "allocation-entered")] == [PARTNER_STAFF]
    agree_allocation(world.actor(PARTNER_STAFF), row)
    assert [who for who, _ in mailed(world, "allocation-agreed")] == [PARTNER]
    clear_allocation(world.actor(PARTNER), row)
    assert [who for who, _ in mailed(world, "allocation-cleared")] == [PROMOTER]
    refuse_allocation(world.actor(PROMOTER), row, answer="Reken na")
    assert [who for who, _ in mailed(world, "allocation-returned")] == [PARTNER]
    archive_allocation(world.actor(OFFICER), submitted(world), answer="Fout")
    assert [who for who, _ in mailed(world, "allocation-archived")] == [PROMOTER]


def test_the_home_page_says_what_waits(world: World) -> None:
    rows = [presented(world), presented(world)]
    allocated(world)
    assert [line.sentence for line in waiting(world.actor(LEADER))] == [
        "2 prestaties wachten op uw goedkeuring."
    ]
    return_entries(world.actor(LEADER), rows[:1], answer="Verkeerde dag")
    assert [line.sentence for line in waiting(world.actor(STAFF))] == [
        "1 prestatie kwam terug. Pas ze aan en leg ze opnieuw voor.",
        "1 toewijzing wacht op u.",
    ]
    approved(world)
    entered(world)
    assert [line.sentence for line in waiting(world.actor(PROMOTER))] == [
        "1 goedgekeurde prestatie kan naar ESF."
    ]
    assert waiting(world.actor("system")) == []
