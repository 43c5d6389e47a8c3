"""The pages of the KBO, for who runs the platform: upload, follow, decide, tell, look up (W01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.connectors.kbo.fake import FakeKbo
from sleutelbos.connectors.kbo.writing import write_full
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.actions.kbo_follow import follow
from sleutelbos.register.kbo import sql
from sleutelbos.register.models import KboEnterprise, KboLoad
from sleutelbos.register.ports import kbo as ports
from sleutelbos.tools.policies.models import PolicyValue
from tests.register.kbo_world import carried, full, small, update
from tests.signin.helpers import signed_in
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W01")]
HOME = "/platform/kbo"
PAGES = (HOME, f"{HOME}/bestand", f"{HOME}/wijzigingen", f"{HOME}/gevolgd", f"{HOME}/zoeken")
ADMIN = "clientbeheerder"


@pytest.fixture(autouse=True)
def house(tmp_path: Path) -> Iterator[None]:
    with ports.bound(folder=lambda: tmp_path / "house"):
        yield
    sql.clear()


@pytest.fixture
def admin(world: World) -> Client:
    return signed_in(world.people[ADMIN], world.homes[ADMIN])


def text_of(response: HttpResponse) -> str:
    assert response.status_code in (200, 422), response.status_code
    html = re.sub(r"<(script|style|svg)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def post(client: Client, url: str, **fields: object) -> HttpResponse:
    return client.post(url, {"sleutel": str(uuid4()), **fields}, follow=True)  # type: ignore[return-value]


def upload(client: Client, path: Path) -> HttpResponse:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return post(client, f"{HOME}/bestand", file=file)


def url_of(load: KboLoad) -> str:
    return reverse("access:kbo-load", args=[load.uid])


def test_upload_follow_and_read_the_report(admin: Client, tmp_path: Path) -> None:
    assert "Nog geen levering" in text_of(admin.get(HOME))
    assert "Er is nog niets geladen" in text_of(admin.get(HOME))
    page = text_of(upload(admin, write_full(small(), tmp_path / "vol.zip")))
    assert "Uittreksel 140" in page
    assert "Volg de voortgang" in page
    load = KboLoad.objects.get()
    assert "KBO-uittreksel lezen" in text_of(admin.get(reverse("desk:run", args=[load.run_id])))
    carried()
    page = text_of(admin.get(url_of(load)))
    assert "De levering is geladen op" in page
    assert f"Ondernemingen {KboEnterprise.objects.count()}" in page
    assert "Geladen tot uittreksel 140 van 4 okt 2025." in text_of(admin.get(HOME))


def test_a_bad_file_is_told_at_the_field(admin: Client, tmp_path: Path) -> None:
    path = tmp_path / "geen.zip"
    path.write_bytes(b"niets")
    response = upload(admin, path)
    assert response.status_code == 422
    assert "Dit is geen leesbaar ZIP-bestand." in text_of(response)
    assert "Er is niets geladen. Kies het bestand opnieuw." in text_of(response)
    assert not KboLoad.objects.exists()


def test_far_more_than_usual_waits_for_the_button(admin: Client, tmp_path: Path) -> None:
    made = small()
    full(made, tmp_path)
    with arranging():
        PolicyValue.objects.filter(name="register.kbo-most-changes").update(value=0)
    made.next_day(5)
    load = update(made, tmp_path)
    page = text_of(admin.get(url_of(load)))
    assert "Kijk dit eerst na" in page
    assert "Vanaf 0 kijkt iemand dat na." in page
    assert "Laden" in page
    assert "Niet laden" in page
    post(admin, url_of(load), doe="laden")
    carried()
    assert "De levering is geladen op" in text_of(admin.get(url_of(load)))
    made.next_day(5)
    load = update(made, tmp_path)
    page = text_of(post(admin, url_of(load), doe="stoppen"))
    assert "De levering wordt niet geladen." in page
    assert "Niet geladen" in page


def test_fetch_what_comes_next(admin: Client) -> None:
    source, made = FakeKbo(), small()
    assert "Nu ophalen" not in text_of(admin.get(HOME))
    assert "Er is geen plaats ingesteld" in text_of(admin.get(HOME))
    with ports.bound(source=source):
        assert "Er is geen nieuw uittreksel." in text_of(post(admin, HOME, doe="halen"))
        source.publish(made, full=True)
        assert "Uittreksel 140" in text_of(post(admin, HOME, doe="halen"))
        carried()
        source.late()
        page = text_of(post(admin, HOME, doe="halen"))
        assert "De KBO is nu niet bereikbaar. Probeer het later opnieuw." in page


def test_what_will_be_told_and_what_was(admin: Client, tmp_path: Path) -> None:
    made = small()
    full(made, tmp_path)
    site = next(one for one in made.entities() if made.is_site(one))
    natural = next(o for o in made.entities() if not made.is_site(o) and not made.is_legal(o))
    with arranging():
        follow([made.number(site), made.number(natural)], "test")
    url = f"{HOME}/wijzigingen"
    page = text_of(admin.get(url))
    assert "Nog niets gemeld" in page
    assert "Nog te melden" not in page
    made._turn()
    made.happen(site, "moved")
    made.happen(natural, "renamed")
    update(made, tmp_path)
    page = text_of(admin.get(url))
    assert "Nog te melden" in page
    assert "Verhuisd" in page
    assert "van " in page
    assert "Een natuurlijke persoon: bekijk de gegevens bij de KBO zelf." in page
    page = text_of(post(admin, url, doe="melden"))
    assert "2 wijzigingen zijn gemeld." in page
    assert "Nog te melden" not in page
    assert "Naam gewijzigd" in text_of(admin.get(url, {"wijziging": "renamed"}))


def test_look_up_by_number_and_by_name(admin: Client, tmp_path: Path) -> None:
    made = small()
    full(made, tmp_path)
    legal = next(o for o in made.entities() if not made.is_site(o) and made.is_legal(o))
    natural = next(o for o in made.entities() if not made.is_site(o) and not made.is_legal(o))
    url = f"{HOME}/zoeken"
    number = made.number(legal)
    page = text_of(admin.get(url, {"zoek": f"BE {number[:4]}.{number[4:7]}.{number[7:]}"}))
    assert "Gevonden" in page
    name = re.search(rf"{number[:4]}\.{number[4:7]}\.{number[7:]} ([\w ]+?) \w+ 9\d\d\d", page)
    assert name, page
    assert number[7:] in text_of(admin.get(url, {"zoek": name[1].split()[0][:4].upper()}))
    page = text_of(admin.get(url, {"zoek": made.number(natural)}))
    assert "Natuurlijke persoon" in page
    for nothing in ("zz", "ab' | x:*", "!!!", "0999999999"):
        assert "Niets gevonden" in text_of(admin.get(url, {"zoek": nothing}))


@pytest.mark.parametrize("who", ["auditor", "lokale beheerder", "member without right"])
def test_the_door_is_shut_for_others(world: World, who: str) -> None:
    client = signed_in(world.people[who], world.homes[who])
    for url in PAGES:
        assert client.get(url).status_code == 403


def test_a_load_of_nobody_is_not_there(admin: Client) -> None:
    assert admin.get(f"{HOME}/{uuid4()}").status_code == 404


def test_what_is_followed_and_why(world: World, admin: Client) -> None:
    with arranging():
        follow(["0400000106"], "duallearning")
        follow(["2000000071"], "register")
    url = f"{HOME}/gevolgd"
    text = text_of(admin.get(url))
    assert "2 nummers worden gevolgd." in text
    assert "0400.000.106" in text
    assert "Erkende werkplek" in text
    assert "Nog in geen levering" in text
    assert "Niet meer in de KBO" not in text
    assert "Staat in het register" in text.partition("0400.000.106")[2]
    only = text_of(admin.get(f"{url}?waarom=duallearning"))
    assert "0400.000.106" in only
    assert "2.000.000.071" not in only
    assert "2.000.000.071" in text_of(admin.get(f"{url}?zoek=2.000.000"))
    assert "Niemand volgt een nummer" not in only
