"""The rollout: who must and may, slots with their places, talks, how far each is, who is late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import Outbox
from sleutelbos.positions.actions.onboarding_flow import begin_onboarding
from sleutelbos.positions.actions.project import remove_milestone, set_milestone, write_chapter
from sleutelbos.positions.actions.rollout import enlist_entity, open_slot, plan_phase
from sleutelbos.positions.actions.rollout_entities import choose_slot, note_talk
from sleutelbos.positions.events import SlotChosen
from sleutelbos.positions.mails import tell_slot
from sleutelbos.positions.models import (
    Milestone,
    Onboarding,
    RolloutEntity,
    RolloutPhase,
)
from sleutelbos.positions.queries.rollout import (
    chapters,
    final_day,
    free_slots,
    phase_statuses,
    published,
    rollout_for,
)
from sleutelbos.tools.mail.models import Message
from tests.positions.world_rollout import enlisted, make_phase, make_slot
from tests.world import World
from tests.world_positions import EXPERT, HR, HR_ELSEWHERE, make_employment

pytestmark = pytest.mark.requirement("A14")
DAY = timedelta(days=1)


def seen(world: World) -> tuple[str, bool]:
    """How far the standing entity is, and whether it is late."""
    row = rollout_for(world.actor(HR)).get()
    return row.standing, row.late  # type: ignore[attr-defined]


@pytest.mark.requirement("A05")
def test_who_must_and_who_may_take_part(world: World) -> None:
    by, other = world.actor(EXPERT), world.homes[HR_ELSEWHERE]
    entity = enlist_entity(by, world.entity, duty="moet")
    assert (entity.duty, entity.slot) == ("moet", None)
    with pytest.raises(Invalid, match="Alleen wie Vlimpers gebruikt, kan aansluiten"):
        enlist_entity(by, other, duty="mag")
    with arranging():
        make_employment(world, "100080", home=other)
    assert enlist_entity(by, other, duty="mag").duty == "mag"
    assert enlist_entity(by, world.entity, duty="mag").pk == entity.pk
    assert RolloutEntity.objects.count() == 2


@pytest.mark.requirement("A05")
def test_who_begins_is_in_the_rollout_as_one_that_may(world: World) -> None:
    begin_onboarding(world.actor(EXPERT), world.entity)
    assert RolloutEntity.objects.get().duty == "mag"
    with arranging():
        Onboarding.objects.all().delete()
        RolloutEntity.objects.update(duty="moet")
    begin_onboarding(world.actor(EXPERT), world.entity)
    assert RolloutEntity.objects.get().duty == "moet"


def test_phases_and_slots(world: World) -> None:
    by, today = world.actor(EXPERT), clock.today()
    phase = plan_phase(by, name="Voorjaar", first=today, last=today + 60 * DAY)
    assert final_day() == today + 60 * DAY
    slot = open_slot(by, phase, first=today, last=today + 13 * DAY, capacity=2)
    assert [one.taken for one in free_slots()] == [0]  # type: ignore[attr-defined]
    for told, match in (
        ({"first": today - DAY, "last": today, "capacity": 1}, "binnen de dagen"),
        ({"first": today, "last": today + 61 * DAY, "capacity": 1}, "binnen de dagen"),
        ({"first": today, "last": today - DAY, "capacity": 1}, "voor de eerste"),
        ({"first": today, "last": today, "capacity": 0}, "van 1 tot 100"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=match):
            open_slot(by, phase, **told)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="deze naam"):
        plan_phase(by, name="Voorjaar", first=today, last=today)
    with pytest.raises(Invalid, match="voor de eerste"):
        plan_phase(by, name="Najaar", first=today, last=today - DAY)
    assert slot.phase == phase


def test_an_entity_chooses_a_slot_with_a_place(world: World) -> None:
    entity, slot = enlisted(world), make_slot()
    other = enlisted(world, HR_ELSEWHERE)
    assert seen(world) == ("zonder-slot", False)
    choose_slot(world.actor(HR), entity, slot)
    assert seen(world) == ("gepland", False)
    assert not free_slots().exists()
    with pytest.raises(Invalid, match="volzet"):
        choose_slot(world.actor(HR_ELSEWHERE), other, slot)
    with pytest.raises(Invalid, match="al het tijdslot"):
        choose_slot(world.actor(HR), entity, slot)
    choose_slot(world.actor(HR), entity, make_slot())
    choose_slot(world.actor(HR_ELSEWHERE), other, slot)  # what was left came free
    with pytest.raises(Invalid, match="voorbij"):
        choose_slot(world.actor(HR), entity, make_slot(ends=-1))
    begin_onboarding(world.actor(EXPERT), world.entity)
    with pytest.raises(Invalid, match="staat vast"):
        choose_slot(world.actor(HR), entity, make_slot())


def test_the_slot_is_told_to_the_entity_and_the_experts(world: World) -> None:
    entity = enlisted(world)
    choose_slot(world.actor(HR), entity, make_slot())
    assert Outbox.objects.filter(type=SlotChosen.type).count() == 1
    with arranging():
        tell_slot(SlotChosen(entity.pk))
    mails = Message.objects.filter(kind="positions.slot")
    assert {mail.person for mail in mails} == {world.people[HR].pk, world.people[EXPERT].pk}


def test_talk_and_steps_move_an_entity_on(world: World) -> None:
    entity, today = enlisted(world), clock.today()
    choose_slot(world.actor(HR), entity, make_slot())
    with pytest.raises(Invalid, match="gevoerd"):
        note_talk(world.actor(EXPERT), entity, on=today + DAY, people="HR", agreements="Ja")
    with pytest.raises(Invalid, match="afgesproken"):
        note_talk(world.actor(EXPERT), entity, on=today, people="HR", agreements=" ")
    note_talk(world.actor(EXPERT), entity, on=today, people="HR", agreements="Eerst Vlimpers.")
    assert seen(world) == ("voorbereid", False)
    onboarding = begin_onboarding(world.actor(EXPERT), world.entity)
    assert seen(world) == ("bezig", False)
    with arranging():
        Onboarding.objects.filter(pk=onboarding.pk).update(state="joined")
    assert seen(world) == ("aangesloten", False)


def test_who_is_late(world: World) -> None:
    """A slot that went by without a beginning; and, for who must, the end of the last phase."""
    entity, today = enlisted(world), clock.today()
    slot = make_slot(ends=-1)
    with arranging():
        RolloutEntity.objects.update(slot=slot, chosen_at=clock.now())
    assert seen(world) == ("gepland", True)
    with arranging():
        onboarding = Onboarding.objects.create(
            organisation=world.entity, since=clock.now(), begun_at=clock.now()
        )
    assert seen(world) == ("bezig", False)
    with arranging():
        RolloutPhase.objects.update(last=today - DAY)
    assert seen(world) == ("bezig", True)
    with arranging():
        RolloutEntity.objects.filter(pk=entity.pk).update(duty="mag")
    assert seen(world) == ("bezig", False)
    with arranging():
        RolloutEntity.objects.filter(pk=entity.pk).update(duty="moet")
        Onboarding.objects.filter(pk=onboarding.pk).update(state="joined")
    assert seen(world) == ("aangesloten", False)


def test_phases_count_their_places_and_who_joined(world: World) -> None:
    entity, slot = enlisted(world), make_slot(3)
    choose_slot(world.actor(HR), entity, slot)
    make_phase()
    assert [(one.places, one.planned, one.joined) for one in phase_statuses()] == [
        (3, 1, 0), (0, 0, 0),
    ]  # fmt: skip
    with arranging():
        Onboarding.objects.create(
            organisation=world.entity, state="joined", since=clock.now(), begun_at=clock.now()
        )
    assert phase_statuses()[0].joined == 1
    assert [row.organisation for row in published()] == [world.entity]


@pytest.mark.requirement("A25")
def test_the_project_page_is_kept(world: World) -> None:
    by, today = world.actor(EXPERT), clock.today()
    write_chapter(by, chapter="doel", text="Alles op één plaats.")
    write_chapter(by, chapter="doel", text="Eén plaats voor alles.")
    assert chapters()["doel"].text == "Eén plaats voor alles."
    write_chapter(by, chapter="doel", text="")
    assert chapters() == {}
    milestone = set_milestone(by, on=today, text="De eerste entiteit sluit aan.")
    for told, match in (("De eerste entiteit sluit aan.", "staat er al"), (" ", "Schrijf wat")):
        with pytest.raises(Invalid, match=match):
            set_milestone(by, on=today, text=told)
    remove_milestone(by, milestone)
    assert not Milestone.objects.exists()
