"""The helpdesk 1700, "Who is my beheerder?" and messages to a beheerder (G03, G05)."""

from __future__ import annotations

import pytest
from django.test import Client

from sleutelbos.access.models import Post
from sleutelbos.desk.actions.conversations import write_manager
from sleutelbos.desk.managers import managers_of
from sleutelbos.desk.models import Conversation
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.kernel.outbox import deliver_all
from tests.signin.helpers import text_of
from tests.world import World, make_organisation, make_person, make_relation


@pytest.mark.requirement("G05")
def test_find_by_name_and_by_number(world: World, as_) -> None:
    desk: Client = as_("helpdesk 1700")
    for text in ("brug", "901001", "1900000069", "1900.000.069"):
        assert "Atheneum De Brug" in text_of(desk.get("/helpdesk", {"zoek": text}).content)
    assert "Geen organisatie gevonden" in text_of(desk.get("/helpdesk?zoek=zzzz").content)


@pytest.mark.requirement("G32")
def test_the_helpdesk_finds_the_way_to_a_link_for_a_new_key(world: World, as_) -> None:
    desk: Client = as_("helpdesk 1700")
    page = desk.get("/helpdesk").content.decode()
    assert 'href="/helpdesk/sleutel-kwijt"' in page
    back = desk.get("/helpdesk/sleutel-kwijt").content.decode()
    assert 'href="/helpdesk"' in back


@pytest.mark.requirement("G05")
def test_the_page_tells_who_is_beheerder_for_what(world: World, as_) -> None:
    desk: Client = as_("helpdesk 1700")
    answer = desk.get(f"/helpdesk/organisaties/{world.school.uid}")
    said = text_of(answer.content)
    for name, post in (
        ("wettelijk vertegenwoordiger", "Wettelijk vertegenwoordiger"),
        ("hoofdtoegangsbeheerder", "Hoofdtoegangsbeheerder"),
        ("toegangsbeheerder financiën", "Financiën"),
        ("hoofd lokale beheerder", "Hoofd lokale beheerder"),
        ("lokale beheerder", "Lokale beheerder"),
    ):
        assert world.people[name].name in said
        assert post in said
    assert "Hoofd Lokale Beheerder Beheer als hoofd lokale beheerder" in said
    assert "Fien Financiën als toegangsbeheerder voor financiën" in said
    for person in world.people.values():
        assert person.email not in said
    view = AuditView.objects.get(page="desk:helpdesk-organisation")
    assert world.people["lokale beheerder"].pk in view.persons


@pytest.mark.requirement("G03")
def test_orphans_and_asking_who_can_appoint(world: World, as_) -> None:
    with arranging():
        lonely = make_organisation("Vrije school Eenzaam", "school", OV="901009")
        make_relation(make_person("Al", "Leen"), lonely)
    desk: Client = as_("helpdesk 1700")
    assert "Vrije school Eenzaam" in text_of(desk.get("/helpdesk/zonder-beheerder").content)
    page = f"/helpdesk/organisaties/{lonely.uid}"
    said = text_of(desk.get(page).content)
    assert "Edison helpdesk" in said
    assert "is niemand als beheerder geregistreerd" in said
    edison = world.people["edison helpdesk"]
    answer = desk.post(f"{page}/uitnodigen", {"persoon": edison.uid})
    assert answer.status_code == 303
    assert AuditEntry.objects.filter(action="access.invite-beheerder").exists()
    other = world.people["right role"]
    assert desk.post(f"{page}/uitnodigen", {"persoon": other.uid}).status_code == 404


@pytest.mark.requirement("G05")
def test_visitors_see_whether_there_is_a_beheerder_but_no_names(world: World) -> None:
    client = Client()
    assert "Atheneum De Brug" in text_of(client.get("/wie-is-mijn-beheerder?zoek=brug").content)
    assert "Atheneum" not in text_of(client.get("/wie-is-mijn-beheerder?zoek=br").content)
    said = text_of(client.get(f"/wie-is-mijn-beheerder/{world.school.uid}").content)
    assert "Hoofd lokale beheerder ja" in said
    for person in world.people.values():
        assert person.name not in said
    assert not AuditView.objects.exists()


@pytest.mark.requirement("G05")
def test_users_of_the_organisation_see_names_outsiders_do_not(world: World, as_) -> None:
    url = f"/wie-is-mijn-beheerder/{world.school.uid}"
    name = world.people["hoofd lokale beheerder"].name
    mine: Client = as_("right role")
    assert name in text_of(mine.get(url).content)
    stranger: Client = as_("right role elsewhere")
    assert name not in text_of(stranger.get(url).content)


