"""'Nieuw in de applicatie' (T23): newest first, new once, kept by support, the past kept too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from sleutelbos.desk import public
from sleutelbos.desk.actions.news import (
    News,
    correct_news,
    publish_news,
    read_news,
    withdraw_news,
)
from sleutelbos.desk.models import NewsItem, NewsVersion
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from tests.signin.helpers import text_of
from tests.world import World

CODE, KEEPER, READER = "tijdsregistratie", "esf-support", "promotor"
URL = f"/nieuws/{CODE}"
SAYS = News(date(2021, 2, 25), "Tegelijk plannen", "Het is **mogelijk**.\n\n- een\n- twee")


def publish(world: World, **more: object) -> NewsItem:
    return publish_news(world.actor(KEEPER), CODE, news=replace(SAYS, **more))  # type: ignore[arg-type]


@pytest.mark.requirement("T23")
def test_users_read_the_newest_first_and_once_as_new(world: World, as_) -> None:
    publish(world, day=date(2021, 1, 15), title="Heropenen")
    publish(world, release="1.3")
    client: Client = as_(READER)
    assert public.unread_news(world.actor(READER), CODE) == 2
    first = text_of(client.get(URL).content)
    assert "2 berichten zijn nieuw voor u." in first
    assert first.index("Tegelijk plannen") < first.index("Heropenen")
    assert "release 1.3" in first
    assert "25 feb 2021" in first
    assert "<strong>mogelijk</strong>" in client.get(URL).content.decode()
    again = text_of(client.get(URL).content)
    assert "U hebt alles gelezen." in again
    assert public.unread_news(world.actor(READER), CODE) == 0
    with clock.stamped(clock.now() + timedelta(minutes=1)):
        publish(world, title="Nog iets")
    assert public.unread_news(world.actor(READER), CODE) == 1
    assert "Nieuws schrijven" not in again


@pytest.mark.requirement("T23")
def test_support_writes_corrects_and_withdraws_and_the_past_is_kept(world: World, as_) -> None:
    client: Client = as_(KEEPER)
    given = {"day": "25/02/2021", "title": "Plannen", "text": "Fout", "release": ""}
    assert client.post(f"{URL}/schrijven", given)["Location"] == URL
    item = NewsItem.objects.get()
    url = f"{URL}/{item.uid}"
    given |= {"text": "Juist", "was": "1", "reason": "Een fout"}
    assert client.post(url, given)["Location"] == URL
    late = client.post(url, given | {"text": "Nog anders"})
    assert "Iemand anders wijzigde dit nieuws" in text_of(late.content)
    assert "Er verandert niets." in text_of(client.post(url, given | {"was": "2"}).content)
    page = text_of(client.get(url).content)
    assert "Een fout" in page
    assert "Fout" in page
    assert client.post(f"{url}/intrekken", {"reason": ""}).status_code == 422
    assert client.post(f"{url}/intrekken", {"reason": "Klopte niet."})["Location"] == URL
    assert [(one.number, one.text) for one in NewsVersion.objects.order_by("number")] == [
        (1, "Fout"), (2, "Juist"), (3, "Juist"),
    ]  # fmt: skip
    reader: Client = as_(READER)
    assert "Plannen" not in text_of(reader.get(URL).content)
    assert "Ingetrokken" in text_of(client.get(URL).content)
    assert "Verbeteren" not in text_of(client.get(url).content)
    item.refresh_from_db()
    with pytest.raises(WrongState):
        withdraw_news(world.actor(KEEPER), item, reason="Nogmaals")
    with pytest.raises(WrongState):
        correct_news(world.actor(KEEPER), item, news=SAYS, was=3)


@pytest.mark.requirement("T23")
def test_nobody_else_keeps_it_or_reads_it_from_outside(world: World, as_) -> None:
    item = publish(world)
    for who in (READER, "helpdesk 1700", "opleider", "nobody"):
        by = world.actor(who)
        with pytest.raises(Refused):
            publish_news(by, CODE, news=SAYS)
        with pytest.raises(Refused):
            correct_news(by, item, news=SAYS, was=1)
        with pytest.raises(Refused):
            withdraw_news(by, item, reason="x")
    for code in ("onbekend", "1700"):
        with pytest.raises(Refused):
            publish_news(world.actor(KEEPER), code, news=SAYS)
        assert as_(READER).get(f"/nieuws/{code}").status_code == 404
    with pytest.raises(Refused):
        read_news(world.actor("right role"), world.people["right role"], code=CODE)
    outside: Client = as_("right role")
    assert outside.get(URL).status_code == 403
    assert public.unread_news(world.actor("right role"), CODE) == 0
    for path in ("/schrijven", f"/{item.uid}", f"/{item.uid}/intrekken"):
        assert as_(READER).get(URL + path).status_code == 403
        assert as_("helpdesk 1700").get(URL + path).status_code == 403


@pytest.mark.requirement("T23")
@pytest.mark.parametrize(
    ("wrong", "why"),
    [({"title": "  "}, "Schrijf eerst"), ({"text": ""}, "Schrijf eerst"),
     ({"title": "x" * 151}, "150 tekens"), ({"text": "x" * 5001}, "5000 tekens"),
     ({"release": "x" * 41}, "40 tekens"), ({"day": date(2999, 1, 1)}, "vroegere dag"),
     ({"text": "Zie 85.07.30-033.28"}, "rijksregisternummer")],
)  # fmt: skip
def test_what_is_no_news(world: World, wrong: dict[str, object], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        publish(world, **wrong)


def test_what_support_writes_can_do_no_harm(world: World, as_) -> None:
    publish(
        world,
        title="<script>alert(1)</script>",
        text="<script>alert(2)</script>\n\n[x](javascript:alert(3))\n\n![y](../../z.png)\n\n# kop",
    )
    page = as_(READER).get(URL).content.decode().partition("<main")[2].partition("</main")[0]
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page
    assert page.count("<h1") == 1


def test_older_news_is_on_the_next_page(world: World, as_) -> None:
    for number in range(22):
        publish(world, title=f"Bericht {number:02}")
    client: Client = as_(READER)
    page = client.get(URL).content.decode()
    assert "?vanaf=20" in page
    assert "Bericht 01" in client.get(f"{URL}?vanaf=20").content.decode()
    for wrong in ("x", "-1", "²", "9" * 40):
        assert client.get(URL, {"vanaf": wrong}).status_code == 200


def test_the_database_keeps_the_versions(world: World) -> None:
    publish(world)
    with pytest.raises(DatabaseError), transaction.atomic(), arranging():
        NewsVersion.objects.update(text="anders")
