"""The pages of Arbeidsplaatsbeheer, as each role sees them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditView
from sleutelbos.positions.models import Occupation, OrgUnit, PersonnelLoad, Position
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.slices import standing
from tests.access.pages.conftest import SignIn, post, text_of
from tests.positions.examples import NEXT_YEAR
from tests.positions.test_personnel import row, sheet
from tests.world import World
from tests.world_positions import (
    BEGIN,
    EXPERT,
    FREE,
    FROZEN,
    HELD,
    HR,
    HR_ELSEWHERE,
    LEADER,
    PROPOSED,
    READER,
    REPORTING,
    employment,
    make_position,
    position,
    unit,
)

STRANGER = "member without right"
DAY = timedelta(days=1)


def url(name: str, *keys: object) -> str:
    return reverse(f"positions:{name}", args=keys)


def plan_url(world: World) -> str:
    return url("plan", world.entity.uid)


def filled(**more: str) -> dict[str, str]:
    """A form about a position as a browser sends it."""
    return {
        "function": "F00001", "unit": str(unit().uid), "grade": "B1 deskundige",
        "statute": "statutair", "fte": "0,8", "seats": "1", **more,
    }  # fmt: skip


@pytest.mark.requirement("A01")
@pytest.mark.requirement("A03")
def test_the_plan_on_a_day_with_filters_and_files(world: World, sign_in: SignIn) -> None:
    client = sign_in(HR)
    text = text_of(client.get(plan_url(world)))
    assert "4 resultaten" in text
    assert "Zoals het vandaag is" in text
    for query, count in (
        ("zoek=90000001", 1), ("zoek=dossier noord", 3), ("niveau=A", 0), ("toestand=frozen", 1),
        ("bezetting=bezet", 1), ("bezetting=vacant", 3), (f"eenheid={unit('BOS').uid}", 1),
        (f"op={BEGIN - DAY:%Y-%m-%d}", 0), ("op=31/02/2026", 4),
    ):  # fmt: skip
        text = text_of(client.get(f"{plan_url(world)}?{query}"))
        assert (f"{count} resultaten" in text or f"{count} resultaat" in text) or not count, query
        assert count or "Niets gevonden" in text or "Geen arbeidsplaatsen op" in text, query
    data = b"".join(client.get(f"{plan_url(world)}?als=csv").streaming_content)  # type: ignore[attr-defined]
    assert "Dossierbeheerder" in data.decode("utf-8-sig")


def test_a_plan_asks_as_many_queries_for_many_positions(world: World, sign_in: SignIn) -> None:
    client = sign_in(HR)
    client.get(plan_url(world))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(plan_url(world))
    with arranging():
        for number in range(20):
            make_position(world.entity, f"9100{number:04}", unit())
    with CaptureQueriesContext(connection) as many:
        client.get(plan_url(world))
    assert len(many) == len(few)


@pytest.mark.requirement("A04")
def test_hr_makes_approves_and_fills_a_position(world: World, sign_in: SignIn) -> None:
    client = sign_in(HR)
    page = url("create", world.entity.uid)
    assert client.get(page).status_code == 200
    answer = post(client, page, first=f"{BEGIN:%d/%m/%Y}", count="1", **filled())
    assert answer.status_code == 303
    made = Position.objects.order_by("pk").last()
    assert made is not None
    text = text_of(client.get(answer["Location"]))
    assert "Dossierbeheerder in Team Noord." in text
    assert "Nu aan zet: de HR van de entiteit" in text
    sent = {"on": f"{clock.today():%d/%m/%Y}", "reason": "Beslist", "document": "DR-1"}
    assert post(client, url("approve", made.uid), **sent).status_code == 303
    link = url("link", made.uid)
    found = post(client, link, zoek="Vrij")["Location"]
    assert "Vlimpersnummer 100002, arbeidsrelatie 1" in text_of(client.get(found))
    told = {"employment": str(employment().uid), "kind": "titularis", "share": "0,8",
            "first": f"{clock.today():%d/%m/%Y}"}  # fmt: skip
    answer = post(client, found, **told)
    text = text_of(client.get(answer["Location"]))
    assert "An Vrij is gekoppeld aan arbeidsplaats" in text
    assert "Titularis" in text
    assert "DR-1" in text


def test_a_proposal_waits_for_the_hr_of_the_entity(world: World, sign_in: SignIn) -> None:
    told = f"Arbeidsplaats {PROPOSED} is voorgesteld en wacht op goedkeuring."
    assert told in text_of(sign_in(HR).get("/"))
    for name in (READER, EXPERT, HR_ELSEWHERE):
        assert told not in text_of(sign_in(name).get("/")), name
    with arranging():
        for number in range(3):
            make_position(world.entity, f"9200000{number}", unit(), state="proposed")
    assert "4 voorgestelde arbeidsplaatsen wachten" in text_of(sign_in(HR).get("/"))


@pytest.mark.requirement("A04")
def test_several_at_once_and_one_like_another(world: World, sign_in: SignIn) -> None:
    client, page = sign_in(HR), url("create", world.entity.uid)
    like = client.get(f"{page}?zoals={position().uid}").content.decode()
    assert 'value="F00001" selected' in like
    answer = post(client, page, first=f"{NEXT_YEAR:%d/%m/%Y}", count="3", **filled())
    assert f"op={NEXT_YEAR:%Y-%m-%d}" in answer["Location"]
    assert "zijn voorgesteld" in text_of(client.get(answer["Location"]))
    assert Position.objects.filter(state="proposed").count() == 4
    assert client.get(f"{page}?zoals=geen").status_code == 200


def test_what_is_wrong_lands_on_its_field_and_nothing_is_lost(
    world: World, sign_in: SignIn
) -> None:
    client, page = sign_in(HR), url("create", world.entity.uid)
    for wrong, sentence in (
        ({"fte": "veel"}, "Schrijf de VTE zoals 1 of 0,8."),
        ({"fte": "1,5"}, "hoogstens het aantal personen"),
        ({"function": "F99999"}, "Kies bij “Functie” uit de lijst."),
        ({"reports_to": "12345678"}, "Deze entiteit heeft geen arbeidsplaats met dit nummer."),
        ({"outside": "on"}, "Zeg waarom deze functie buiten het PEP valt."),
        ({"first": "31/02/2026"}, "Deze datum bestaat niet."),
        ({"count": "0"}, "1 of meer"),
    ):
        sent = {"first": f"{BEGIN:%d/%m/%Y}", "count": "1", "remark": "Blijft staan"}
        answer = post(client, page, **{**sent, **filled(), **wrong})
        assert answer.status_code == 422, wrong
        assert sentence in text_of(answer), text_of(answer)
        assert "Blijft staan" in answer.content.decode()
    assert Position.objects.count() == 4


@pytest.mark.requirement("A03")
@pytest.mark.requirement("A19")
def test_the_page_of_a_position_shows_its_life(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(HR), position(FREE)
    page = url("change", one.uid)
    assert client.get(page).status_code == 200
    answer = post(client, page, first=f"{NEXT_YEAR:%d/%m/%Y}", **filled(function="F00002"))
    assert "wijzigt vanaf" in text_of(client.get(answer["Location"]))
    now = text_of(client.get(url("position", one.uid)))
    assert "Dossierbeheerder in Team Noord." in now
    assert "Functie: F00002 Boswachter" in now
    later = text_of(client.get(f"{url('position', one.uid)}?op={NEXT_YEAR:%Y-%m-%d}"))
    assert "Boswachter in Team Noord, op" in later
    before = text_of(client.get(f"{url('position', one.uid)}?op={BEGIN - DAY:%Y-%m-%d}"))
    assert "bestaat deze arbeidsplaats niet" in before
    assert "Ze begint later." in before
    assert "Er staan al wijzigingen gepland" in text_of(client.get(page))


@pytest.mark.requirement("A20")
def test_freezing_thawing_and_closing_on_the_page(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(HR), position(FREE)
    for name, told in (
        ("freeze", "is bevroren"), ("thaw", "is weer vrij"), ("close", "is gesloten"),
    ):  # fmt: skip
        assert client.get(url(name, one.uid)).status_code == 200
        sent = {"on": f"{clock.today():%d/%m/%Y}", "reason": f"Reden van {name}"}
        answer = post(client, url(name, one.uid), **sent)
        assert told in text_of(client.get(answer["Location"]))
    text = text_of(client.get(url("position", one.uid)))
    assert "Gesloten" in text
    assert "Reden van freeze" in text
    assert "Wijzigen" not in text
    answer = post(client, url("freeze", one.uid), on=f"{clock.today():%d/%m/%Y}", reason="x")
    assert answer.status_code == 409
    assert standing(one.slices.all(), clock.today() + DAY).count() == 0


def test_a_link_ends_on_its_page(world: World, sign_in: SignIn) -> None:
    client, held = sign_in(HR), position(HELD)
    page = url("end-link", held.uid, employment("100001").uid)
    assert "Tot wanneer bezet An Peeters" in text_of(client.get(page))
    answer = post(client, page, last=f"{clock.today():%d/%m/%Y}")
    assert "is beëindigd" in text_of(client.get(answer["Location"]))
    assert standing(Occupation.objects.filter(position=held), clock.today() + DAY).count() == 0
    assert client.get(url("end-link", held.uid, uuid4())).status_code == 303


@pytest.mark.requirement("P08")
def test_a_vlimpersnummer_never_stands_in_an_address(world: World, sign_in: SignIn) -> None:
    client, page = sign_in(HR), url("link", position().uid)
    answer = post(client, page, zoek="100002")
    assert "100002" not in answer["Location"]
    assert "An Vrij" in text_of(client.get(answer["Location"]))
    unknown = post(client, page, zoek="999999")
    assert unknown.status_code == 422
    assert "Niemand met dit Vlimpersnummer werkt voor deze entiteit." in text_of(unknown)


def test_a_search_without_result_says_what_to_do(world: World, sign_in: SignIn) -> None:
    answer = sign_in(HR).get(f"{url('link', position().uid)}?zoek=niemand")
    assert "Niemand gevonden" in text_of(answer)


@pytest.mark.requirement("A01")
def test_units_are_added_changed_and_ended(world: World, sign_in: SignIn) -> None:
    client = sign_in(HR)
    page = url("units", world.entity.uid)
    assert "— Team Noord" in text_of(client.get(page))
    sent = {"code": "ZUID", "name": "Team Zuid", "first": f"{BEGIN:%d/%m/%Y}",
            "parent": str(unit("BOS").uid)}  # fmt: skip
    answer = post(client, url("add-unit", world.entity.uid), **sent)
    assert "— Team Zuid" in text_of(client.get(answer["Location"]))
    change = url("change-unit", unit("ZUID").uid)
    assert "Team Zuid" in client.get(change).content.decode()
    answer = post(client, change, name="Team Zuidwest", first=f"{NEXT_YEAR:%d/%m/%Y}", parent="")
    assert "wijzigt vanaf" in text_of(client.get(answer["Location"]))
    later = text_of(client.get(f"{page}?op={NEXT_YEAR:%Y-%m-%d}"))
    assert "Team Zuidwest" in later
    answer = post(client, url("end-unit", unit("ZUID").uid), last=f"{NEXT_YEAR:%d/%m/%Y}")
    assert "bestaat tot en met" in text_of(client.get(answer["Location"]))
    answer = post(client, url("end-unit", unit().uid), last=f"{NEXT_YEAR:%d/%m/%Y}")
    assert answer.status_code == 422
    assert OrgUnit.objects.count() == 5


@pytest.mark.requirement("A24")
def test_the_expert_team_loads_personnel_and_functions(world: World, sign_in: SignIn) -> None:
    client = sign_in(EXPERT)
    assert "Nog niets geladen" in text_of(client.get(url("personnel-loads")))

    def send(name: str, data: bytes) -> str:
        file = SimpleUploadedFile("bestand.csv", data)
        answer = client.post(url(name), {"sleutel": str(uuid4()), "file": file})
        assert answer.status_code == 303, text_of(answer)
        return str(answer["Location"])

    task = send("load-personnel", sheet(row(), row(vlimpersnummer="200002", status="ziek")))
    text = text_of(client.get(task))
    assert "Noor D'Hondt-Éloi, arbeidsrelatie 1: nieuw" in text
    assert "status: Kies uit: actief, verlof, inactief." in text
    known = sheet()
    with arranging():
        Run.objects.all().update(state="stopped")
    bad = client.post(
        url("load-personnel"),
        {"sleutel": str(uuid4()), "file": SimpleUploadedFile("x.csv", known)},
    )
    assert bad.status_code == 422
    assert "Er staan geen rijen in dit bestand." in text_of(bad)
    task = send("import-functions", b"functiecode;functietitel\nF00009;Jurist\n")
    assert "F00009 Jurist" in text_of(client.get(task))
    for name in ("load-personnel", "import-functions"):
        assert client.get(f"{url(name)}?voorbeeld=xlsx").content.startswith(b"PK")
        assert client.get(url(name)).status_code == 200


def test_a_file_in_which_all_is_known_counts_as_loaded(world: World, sign_in: SignIn) -> None:
    client = sign_in(EXPERT)
    known = {
        "vlimpersnummer": "100002", "voornaam": "An", "familienaam": "Vrij", "eenheid": "",
        "functiecode": "", "statuut": "contractueel", "regime": "100",
    }  # fmt: skip
    file = SimpleUploadedFile("vlimpers.csv", sheet(row(**known)))
    answer = client.post(url("load-personnel"), {"sleutel": str(uuid4()), "file": file})
    text = text_of(client.get(answer["Location"]))
    assert "Er was niets te wijzigen." in text
    assert "Laatst geladen uit Vlimpers op" in text
    assert PersonnelLoad.objects.get().same == 1


@pytest.mark.requirement("A24")
@pytest.mark.requirement("P08")
def test_personnel_and_a_person_are_shown_and_noted(world: World, sign_in: SignIn) -> None:
    client = sign_in(READER)
    page = url("personnel", world.entity.uid)
    text = text_of(client.get(page))
    assert "An Peeters" in text
    assert "Er is nog geen bestand uit Vlimpers geladen." in text
    view = AuditView.objects.order_by("-pk").first()
    assert view is not None
    assert world.people[LEADER].pk in view.persons
    for query, there, gone in (
        ("plaats=nee", "An Vrij", "An Peeters"), ("plaats=ja", "An Peeters", "An Vrij"),
        ("zoek=an vrij", "An Vrij", "An Peeters"), ("status=verlof", "Niets gevonden", "An Vrij"),
        ("soort=niet-werknemer", "Niets gevonden", "An Vrij"),
    ):  # fmt: skip
        text = text_of(client.get(f"{page}?{query}"))
        assert there in text, query
        assert gone not in text, query
    shown = text_of(client.get(url("employee", employment("100001").employee.uid)))
    assert "Vlimpersnummer 100001" in shown
    assert HELD in shown


@pytest.mark.requirement("A02")
def test_the_catalogues(world: World, sign_in: SignIn) -> None:
    client = sign_in(READER)
    text = text_of(client.get(url("functions")))
    assert "F00001 Dossierbeheerder" in text
    assert "Functies inlezen" not in text
    assert "Boswachter" not in text_of(client.get(f"{url('functions')}?zoek=dossier"))
    text = text_of(client.get(url("grades")))
    assert "69 resultaten" in text
    assert "Dooft uit" in text
    few = text_of(client.get(f"{url('grades')}?niveau=B&zoek=programmeur"))
    assert "2 resultaten" in few


@pytest.mark.requirement("A17")
def test_the_plans_side_by_side(world: World, sign_in: SignIn) -> None:
    text = text_of(sign_in(EXPERT).get(url("plans")))
    assert "Agentschap Demo" in text
    assert "Zonder arbeidsplaatsen" in text
    reporting = sign_in(REPORTING).get(url("plans"))
    assert "minder dan 5 personen" in text_of(reporting)
    assert plan_url(world) not in reporting.content.decode()
    assert "Niets gevonden" in text_of(sign_in(EXPERT).get(f"{url('plans')}?zoek=bestaat niet"))


@pytest.mark.requirement("P08")
def test_another_entity_does_not_exist(world: World, sign_in: SignIn) -> None:
    client, one = sign_in(HR_ELSEWHERE), position()
    for page in (
        plan_url(world), url("units", world.entity.uid), url("personnel", world.entity.uid),
        url("create", world.entity.uid), url("add-unit", world.entity.uid),
        url("position", one.uid), url("change", one.uid), url("approve", position(PROPOSED).uid),
        url("link", one.uid), url("end-unit", unit().uid), url("change-unit", unit().uid),
        url("employee", employment().employee.uid), url("thaw", position(FROZEN).uid),
    ):  # fmt: skip
        assert client.get(page).status_code == 404, page


def test_who_only_reads_gets_no_button_and_no_form(world: World, sign_in: SignIn) -> None:
    for name in (READER, LEADER):
        client = sign_in(name)
        text = text_of(client.get(plan_url(world)))
        assert "Arbeidsplaats maken" not in text
        page = text_of(client.get(url("position", position(PROPOSED).uid)))
        assert "Goedkeuren" not in page
        assert client.get(url("change", position().uid)).status_code == 403
    leader: Client = sign_in(LEADER)
    assert leader.get(url("personnel", world.entity.uid)).status_code == 403
    assert url("personnel", world.entity.uid) not in leader.get(plan_url(world)).content.decode()
    assert sign_in(STRANGER).get(url("plans")).status_code == 403