@pytest.mark.requirement("G05")
def test_a_message_is_relayed_without_addresses(world: World, as_, mails_to) -> None:
    stranger: Client = as_("right role elsewhere")
    url = f"/wie-is-mijn-beheerder/{world.school.uid}/bericht/hoofd-lokale-beheerder"
    manager, asker = world.people["hoofd lokale beheerder"], world.people["right role elsewhere"]
    assert manager.name not in text_of(stranger.get(url).content)
    answer = stranger.post(url, {"text": "Kunt u mij toevoegen? Bel +32470123456."})
    talk = Conversation.objects.get()
    assert answer["Location"] == f"/berichten/{talk.uid}"
    assert manager.name not in text_of(stranger.get(answer["Location"]).content)
    deliver_all()
    (mail,) = mails_to(manager)
    assert "Kunt u mij toevoegen?" in mail.body
    assert asker.email not in mail.body
    assert asker.name in mail.subject
    boss: Client = as_("hoofd lokale beheerder")
    boss.post(f"/berichten/{talk.uid}", {"text": "Dat doe ik vandaag."})
    deliver_all()
    (back,) = mails_to(asker)
    assert "Dat doe ik vandaag." in back.body
    assert manager.email not in back.body
    other: Client = as_("lokale beheerder")
    assert other.get(f"/berichten/{talk.uid}").status_code == 404
    helper: Client = as_("helpdesk 1700")
    assert helper.get(f"/berichten/{talk.uid}").status_code == 404


def test_the_helpdesk_writes_as_the_helpdesk(world: World, as_, mails_to) -> None:
    desk: Client = as_("helpdesk 1700")
    manager = world.people["lokale beheerder"]
    url = f"/wie-is-mijn-beheerder/{world.school.uid}/bericht/lokale-beheerder?aan={manager.uid}"
    assert desk.post(url, {"text": "Een beller zoekt u."}).status_code == 303
    deliver_all()
    (mail,) = mails_to(manager)
    assert "1700" in mail.subject
    assert world.people["helpdesk 1700"].name not in mail.subject + mail.body


def test_only_who_is_beheerder_now_gets_a_message(world: World) -> None:
    by = world.actor("right role")
    with pytest.raises(Invalid, match="geen beheerder meer"):
        write_manager(by, world.school, world.people["member without right"], text="Dag")
    boss = world.people["hoofd lokale beheerder"]
    with pytest.raises(Invalid, match="uzelf"):
        write_manager(world.actor("hoofd lokale beheerder"), world.school, boss, text="Dag")
    with pytest.raises(Refused):
        write_manager(world.actor("nobody"), world.school, boss, text="Dag")


def test_twenty_conversations_a_day_but_not_for_the_helpdesk(world: World) -> None:
    boss = world.people["hoofd lokale beheerder"]
    for number in range(20):
        write_manager(world.actor("right role"), world.school, boss, text=f"Bericht {number}")
    with pytest.raises(Invalid, match="al 20 berichten"):
        write_manager(world.actor("right role"), world.school, boss, text="Nog een")
    for number in range(21):
        write_manager(world.actor("helpdesk 1700"), world.school, boss, text=f"Bericht {number}")


def test_unknown_kind_or_person_is_not_found(world: World, as_) -> None:
    client: Client = as_("right role")
    base = f"/wie-is-mijn-beheerder/{world.school.uid}/bericht"
    assert client.get(f"{base}/directeur").status_code == 404
    member = world.people["member without right"]
    assert client.get(f"{base}/lokale-beheerder?aan={member.uid}").status_code == 404
    assert client.get(f"{base}/lokale-beheerder?aan=niets").status_code == 404


def test_beheerders_in_the_order_of_the_chain_without_those_that_ended(world: World) -> None:
    kinds = [line.kind for line in managers_of(world.school)]
    assert kinds[:2] == ["wettelijk-vertegenwoordiger", "hoofdtoegangsbeheerder"]
    with arranging():
        Post.objects.filter(person=world.people["lokale beheerder"]).delete()
    names = {line.person.name for line in managers_of(world.school)}
    assert world.people["lokale beheerder"].name not in names


def test_an_insz_in_the_search_box_is_not_shown_again(world: World, as_) -> None:
    desk: Client = as_("helpdesk 1700")
    for url in ("/helpdesk", "/wie-is-mijn-beheerder"):
        main = desk.get(url, {"zoek": "85.07.30-033.28"}).content.partition(b"<main")[2]
        assert b"033.28" not in main.partition(b"</main")[0]
