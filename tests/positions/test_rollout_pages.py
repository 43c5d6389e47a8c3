"""The board of the expert team, the choice of a slot, the page that everybody reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions.rollout_changes import change_slot
from sleutelbos.positions.actions.rollout_entities import choose_slot, note_talk
from sleutelbos.positions.models import Milestone, RolloutEntity, RolloutPhase, RolloutSlot
from tests import world as worlds
from tests.access.pages.conftest import SignIn, post, text_of
from tests.positions.test_pages import url
from tests.positions.world_rollout import enlisted, make_phase, make_slot
from tests.world import World
from tests.world_positions import EXPERT, HR, HR_ELSEWHERE, LEADER, READER

pytestmark = pytest.mark.requirement("A14")
DAY = timedelta(days=1)


@pytest.mark.requirement("A05")
def test_the_expert_team_plans_the_rollout(world: World, sign_in: SignIn) -> None:
    client, today = sign_in(EXPERT), clock.today()
    assert "Nog geen fase" in text_of(client.get(url("open-slot")))
    days = {"first": f"{today:%d/%m/%Y}", "last": f"{today + 60 * DAY:%d/%m/%Y}"}
    assert post(client, url("plan-phase"), name="Voorjaar", **days)["Location"] == url("rollout")
    phase = RolloutPhase.objects.get()
    sent = {**days, "phase": str(phase.uid), "capacity": "2"}
    assert post(client, url("open-slot"), **sent).status_code == 303
    assert RolloutSlot.objects.get().capacity == 2
    sent = {"entity": str(world.entity.uid), "duty": "moet"}
    assert post(client, url("enlist"), **sent).status_code == 303
    text = text_of(client.get(url("rollout")))
    for told in ("Agentschap Demo", "Zonder tijdslot", "Moet deelnemen", "Voorjaar",
                 "0 aangesloten, 0 ingepland, 2 plaatsen"):  # fmt: skip
        assert told in text, told
    refused = post(client, url("enlist"), entity=str(world.homes[HR_ELSEWHERE].uid), duty="mag")
    assert "Alleen wie Vlimpers gebruikt, kan aansluiten." in text_of(refused)
    for query, found in (("stand=gepland", False), ("plicht=moet", True), ("laat=on", False)):
        lines = text_of(client.get(f"{url('rollout')}?{query}"))
        assert ("Niets gevonden" not in lines) == found, query


def test_what_was_planned_changes_while_nobody_counts_on_it(world: World, sign_in: SignIn) -> None:
    client, slot = sign_in(EXPERT), make_slot(2)
    phase = slot.phase
    text = text_of(client.get(url("rollout-planned")))
    assert phase.name in text
    assert "0 van 2" in text
    change = url("change-phase", phase.uid)
    days = {"first": f"{phase.first:%d/%m/%Y}", "last": f"{phase.last:%d/%m/%Y}"}
    late = {**days, "first": f"{slot.first + DAY:%d/%m/%Y}"}
    assert "Er ligt een tijdslot voor die dag." in text_of(
        post(client, change, name="Najaar", **late)
    )
    early = {**days, "last": f"{slot.last - DAY:%d/%m/%Y}"}
    assert "Er ligt een tijdslot na die dag." in text_of(
        post(client, change, name="Najaar", **early)
    )
    assert post(client, change, name="Najaar", **days).status_code == 303
    other = make_phase()
    taken = text_of(post(client, url("change-phase", other.uid), name="Najaar", **days))
    assert "Er is al een fase met deze naam." in taken
    assert "In deze fase ligt een tijdslot." in text_of(client.get(change))
    assert post(client, url("remove-phase", phase.uid)).status_code == 403
    entity, one = enlisted(world), url("change-slot", slot.uid)
    choose_slot(world.actor(HR), entity, slot)
    days = {"first": f"{slot.first:%d/%m/%Y}", "last": f"{slot.last:%d/%m/%Y}"}
    moved = {**days, "last": f"{slot.last + DAY:%d/%m/%Y}"}
    assert "koos deze dagen al" in text_of(post(client, one, **moved, capacity="2"))
    assert post(client, one, **days, capacity="1").status_code == 303
    assert "1 van 1" in text_of(client.get(url("rollout-planned")))
    assert "Een entiteit koos dit tijdslot al." in text_of(client.get(one))
    assert post(client, url("remove-slot", slot.uid)).status_code == 403
    with arranging():
        RolloutEntity.objects.update(slot=None, chosen_at=None)
    assert post(client, url("remove-slot", slot.uid)).status_code == 303
    assert post(client, url("remove-phase", phase.uid)).status_code == 303
    assert list(RolloutPhase.objects.all()) == [other]
    for who in (HR, READER, LEADER):
        assert sign_in(who).get(url("rollout-planned")).status_code == 403


def test_a_slot_never_has_fewer_places_than_were_chosen(world: World) -> None:
    slot = make_slot(2)
    for who in (HR, HR_ELSEWHERE):
        choose_slot(world.actor(who), enlisted(world, who), slot)
    days = {"first": slot.first, "last": slot.last}
    with pytest.raises(Invalid, match="Er kozen al 2 entiteiten"):
        change_slot(world.actor(EXPERT), slot, **days, capacity=1)
    assert change_slot(world.actor(EXPERT), slot, **days, capacity=5).capacity == 5


def test_an_entity_chooses_its_days(world: World, sign_in: SignIn) -> None:
    entity, slot, client = enlisted(world), make_slot(), sign_in(HR)
    assert "Kies een tijdslot voor de aansluiting van Agentschap Demo." in text_of(client.get("/"))
    assert (
        url("rollout-entity", entity.uid)
        in client.get(url("joining", world.entity.uid)).content.decode()
    )
    choose = url("choose-slot", entity.uid)
    assert "vrij: 1 van 1" in text_of(client.get(choose))
    assert post(client, choose, slot=str(slot.uid)).status_code == 303
    text = text_of(client.get(url("rollout-entity", entity.uid)))
    assert "Ingepland" in text
    assert "Ander tijdslot kiezen" in text
    assert "Kies een tijdslot" not in text_of(client.get("/"))
    assert "Geen tijdslot vrij" in text_of(client.get(choose))
    assert "tijdslot kiezen" not in text_of(sign_in(READER).get(url("rollout-entity", entity.uid)))


def test_a_talk_is_read_by_the_entity(world: World, sign_in: SignIn) -> None:
    entity = enlisted(world)
    told = {"on": f"{clock.today():%d/%m/%Y}", "people": "Bram", "agreements": "Eerst de functies."}
    assert post(sign_in(EXPERT), url("note-talk", entity.uid), **told).status_code == 303
    assert "Eerst de functies." in text_of(sign_in(HR).get(url("rollout-entity", entity.uid)))


@pytest.mark.requirement("A25")
def test_everybody_reads_the_project_page(world: World, sign_in: SignIn) -> None:
    expert, today = sign_in(EXPERT), clock.today()
    sent = {"text": "Uniform registreren.\nEén rapport."}
    assert post(expert, url("write-chapter", "doel"), **sent).status_code == 303
    assert expert.get(url("write-chapter", "onbekend")).status_code == 404
    told = {"on": f"{today + DAY:%d/%m/%Y}", "text": "De eerste entiteit sluit aan."}
    assert post(expert, url("set-milestone"), **told).status_code == 303
    entity = enlisted(world)
    choose_slot(world.actor(HR), entity, make_slot())
    note_talk(world.actor(EXPERT), entity, on=today, people="Bram", agreements="Geheim van HR")
    text = text_of(Client().get(url("project")))
    for line in ("Doel van het project", "Uniform registreren.", "De eerste entiteit sluit aan.",
                 "Agentschap Demo", "Gesprek gevoerd", "Stap 1: arbeidsplaatsen uit het personeel",
                 "het expertenteam van AgO"):  # fmt: skip
        assert line in text, line
    assert "Geheim van HR" not in text
    assert "Projectpagina bijhouden" not in text
    kept = text_of(expert.get(url("keep-project")))
    assert "Nog niet geschreven" in kept
    post(expert, url("remove-milestone", Milestone.objects.get().uid))
    assert not Milestone.objects.exists()


def test_the_board_asks_as_many_queries_for_many_entities(world: World, sign_in: SignIn) -> None:
    client = sign_in(EXPERT)
    enlisted(world)
    client.get(url("rollout"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("rollout"))
    with arranging():
        for number in range(10):
            organisation = worlds.make_organisation(
                f"Agentschap {number}", "entity", GID=f"OVO90{number:04}"
            )
            RolloutEntity.objects.create(
                organisation=organisation, duty="mag", enlisted_at=clock.now()
            )
    with CaptureQueriesContext(connection) as many:
        client.get(url("rollout"))
    assert len(many) == len(few)


def test_nobody_else_sees_the_board_or_another_entity(world: World, sign_in: SignIn) -> None:
    entity = enlisted(world)
    for name in (HR, READER, LEADER):
        assert sign_in(name).get(url("rollout")).status_code == 403, name
        assert sign_in(name).get(url("keep-project")).status_code == 403, name
    assert sign_in(HR_ELSEWHERE).get(url("rollout-entity", entity.uid)).status_code == 404
    assert sign_in(HR_ELSEWHERE).get(url("choose-slot", entity.uid)).status_code == 404
