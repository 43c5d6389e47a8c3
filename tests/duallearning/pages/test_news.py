"""News is for everybody in the portal or for one audience; the department keeps it (W13)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sleutelbos.desk.models import NewsItem, NewsVersion
from sleutelbos.desk.public import News, publish_news, unread_news
from sleutelbos.duallearning.recognition.help import CODE
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from tests.access.pages.conftest import SignIn, post, text_of
from tests.world import World
from tests.world_duaal import (
    CLERK,
    DELEGATE,
    GUIDE,
    HANDLER,
    KEEPER,
    OFFICER,
    OWNER,
    SCHOOL_KEEPER,
    SUPPORT,
    VOTER,
)

pytestmark = pytest.mark.requirement("W13")

URL = f"/nieuws/{CODE}"
PARTNERSHIP = {KEEPER, HANDLER, CLERK, VOTER}
# Who acts by a machtiging supports companies, and reads what is for them too (S2).
READERS = {
    "": {*PARTNERSHIP, GUIDE, SCHOOL_KEEPER, "lokale beheerder", OWNER, DELEGATE},
    "opleidingsverstrekkers": {GUIDE, SCHOOL_KEEPER, "lokale beheerder"},
    "ondernemingen": {OWNER, DELEGATE, GUIDE, CLERK},
    "partnerschappen": PARTNERSHIP,
}


def test_each_audience_reads_what_is_meant_for_it(world: World, sign_in: SignIn) -> None:
    for audience in READERS:
        news = News(clock.today(), f"Bericht {audience or 'iedereen'}", "Tekst", audience=audience)
        publish_news(world.actor(SUPPORT), CODE, news=news)
    unread = unread_news(world.actor(VOTER), CODE)
    pages = {who: text_of(sign_in(who).get(URL)) for who in READERS[""]}
    for audience, readers in READERS.items():
        title = f"Bericht {audience or 'iedereen'}"
        assert {who for who in READERS[""] if title in pages[who]} == readers, audience
        for page in list(READERS)[1:]:
            public = text_of(sign_in(VOTER).get(reverse("duallearning:audience", args=[page])))
            assert (title in public) is (audience in ("", page)), (audience, page)
    assert unread == 2
    assert "Bericht partnerschappen" in text_of(sign_in(OFFICER).get(URL)), "who keeps it"


def test_the_department_chooses_for_whom_and_what_it_was_is_kept(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(SUPPORT)
    given = {"day": f"{clock.today():%d/%m/%Y}", "title": "Nieuw", "text": "Tekst", "release": ""}
    wrong = post(client, f"{URL}/schrijven", **given, audience="leerlingen")
    assert "audience" in wrong.content.decode()
    post(client, f"{URL}/schrijven", **given, audience="ondernemingen")
    row = NewsItem.objects.get()
    assert row.audience == "ondernemingen"
    assert "voor Ondernemingen" in text_of(client.get(URL))
    url = f"{URL}/{row.uid}"
    post(client, url, **given, was="1", reason="Ook voor de anderen", audience="")
    row.refresh_from_db()
    assert row.audience == ""
    assert list(NewsVersion.objects.order_by("number").values_list("audience", flat=True)) == [
        "ondernemingen", "",
    ]  # fmt: skip
    assert "Voor wie Ondernemingen" in text_of(client.get(url))
    with pytest.raises(Invalid, match="Kies voor wie"):
        publish_news(
            world.actor(SUPPORT), CODE, news=News(clock.today(), "X", "Y", audience="leerlingen")
        )
