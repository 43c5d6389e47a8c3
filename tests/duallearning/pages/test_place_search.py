"""Anyone finds a place without signing in; a company keeps what it offers (W12)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.duallearning.recognition.models import FreePlace
from sleutelbos.kernel import clock
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning.examples import recognised
from tests.duallearning.examples_offer import offered
from tests.world import World
from tests.world_duaal import CLERK, GUIDE, HANDLER, OFFICER, OWNER

pytestmark = pytest.mark.requirement("W12")
SEARCH = "/duaal/werkplekken"


def look(**asked: str) -> str:
    return text_of(Client().get(SEARCH, asked))


def test_anyone_finds_it_by_opleiding_and_distance(world: World) -> None:
    assert "Geen werkplekken gevonden" in look()
    row = offered(world)
    company = row.recognition.company.name
    assert company in look()
    assert company in look(opleiding="BAK-1", waar="9000", km="5")
    text = look(waar="Aalst", km="30")
    assert company in text
    assert "De dichtste bij Aalst staan eerst." in text
    assert "26 km" in text
    assert company not in look(waar="Aalst", km="20")
    assert company not in look(waar="Hasselt", km="50")
    assert "vinden we niet in Vlaanderen of Brussel" in look(waar="Atlantis")
    assert "Vul in vanwaar u zoekt." in look(km="20")
    page = Client().get(SEARCH, {"waar": "Aalst", "km": "30"}).content.decode()
    assert page.count('class="dot"') == 1
    assert 'class="reach"' in page
    assert "9000 Gent: 1 aanbod" in page


def test_a_found_place_tells_what_a_learner_needs(world: World) -> None:
    row = offered(world)
    text = text_of(Client().get(reverse("duallearning:place", args=[row.uid])))
    for told in ("Bakkerij De Oven", "Bakker duaal", "Markt 1, 9000 Gent", "info@oven.example.be",
                 "Werkt hygiënisch", world.school.name, "1 vrije plaats vanaf"):  # fmt: skip
        assert told in text, told
    assert "Mieke" not in text  # who guides is not for everybody


def test_the_search_asks_a_constant_number_of_queries(world: World) -> None:
    offered(world)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().get(SEARCH, {"waar": "Gent", "km": "50"})
    assert len(asked) <= 8, [one["sql"][:90] for one in asked]


def test_a_company_offers_changes_and_takes_back(world: World, sign_in: SignIn) -> None:
    recognition = recognised(world)
    client, back = sign_in(OWNER), reverse("duallearning:recognition", args=[recognition.uid])
    assert "Er worden geen plaatsen aangeboden." in text_of(client.get(back))
    add = reverse("duallearning:offer-places", args=[recognition.uid])
    last = f"{clock.today() + timedelta(days=60):%d/%m/%Y}"
    sent = {"places": "1", "first": f"{clock.today():%d/%m/%Y}", "last": last}
    assert "Vul “Hoe bereikt een leerling u?” in." in text_of(post(client, add, **sent))
    assert post(client, add, **sent, contact="09 000 00 00").status_code == 303
    row = FreePlace.objects.get()
    assert "Aangeboden" in text_of(client.get(back))
    change = reverse("duallearning:change-places", args=[row.uid])
    assert "hoogstens 1 leerlingen" in text_of(
        post(client, change, **{**sent, "places": "2"}, contact="x")
    )
    post(client, change, **sent, contact="www.oven.example.be")
    assert "www.oven.example.be" in text_of(
        Client().get(reverse("duallearning:place", args=[row.uid]))
    )
    assert post(client, change, doe="sluiten").status_code == 303
    assert client.get(change).status_code == 404
    assert Client().get(reverse("duallearning:place", args=[row.uid])).status_code == 404


def test_only_who_acts_for_the_company_keeps_it(world: World, sign_in: SignIn) -> None:
    row = offered(world)
    change = reverse("duallearning:change-places", args=[row.uid])
    for who in (HANDLER, CLERK, GUIDE, OFFICER):
        assert sign_in(who).get(change).status_code in (403, 404), who
    back = reverse("duallearning:recognition", args=[row.recognition.uid])
    text = text_of(sign_in(CLERK).get(back))
    assert "Vrije plaatsen" in text
    assert "Plaatsen aanbieden" not in text
