"""Pages of the demo: there in demo mode, refused outside it, and they say what is so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from sleutelbos.demo import sources, stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.mail_text import own_path, pieces
from sleutelbos.demo.models import Errand
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.models import Clock, Outbox
from sleutelbos.register import ports as register_ports
from sleutelbos.register.public import InszFault, parse_insz, person_by_insz
from sleutelbos.tools.mail.actions import forget_mails
from sleutelbos.tools.mail.models import Message

PAGES = ("", "/postvak", "/postvak/1", "/klok", "/spiekbriefje", "/opnieuw", "/opnieuw/1",
         "/klok/1", "/klok/1/stand")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_refused_outside_demo_mode(db: None, settings: LazySettings, page: str) -> None:
    settings.DEMO = False
    client = Client()
    for answer in (client.get(f"/demo{page}"), client.post(f"/demo{page}", {"stap": "uur"})):
        assert answer.status_code == 403
        assert "alleen in de demo" in answer.content.decode()
    assert not Clock.objects.exists()
    assert not Errand.objects.exists()
    assert not Outbox.objects.exists()


@pytest.mark.parametrize("page", ["", "/postvak", "/klok", "/spiekbriefje", "/opnieuw"])
def test_open_to_every_visitor_of_the_demo(demo: None, page: str) -> None:
    answer = Client().get(f"/demo{page}")
    assert answer.status_code == 200
    assert "niets telt echt" in answer.content.decode()


def test_mailbox_newest_first_and_by_person(demo: None) -> None:
    client = Client()
    newest = Message.objects.order_by("-created", "-pk").first()
    assert newest
    page = client.get("/demo/postvak").content.decode()
    assert newest.subject in page
    person = Cast(clock.today()).person("magda")
    page = client.get("/demo/postvak", {"persoon": person.pk}).content.decode()
    assert page.count("magda@example.be") >= 1
    assert "fatima@example.be" not in page


def test_a_mail_reads_as_it_was_sent_and_its_links_work(demo: None) -> None:
    message = Message.objects.filter(kind="access.request-asked").order_by("-pk").first()
    assert message
    client = Client()
    page = client.get(f"/demo/postvak/{message.pk}").content.decode()
    assert message.address in page
    links = [piece.url for piece in pieces(message.body) if piece.url]
    assert links
    assert all(f'href="{link}"' in page for link in links)
    assert client.get("/demo/postvak/999999999").status_code == 404


def test_only_own_addresses_become_links() -> None:
    found = pieces("Kijk op http://127.0.0.1:8123/aanmelden, of op https://evil.example/aanmelden.")
    assert [(p.text, p.url) for p in found] == [
        ("Kijk op ", ""),
        ("http://127.0.0.1:8123/aanmelden", "/aanmelden"),
        (", of op ", ""),
        ("https://evil.example/aanmelden", ""),
        (".", ""),
    ]
    assert own_path("http://127.0.0.1:8000/bestaat-niet-hier") == ""


def test_cheats_do_what_they_promise(demo: None) -> None:
    page = Client().get("/demo/spiekbriefje").content.decode()
    house, strangers = system("test"), sources.strangers()
    statuses = {}
    with register_ports.bound(directory=sources.directory()):
        for title, record in strangers.items():
            statuses[title] = person_by_insz(house, record.insz).status
    assert statuses == {
        "Een onbekende collega": "unknown",
        "Nog een onbekende collega": "unknown",
        "Iemand met één naam": "unknown",
        "Een vervangen nummer": "replaced",
        "Een overleden persoon": "deceased",
    }
    (wrong,) = stories.cheats()["texts"]
    with pytest.raises(InszFault) as fault:
        parse_insz(wrong["value"], allow_test=True)
    assert fault.value.code == "check"
    assert wrong["value"] in page


def test_the_stopped_company_has_stopped(demo: None) -> None:
    feed = sources.functions_feed()
    record = feed.organisation(stories.enterprise_of("weefgetouw"))
    assert record
    assert record.stopped_on
    assert record.stopped_on < clock.today() - timedelta(days=7)
    assert Cast(clock.today()).organisation("weefgetouw").status == "stopped"


def test_a_mail_past_its_term_says_so(demo: None) -> None:
    forget_mails(system("retention"), before=clock.now())
    mail = Message.objects.filter(body="").latest("pk")
    listed = Client().get("/demo/postvak").content.decode()
    assert "Mail waarvan de tekst verwijderd is" in listed
    shown = Client().get(f"/demo/postvak/{mail.pk}").content.decode()
    assert "De bewaartermijn is voorbij." in shown
    assert "Verzonden op" in shown
