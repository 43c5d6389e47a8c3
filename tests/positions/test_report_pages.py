"""The pages of the reports, as each role sees them, and the views that one keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditView
from sleutelbos.positions.actions.saved_views import MOST_VIEWS, drop_view, save_view
from sleutelbos.positions.models import SavedView
from tests.access.pages.conftest import SignIn, post, text_of
from tests.positions.test_pages import url
from tests.world import World
from tests.world_positions import (
    BEGIN,
    EXPERT,
    HR,
    HR_ELSEWHERE,
    LEADER,
    READER,
    REPORTING,
    make_employment,
    make_position,
    unit,
)

pytestmark = pytest.mark.requirement("A16")


def content(client: Client, address: str) -> str:
    return b"".join(client.get(address).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_the_report_of_an_entity_with_definitions_chart_and_files(
    world: World, sign_in: SignIn
) -> None:
    client, here = sign_in(HR), url("report", world.entity.uid)
    answer = client.get(here)
    text, html = text_of(answer), answer.content.decode()
    assert "is 1 van de 4 VTE bezet." in text
    for meaning in ("ook voorgestelde en bevroren", "telt één keer", "ziekte en vakantie tellen"):
        assert meaning in text
    assert 'class="bars"' in html
    assert "1 van 4 VTE" in text
    for query, told in (
        ("per=niveau", "Niveau B"), ("per=graad", "B1 deskundige"), ("per=eenheid", "Team Noord"),
        ("per=functie", "Dossierbeheerder (F00001)"), ("per=standplaats", "Zonder standplaats"),
        ("per=familie", "Zonder functiefamilie"), ("niveau=A", "Niets gevonden"),
        (f"eenheid={unit('STAF').uid}", "Niets gevonden"), ("per=bestaat-niet", "Afdeling Bos"),
        ("op=01/01/1999", "Geen arbeidsplaatsen op 1 jan 1999"), ("pep=on", "Afdeling Bos"),
    ):  # fmt: skip
        assert told in text_of(client.get(f"{here}?{query}")), query
    lines = content(client, f"{here}?per=niveau&als=csv").splitlines()
    assert lines[0] == "Niveau;Behoefte (VTE);Contract-VTE;Bruto VTE;Personen;Vacant"
    assert lines[1].startswith("Niveau B;4,00;1,000;1,")
    assert client.get(f"{here}?als=xlsx")["Content-Type"].endswith("sheet")


def test_a_line_leads_to_its_positions(world: World, sign_in: SignIn) -> None:
    html = sign_in(HR).get(f"{url('report', world.entity.uid)}?per=niveau").content.decode()
    plan = f"{url('plan', world.entity.uid)}?op={clock.today():%Y-%m-%d}&amp;niveau=B"
    assert plan in html
    assert "4 resultaten" in text_of(sign_in(HR).get(plan.replace("&amp;", "&")))


def test_a_report_asks_as_many_queries_for_many_positions(world: World, sign_in: SignIn) -> None:
    client, here = sign_in(HR), f"{url('report', world.entity.uid)}?per=functie"
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    with arranging():
        for number in range(20):
            make_position(world.entity, f"9100{number:04}", unit("STAF"))
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) == len(few)


def test_month_by_month(world: World, sign_in: SignIn) -> None:
    client, here = sign_in(LEADER), url("report-months", world.entity.uid)
    answer = client.get(here)
    text = text_of(answer)
    assert "25 resultaten" in text
    assert "4 VTE behoefte, 1 VTE bezet." in text
    assert 'class="lines"' in answer.content.decode()
    assert "Wat de cijfers betekenen" in text
    assert len(content(client, f"{here}?als=csv").splitlines()) == 26
    assert "1 jan 1999" in text_of(client.get(f"{here}?op=15/01/1999"))


@pytest.mark.requirement("A17")
@pytest.mark.requirement("P08")
def test_all_entities_together(world: World, sign_in: SignIn) -> None:
    expert = sign_in(EXPERT).get(url("report-all"))
    assert "is 1 van de 4 VTE bezet." in text_of(expert)
    assert url("report", world.entity.uid) in expert.content.decode()
    reporting = sign_in(REPORTING)
    answer = reporting.get(f"{url('report-all')}?per=entiteit")
    text = text_of(answer)
    assert "niet getoond" in text
    assert "minder dan 5 personen" in text
    assert url("report", world.entity.uid) not in answer.content.decode()
    assert content(reporting, f"{url('report-all')}?als=csv").splitlines()[1] == (
        "Agentschap Demo;4,00;;;;"
    )
    months = text_of(reporting.get(url("report-months-all")))
    assert "De bezetting is te klein om te tonen." in months
    for name in ("reports-all", "report-all", "report-months-all"):
        assert sign_in(HR).get(url(name)).status_code == 403, name


@pytest.mark.requirement("A20")
def test_the_radar_names_people_and_says_what_to_do(world: World, sign_in: SignIn) -> None:
    here = url("radar", world.entity.uid)
    with arranging():
        make_employment(world, "100090", person=READER)
    text = text_of(sign_in(HR).get(here))
    assert "An Vrij" in text
    assert "Deze actieve arbeidsrelatie heeft geen arbeidsplaats." in text
    assert "Bevriezen" in text
    assert AuditView.objects.filter(page="positions:radar").exists()
    assert "An Vrij" not in text_of(sign_in(HR).get(f"{here}?regel=R32"))
    assert "Bevriezen" not in text_of(sign_in(READER).get(here))
    assert sign_in(LEADER).get(here).status_code == 403
    assert "Alles past" in text_of(sign_in(HR).get(f"{here}?op={BEGIN - timedelta(days=1)}"))


def test_another_entity_does_not_exist(world: World, sign_in: SignIn) -> None:
    for name in ("reports", "report", "report-months", "radar"):
        assert sign_in(HR_ELSEWHERE).get(url(name, world.entity.uid)).status_code == 404, name


def test_the_catalogue_and_a_view_of_ones_own(world: World, sign_in: SignIn) -> None:
    client, catalogue = sign_in(HR), url("reports", world.entity.uid)
    text = text_of(client.get(catalogue))
    assert "Functiefamilie" in text
    assert "Mijn weergaven" not in text
    report = client.get(f"{url('report', world.entity.uid)}?per=graad&niveau=B&blad=2")
    keep = f"{url('save-view')}?rapport=bezetting&amp;entiteit={world.entity.uid}&amp;"
    assert keep in report.content.decode()
    keep = f"{keep.replace('&amp;', '&')}per=graad&niveau=B"
    assert "Vul “Naam van de weergave” in." in text_of(post(client, keep, name=""))
    answer = post(client, keep, name="Graden van niveau B")
    assert answer.status_code == 303
    page = client.get(answer["Location"])
    assert "Graden van niveau B" in text_of(page)
    assert f"{url('report', world.entity.uid)}?per=graad&amp;niveau=B" in page.content.decode()
    assert "U hebt al een weergave met deze naam." in text_of(
        post(client, keep, name="Graden van niveau B")
    )
    assert "Graden van niveau B" not in text_of(sign_in(READER).get(catalogue))
    view = SavedView.objects.get()
    assert post(sign_in(READER), url("drop-view", view.uid)).status_code == 404
    post(client, url("drop-view", view.uid))
    assert not SavedView.objects.exists()


def test_what_can_not_be_kept(world: World, sign_in: SignIn) -> None:
    client = sign_in(HR)
    for query in ("", "rapport=onbekend", "rapport=radar", "rapport=radar&entiteit=x",
                  f"rapport=radar&entiteit={world.homes[HR_ELSEWHERE].uid}"):  # fmt: skip
        assert client.get(f"{url('save-view')}?{query}").status_code == 404, query
    by = world.actor(HR)
    with arranging():
        for number in range(MOST_VIEWS):
            SavedView.objects.create(
                person_id=by.pk, organisation=world.entity, report="radar", name=str(number),
                made_at=clock.now(),
            )  # fmt: skip
    with pytest.raises(Invalid, match="te veel weergaven"):
        save_view(by, world.entity, report="radar", name="Nog een", query="")
    with pytest.raises(Invalid, match="naam"):
        save_view(by, world.entity, report="radar", name=" ", query="")
    drop_view(by, SavedView.objects.earliest("pk"))
    assert SavedView.objects.count() == MOST_VIEWS - 1
