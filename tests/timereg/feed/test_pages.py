"""The pages of projects and of the feed, for a promotor, a partner, a vestiging and ESF."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.connectors.esf.fake import FakeEsf, as_jsonl, as_zip, whole
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.models import FeedLoad, Project
from sleutelbos.tools.runs.executor import work_next
from tests.timereg.feed.test_load import session
from tests.timereg.world_feed import (
    COMPANY,
    NOBODY,
    OFFICER,
    OTHER_PROMOTER,
    PARTNER,
    PROMOTER,
    SITE,
    SITED,
    SUPPORT,
    call,
    load,
    place,
    project,
    simple,
    stage,
    training,
)
from tests.world import World

SignIn = Callable[[str], Client]


def text_of(response: HttpResponse) -> str:
    """What a reader sees."""
    assert response.status_code in (200, 422), response.status_code
    html = re.sub(r"<(script|style|svg)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def post(client: Client, url: str, **fields: object) -> HttpResponse:
    return client.post(url, {"sleutel": str(uuid4()), **fields}, follow=True)  # type: ignore[return-value]


def url_of(number: str) -> str:
    return reverse("timereg:project", args=[Project.objects.get(number=number).uid])


LIST = "/tijdsregistratie/projecten"
FEED = "/tijdsregistratie/esf"


@pytest.fixture
def loaded(cast: World) -> World:
    load(
        cast,
        [
            *simple("P1"),
            place("P1", PARTNER, "partner"),
            project("P2"), place("P2", COMPANY, "promotor", SITE), training("P2"),
            project("P3", titel="=1+1"), place("P3", PARTNER),
        ],
    )  # fmt: skip
    return cast


# the list


@pytest.mark.requirement("T11")
@pytest.mark.requirement("T12")
@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (PROMOTER, {"P1", "P2"}),
        (OTHER_PROMOTER, {"P1", "P3"}),
        (SITED, {"P2"}),
        (OFFICER, {"P1", "P2", "P3"}),
        (SUPPORT, {"P1", "P2", "P3"}),
    ],
)
def test_each_sees_his_own_projects_once_on_screen_and_in_the_file(
    loaded: World, as_: SignIn, who: str, seen: set[str]
) -> None:
    client = as_(who)
    html = client.get(LIST).content.decode()
    for number in ("P1", "P2", "P3"):
        assert html.count(f">{number}</a>") == (number in seen)
    file = b"".join(client.get(LIST, {"als": "csv"}).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = [line.split(";")[0] for line in file.splitlines()[1:]]
    assert sorted(rows) == sorted(seen)
    assert ";=1+1" not in file
    for number in ("P1", "P2", "P3"):
        assert client.get(url_of(number)).status_code == (200 if number in seen else 404)


def test_what_the_list_tells(loaded: World, as_: SignIn) -> None:
    text = text_of(as_(PROMOTER).get(LIST))
    assert "Uw organisatie neemt deel aan 2 projecten." in text
    assert "Wij zijn" in text
    assert "Geladen op" in text
    assert "Ziet u een project niet?" in text
    assert "elke vrijdag" in text
    assert "Promotor" in text
    assert "Laatst geladen op" in text_of(as_(OFFICER).get(LIST))


def test_search_and_filters(loaded: World, as_: SignIn) -> None:
    client = as_(OFFICER)

    def numbers(**query: str) -> list[str]:
        return re.findall(r">(P\d)</a>", client.get(LIST, query).content.decode())

    assert numbers(zoek="project p") == ["P1", "P2"]
    assert numbers(zoek="p3") == ["P3"]
    assert numbers(oproep="505") == ["P1", "P2", "P3"]
    assert numbers(toestand="loopt") == ["P1", "P2", "P3"]
    assert numbers(toestand="afgelopen") == numbers(toestand="weg") == []
    assert numbers(sorteer="-project") == ["P3", "P2", "P1"]
    partner = as_(OTHER_PROMOTER)
    assert ">P1</a>" in partner.get(LIST, {"rol": "partner"}).content.decode()
    assert ">P3</a>" not in partner.get(LIST, {"rol": "partner"}).content.decode()


def test_nothing_yet_says_when_and_what_to_do(cast: World, as_: SignIn) -> None:
    text = text_of(as_(PROMOTER).get(LIST))
    assert "Nog geen projecten" in text
    assert "Een nieuw project ziet u dus na vrijdag." in text
    assert "Stel een vraag aan ESF-support" in text
    assert "Er zijn nog geen gegevens van ESF geladen." in text


@pytest.mark.parametrize("who", ["auditor", "lokale beheerder", "member without right"])
def test_without_a_role_the_door_is_shut(loaded: World, as_: SignIn, who: str) -> None:
    response = as_(who).get(LIST)
    assert response.status_code == 403
    assert "U hebt geen recht in Platos-tijdsregistratie." in unescape(response.content.decode())
    assert as_(who).get(url_of("P1")).status_code == 403


def test_as_many_queries_for_many_projects(cast: World, as_: SignIn) -> None:
    client, counts = as_(PROMOTER), []
    for number, projects in enumerate((2, 30), start=1):
        load(cast, simple(*(f"P{n:02d}" for n in range(projects))), number)
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1], counts


# the page of a project


def test_a_project_shows_who_takes_part_and_its_trainings(loaded: World, as_: SignIn) -> None:
    text = text_of(as_(PROMOTER).get(url_of("P1")))
    for part in (
        "Project P1",
        "Uw organisatie is promotor van dit project.",
        "Houtbouw Peeters",
        "Textielatelier Leie",
        "hele organisatie",
        "Lassen",
        "Geladen op",
        "Uren (prestaties)",
        "Ziet u een partner of een opleiding niet?",
        "ESF levert elke vrijdag om 18 uur.",
    ):
        assert part in text, part
    assert "Loods Gent" in text_of(as_(SITED).get(url_of("P2")))


@pytest.mark.parametrize(
    ("who", "number", "sees"),
    [
        (PROMOTER, "P1", True),
        (OTHER_PROMOTER, "P1", False),
        (OTHER_PROMOTER, "P3", True),
        (SITED, "P2", True),
        (OFFICER, "P1", True),
    ],
)
def test_the_contact_is_for_the_promotor_and_esf(
    loaded: World, as_: SignIn, who: str, number: str, sees: bool
) -> None:
    assert ("an@example.be" in text_of(as_(who).get(url_of(number)))) == sees


def test_a_project_that_is_missing_says_so(loaded: World, as_: SignIn) -> None:
    session("P1", loaded.company)
    load(loaded, [call(), project("P2"), place("P2", COMPANY, "promotor", SITE)], 2)
    text = text_of(as_(PROMOTER).get(url_of("P1")))
    assert "Dit project ontbreekt bij ESF" in text
    assert "Er zijn registraties, dus alles blijft staan en u kunt verder werken." in text
    assert "Ontbreekt bij ESF" in text_of(as_(PROMOTER).get(LIST))
    gone = text_of(as_(OTHER_PROMOTER).get(url_of("P3")))
    assert "ESF geeft dit project niet meer door." in gone
    feed = text_of(as_(OFFICER).get(FEED))
    assert "Projecten die ontbreken" in feed
    assert "Project P1" in feed


def test_a_project_without_anything_yet(loaded: World, as_: SignIn) -> None:
    text = text_of(as_(OTHER_PROMOTER).get(url_of("P3")))
    assert "ESF gaf nog geen opleidingen door voor dit project." in text


# the feed


@pytest.mark.requirement("T02")
@pytest.mark.parametrize("data", [as_jsonl, as_zip])
def test_upload_look_load(cast: World, as_: SignIn, data: Callable[[object], bytes]) -> None:
    client = as_(SUPPORT)
    assert "Nog geen levering" in text_of(client.get(FEED))
    lines = whole([*simple("P1"), place("P1", NOBODY, "partner")], 7)
    file = SimpleUploadedFile("levering", data(lines))
    response = post(client, f"{FEED}/bestand", bestand="", file=file)
    text = text_of(response)
    assert "Volgnummer 7" in text
    assert "Er is nog niets veranderd." in text
    assert "Nieuw project P1 Project P1" in text
    assert "De KBO kent geen actieve onderneming met dit nummer." in text
    assert not Project.objects.exists()
    row = FeedLoad.objects.get()
    url = reverse("timereg:feed-load", args=[row.uid])
    busy = text_of(post(client, url, doe="laden"))
    assert "Volg de voortgang" in busy
    assert text_of(client.get(reverse("desk:run", args=[row.run_id])))
    while work_next():
        pass
    after = text_of(client.get(url))
    assert "De levering is geladen op" in after
    assert "Uitgevoerd" in after
    faults = client.get(url, {"uitkomst": "fault", "als": "csv"})
    assert b"veld kbo" in b"".join(faults.streaming_content)  # type: ignore[attr-defined]
    listing = text_of(client.get(FEED))
    assert "Geladen" in listing


@pytest.mark.requirement("T02")
def test_a_bad_file_is_named_at_its_field_and_nothing_is_kept(cast: World, as_: SignIn) -> None:
    client = as_(OFFICER)
    data = as_jsonl(whole(simple("P1")))
    for bad, sentence in (
        (data[:-30], "Deze regel is geen geldige JSON."),
        (b"nummer;titel\r\n", "Regel 1: Deze regel is geen geldige JSON."),
        (data.replace(b'"versie": 1', b'"versie": 3'), "Regel 1, veld versie: Versie 3"),
    ):
        file = SimpleUploadedFile("x.jsonl", bad)
        response = client.post(f"{FEED}/bestand", {"sleutel": str(uuid4()), "file": file})
        assert response.status_code == 422
        assert sentence in text_of(response)
    assert not FeedLoad.objects.exists()


def test_fetch_now(cast: World, as_: SignIn, esf: FakeEsf) -> None:
    client = as_(OFFICER)
    assert "Er ligt geen bestand klaar." in text_of(post(client, FEED, doe="halen"))
    esf.late()
    assert "ESF is nu niet bereikbaar." in text_of(post(client, FEED, doe="halen"))
    esf.late(back=True)
    esf.deliver(simple("P1"), 1)
    assert "Nu ophalen" in text_of(client.get(FEED))
    assert "Nieuw project P1" in text_of(post(client, FEED, doe="halen"))
    assert FeedLoad.objects.count() == 1


def test_the_same_form_twice_stages_once(cast: World, as_: SignIn, esf: FakeEsf) -> None:
    esf.deliver(simple("P1"), 1)
    client, key = as_(OFFICER), str(uuid4())
    for _ in range(2):
        client.post(FEED, {"sleutel": key, "doe": "halen"})
    assert FeedLoad.objects.count() == 1


def test_not_loading_is_a_choice(cast: World, as_: SignIn) -> None:
    row = stage(cast, simple("P1"))
    url = reverse("timereg:feed-load", args=[row.uid])
    client = as_(OFFICER)
    assert "Niet laden" in text_of(client.get(url))
    assert "Deze levering werd niet geladen." in text_of(post(client, url, doe="stoppen"))
    assert "Dit kan niet meer" in unescape(
        client.post(url, {"sleutel": str(uuid4()), "doe": "laden"}).content.decode()
    )


def test_an_older_one_is_not_loaded_and_says_why(cast: World, as_: SignIn) -> None:
    row = stage(cast, simple("P1"), 1)
    load(cast, simple("P1", "P2"), 2)
    url = reverse("timereg:feed-load", args=[row.uid])
    assert "Een ouder bestand wordt niet geladen." in text_of(post(as_(OFFICER), url, doe="laden"))


@pytest.mark.parametrize("who", [PROMOTER, SITED, "auditor", "btb"])
def test_the_feed_is_for_esf(cast: World, as_: SignIn, who: str) -> None:
    row = stage(cast, simple("P1"))
    for url in (FEED, f"{FEED}/bestand", reverse("timereg:feed-load", args=[row.uid])):
        assert as_(who).get(url).status_code == 403
    assert "Gegevens van ESF" not in as_(who).get("/").content.decode()


def test_the_menu_holds_what_exists(cast: World, as_: SignIn) -> None:
    promoter, officer = as_(PROMOTER).get("/"), as_(OFFICER).get("/")
    assert "Projecten" in text_of(promoter)
    assert f'href="{LIST}"' in promoter.content.decode()
    assert f'href="{FEED}"' in officer.content.decode()
    assert f'href="{LIST}"' not in as_("auditor").get("/").content.decode()


def test_a_delivery_that_waits_stands_on_the_home_page(cast: World, as_: SignIn) -> None:
    stage(cast, simple("P1"))
    assert "De levering van ESF van" in text_of(as_(OFFICER).get("/"))


def test_after_their_term_the_lines_are_gone_and_the_page_says_so(cast: World, as_: SignIn) -> None:
    row = load(cast, simple("P1"))
    assert row.run is not None
    with arranging():
        row.run.lines.all().delete()
    url = reverse("timereg:feed-load", args=[row.uid])
    assert "na hun bewaartermijn verwijderd" in text_of(as_(OFFICER).get(url))
