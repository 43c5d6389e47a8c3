"""The expert team plans speeltuin sessions, HR signs up and off, through the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sleutelbos.kernel import clock
from sleutelbos.positions import ports
from sleutelbos.positions.models import PlaygroundSeat, PlaygroundSession
from tests.access.pages.conftest import SignIn, post, text_of
from tests.positions.test_pages import url
from tests.positions.test_playground import Elsewhere
from tests.positions.world_playground import LINK, make_seat, make_session
from tests.world import World
from tests.world_positions import EXPERT, HR, HR_ELSEWHERE, LEADER, READER, REPORTING

pytestmark = pytest.mark.requirement("A15")


def sent(world: World, **more: str) -> dict[str, str]:
    """What the expert types."""
    day = clock.today() + timedelta(days=10)
    return {
        "day": f"{day:%d/%m/%Y}", "begins": "13u30", "ends": "15u30", "places": "1",
        "expert": str(world.people[EXPERT].uid), "link": LINK,
        "about": "Probeer de stappen.\nStel uw vragen.", **more,
    }  # fmt: skip


def test_an_expert_plans_changes_and_calls_off_a_session(world: World, sign_in: SignIn) -> None:
    client = sign_in(EXPERT)
    assert "Geen sessies gepland" in text_of(client.get(url("playground")))
    wrong = post(client, url("plan-playground"), **sent(world, ends="13u", link="ergens"))
    assert wrong.status_code == 422
    assert "De sessie eindigt voor ze begint." in text_of(wrong)
    assert 'value="ergens"' in wrong.content.decode()  # nothing is lost
    made = post(client, url("plan-playground"), **sent(world))
    session = PlaygroundSession.objects.get()
    assert made["Location"] == url("playground-session", session.uid)
    make_seat(session, world, HR)
    text = text_of(client.get(made["Location"]))
    for told in ("13:30 tot 15:30", "1 van 1", "Volzet", "Agentschap Demo", "Doet mee",
                 "Stel uw vragen.", LINK):  # fmt: skip
        assert told in text, told
    change = url("change-playground", session.uid)
    assert 'value="13:30"' in client.get(change).content.decode()
    assert post(client, change, **sent(world, places="3")).status_code == 303
    assert "1 van 3" in text_of(client.get(url("playground")))
    cancel = url("cancel-playground", session.uid)
    assert post(client, cancel, reason="").status_code == 422
    assert post(client, cancel, reason="De expert is ziek.").status_code == 303
    text = text_of(client.get(made["Location"]))
    assert "Deze sessie gaat niet door." in text
    assert "De expert is ziek." in text
    assert "Sessie wijzigen" not in text


def test_hr_signs_up_and_off(world: World, sign_in: SignIn) -> None:
    session = make_session(world, places=1)
    here, join = url("playground-session", session.uid), url("join-playground", session.uid)
    hr, reader = sign_in(HR), sign_in(READER)
    text = text_of(hr.get(here))
    assert "Inschrijven" in text
    assert LINK not in text
    assert "Deelnemers" not in text
    assert post(hr, join).status_code == 303
    text = text_of(hr.get(here))
    assert "U hebt een plaats." in text
    assert LINK in text
    assert "Op de wachtlijst" in text_of(reader.get(here))
    post(reader, join)
    assert "De sessie is volzet. Zet u op de wachtlijst." in text_of(reader.get(here))
    post(reader, join, wacht="ja")
    text = text_of(reader.get(here))
    assert "U staat op de wachtlijst." in text
    assert LINK not in text
    leave = url("leave-playground", session.uid)
    assert post(hr, leave).status_code == 303
    assert post(hr, leave).status_code == 303  # pressed twice
    assert PlaygroundSeat.objects.get().person == world.people[READER]
    assert "U hebt een plaats." in text_of(reader.get(here))
    assert hr.get(join).status_code == 404


def test_one_click_leads_into_the_own_sandbox(world: World, sign_in: SignIn) -> None:
    session, client = make_session(world), sign_in(HR)
    make_seat(session, world, HR)
    here, enter = url("playground-session", session.uid), url("enter-playground", session.uid)
    assert "Naar mijn speeltuin" not in text_of(client.get(here))
    post(client, enter)
    assert "Er is hier geen speeltuin." in text_of(client.get(here))
    with ports.playground.bound(Elsewhere()):
        shown = client.get(here)
        assert "Naar mijn speeltuin" in text_of(shown)
        assert f"form-action 'self' {Elsewhere.origin};" in shown["Content-Security-Policy"]
        assert client.get(enter).status_code == 404
        assert post(client, enter)["Location"].startswith(Elsewhere.origin)
        other = sign_in(READER)
        assert "Naar mijn speeltuin" not in text_of(other.get(here))
        assert post(other, enter).status_code == 403


def test_who_has_no_business_there(world: World, sign_in: SignIn) -> None:
    session = make_session(world)
    for name in (LEADER, REPORTING):
        assert sign_in(name).get(url("playground")).status_code == 403, name
        assert post(sign_in(name), url("join-playground", session.uid)).status_code == 403, name
    assert sign_in(HR).get(url("plan-playground")).status_code == 403
    past = make_session(world, days=-2)
    assert sign_in(HR_ELSEWHERE).get(url("playground-session", past.uid)).status_code == 404


def test_the_list_asks_as_many_queries_for_many_sessions(world: World, sign_in: SignIn) -> None:
    client = sign_in(HR)
    make_session(world)
    client.get(url("playground"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("playground"))
    for days in range(2, 8):
        make_session(world, days=days)
    with CaptureQueriesContext(connection) as many:
        client.get(url("playground"))
    assert len(many) == len(few)
