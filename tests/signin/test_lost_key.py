"""Recovery codes, a second key of one's own, and the link of the helpdesk (G15, G32)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.signin.actions.keys import renew_recovery_codes, send_key_link
from sleutelbos.signin.models import Key, KeyInvitation, RecoveryCode
from sleutelbos.tools.mail.models import Message
from tests.signin.helpers import PASSWORD, code_of, key_for, signed_in, text_of
from tests.signin.test_certificates import number_of
from tests.world import World

NAME = "lies@example.be"


def entered(code: str, **changed: str) -> int:
    given = {"user_name": NAME, "password": PASSWORD, "code": code, **changed}
    return Client().post("/aanmelden/herstelcode", given).status_code


@pytest.mark.requirement("G15")
def test_a_recovery_code_opens_once_however_it_is_typed(world: World) -> None:
    key = key_for(world.people["right role"], NAME)
    codes = renew_recovery_codes(world.actor("right role"), key)
    assert len(set(codes)) == 10
    assert entered(codes[0].upper().replace("-", " ")) == 303
    assert entered(codes[0]) == 422
    assert entered(codes[1], password="een ander wachtwoord") == 422
    deliver_all()
    subjects = set(Message.objects.values_list("subject", flat=True))
    assert "Iemand meldde zich aan met een van uw herstelcodes" in subjects


@pytest.mark.requirement("P08")
def test_no_recovery_code_is_kept_in_the_clear(world: World) -> None:
    key = key_for(world.people["right role"], NAME)
    codes = renew_recovery_codes(world.actor("right role"), key)
    kept = str(list(RecoveryCode.objects.values_list("digest", flat=True)))
    kept += str(list(AuditEntry.objects.values_list("payload", flat=True)))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_new_codes_end_the_old_ones(world: World) -> None:
    key = key_for(world.people["right role"], NAME)
    old = renew_recovery_codes(world.actor("right role"), key)
    client = signed_in(world.people["right role"], world.school)
    url = f"/mijn-profiel/sleutels/{key.pk}/herstelcodes"
    assert "nog 10 ongebruikte codes" in text_of(client.get(url).content)
    shown = re.findall(r"\b\w{4}-\w{4}-\w{4}\b", text_of(client.post(url).content))
    assert len(shown) == 10
    assert entered(old[0]) == 422
    assert entered(shown[3]) == 303


def test_codes_of_somebody_else_are_not_there(world: World) -> None:
    key = key_for(world.people["right role"], NAME)
    client = signed_in(world.people["other role"], world.homes["other role"])
    assert client.post(f"/mijn-profiel/sleutels/{key.pk}/herstelcodes").status_code == 404
    with pytest.raises(Refused):
        renew_recovery_codes(world.actor("other role"), key)


@pytest.mark.requirement("G15")
def test_one_adds_a_second_key_oneself(world: World) -> None:
    person = world.people["right role"]
    client = signed_in(person, world.school)
    answer = client.post("/mijn-profiel/sleutels/toevoegen")
    assert answer.status_code == 303
    secret = KeyInvitation.objects.get(person=person).secret
    made = {"user_name": "tweede", "password": PASSWORD, "code": code_of(secret)}
    after = client.post(answer["Location"], made)
    key = Key.objects.get(person=person)
    assert key.user_name == "tweede"
    assert after["Location"] == f"/mijn-profiel/sleutels/{key.pk}/herstelcodes"
    assert "Maak nu uw herstelcodes." in text_of(client.get(after["Location"]).content)


@pytest.mark.requirement("G32")
def test_the_list_of_keys_says_how_many_codes_are_left(world: World) -> None:
    key = key_for(world.people["right role"], NAME)
    client = signed_in(world.people["right role"], world.school)
    assert "Maak ze nu" in text_of(client.get("/mijn-profiel/aanmeldingen").content)
    codes = renew_recovery_codes(world.actor("right role"), key)
    entered(codes[0])
    said = text_of(client.get("/mijn-profiel/aanmeldingen").content)
    assert f"9 over herstelcodes van {NAME}" in said


def test_a_printed_sheet_of_codes_says_whose_they_are(world: World) -> None:
    key = key_for(world.people["right role"], NAME)
    client = signed_in(world.people["right role"], world.school)
    said = text_of(client.post(f"/mijn-profiel/sleutels/{key.pk}/herstelcodes").content)
    assert f"Gebruikersnaam {NAME}" in said
    assert "Afdrukken" in said


@pytest.mark.requirement("G15")
def test_the_helpdesk_sends_a_link_that_only_the_owner_sees(world: World) -> None:
    person = world.people["right role"]
    desk = signed_in(world.people["helpdesk 1700"], world.homes["helpdesk 1700"])
    sent = {"insz": number_of(world, "right role"), "checked": "on"}
    page = desk.post("/helpdesk/sleutel-kwijt", sent, follow=True)
    assert f"{person.name} krijgt een mail" in text_of(page.content)
    assert "/sleutel/" not in page.content.decode().replace("/sleutel-kwijt", "")
    deliver_all()
    mail = Message.objects.get(person=person.pk)
    link = re.search(r"/sleutel/\S+", mail.body)
    assert link
    assert Client().get(link[0]).status_code == 200
    send_key_link(world.actor("helpdesk 1700"), person)
    assert Client().get(link[0]).status_code == 404


def test_what_the_helpdesk_hears(world: World) -> None:
    desk = signed_in(world.people["helpdesk 1700"], world.homes["helpdesk 1700"])
    url = "/helpdesk/sleutel-kwijt"
    number = number_of(world, "right role")
    with arranging():
        world.people["right role"].email = ""
        world.people["right role"].save()
    told = {
        "Controleer eerst wie er belt": {"insz": number},
        "geen e-mailadres gekend": {"insz": number, "checked": "on"},
        "Vraag een collega": {"insz": number_of(world, "helpdesk 1700"), "checked": "on"},
    }
    for sentence, sent in told.items():
        assert sentence in text_of(desk.post(url, sent).content)
    assert not KeyInvitation.objects.exists()


def test_the_helpdesk_alone_sends_links(world: World) -> None:
    for name in ("lokale beheerder", "hoofd lokale beheerder", "right role"):
        with pytest.raises(Refused):
            send_key_link(world.actor(name), world.people["other role"])


def test_a_visitor_finds_what_to_do(world: World) -> None:
    said = text_of(Client().get("/sleutel-kwijt").content)
    assert "andere sleutel" in said
    assert "Herstelcode gebruiken" in said
    assert "Sleutel kwijt?" in text_of(Client().get("/aanmelden").content)
