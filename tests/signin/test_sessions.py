"""Sessions are rows: they begin at sign-in, end for good, and end everywhere at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.test import Client

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry, AuditView, Outbox
from sleutelbos.kernel.outbox import HANDLERS, SUBSCRIBERS, deliver_all
from sleutelbos.register.public import record_death
from sleutelbos.signin import jobs, policies, queries, sessions
from sleutelbos.signin.actions.keys import withdraw_key
from sleutelbos.signin.actions.sessions import end_session, end_sessions, sign_out_user
from sleutelbos.signin.actions.visiting import choose_at_client
from sleutelbos.signin.events import SessionsEnded
from sleutelbos.signin.models import ClientSession, Session
from sleutelbos.signin.states import Ending
from sleutelbos.tools.policies import set_value
from tests.signin.helpers import (
    PASSWORD,
    code_of,
    key_for,
    make_client,
    make_session,
    session_of,
    signed_in,
    text_of,
)
from tests.world import World, make_relation

Announced = Callable[[], list[tuple[int, list[int], str]]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Announced:
    """What was announced about sessions so far: (person, sessions, because)."""
    found: list[SessionsEnded] = []
    monkeypatch.setitem(SUBSCRIBERS, SessionsEnded.type, ["tests.hear"])
    monkeypatch.setitem(HANDLERS, "tests.hear", found.append)

    def heard() -> list[tuple[int, list[int], str]]:
        deliver_all()
        return [(event.person, event.sessions, event.because) for event in found]

    return heard


def enter(client: Client, **values: str):
    given = {"user_name": "lies@example.be", "password": PASSWORD, **values}
    return client.post("/aanmelden/totp", given)


@pytest.mark.requirement("G15")
def test_the_row_holds_no_cookie_and_the_cookie_no_facts(world: World) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    client = Client()
    enter(client, code=code_of(key.secret))
    cookie = client.cookies["sleutelbos"].value
    row = Session.objects.get()
    assert bytes(row.browser) == sessions.digest_of(cookie)
    assert row.expires - row.since == timedelta(hours=2)
    assert row.since == row.proven_at
    assert str(world.people["right role"].pk) not in str(dict(client.session.items()))


@pytest.mark.requirement("G15")
def test_how_long_is_a_policy_per_level(world: World) -> None:
    house, today = system("test"), clock.today()
    for level, minutes in (("500", 60), ("400", 600)):
        set_value(house, "signin.session-minutes", value=minutes, first=today,
                  scope=(policies.LEVEL, level))  # fmt: skip
    assert sessions.lasts(500) == timedelta(hours=1)
    assert sessions.lasts(400) == timedelta(hours=10)
    assert sessions.lasts(450) == timedelta(hours=2)
    set_value(house, "signin.session-minutes", value=10**6, first=today)
    assert sessions.lasts(450) == sessions.LONGEST


@pytest.mark.requirement("G15")
def test_the_time_does_not_slide(world: World) -> None:
    client = signed_in(world.people["right role"], world.school)
    before = session_of(client).expires
    for _ in range(3):
        assert client.get("/mijn-profiel").status_code == 200
    assert session_of(client).expires == before
    over = clock.real_now() - timedelta(seconds=1)
    Session.objects.update(since=over - timedelta(hours=2), expires=over)
    answer = client.get("/mijn-profiel", follow=True)
    assert "U was 2 uur aangemeld. Meld u opnieuw aan." in text_of(answer.content)
    assert client.get("/mijn-profiel").status_code == 302


def test_seen_at_is_written_once_a_minute(world: World, django_assert_num_queries) -> None:
    row = make_session(world.people["right role"])
    with django_assert_num_queries(0):
        sessions.seen(row)
    row.seen_at -= timedelta(seconds=61)
    with django_assert_num_queries(1):
        sessions.seen(row)
        sessions.seen(row)


@pytest.mark.requirement("G15")
def test_signing_out_is_real(world: World, heard: Announced) -> None:
    client = signed_in(world.people["right role"], world.school)
    stolen = client.cookies["sleutelbos"].value
    row = session_of(client)
    client.post("/afmelden")
    row.refresh_from_db()
    assert (row.ended_because, row.ended_at is not None) == ("afgemeld", True)
    assert heard() == [(row.person_id, [row.pk], "afgemeld")]
    thief = Client()
    thief.cookies["sleutelbos"] = stolen
    assert thief.get("/mijn-profiel").status_code == 302
    assert not SessionStore().exists(stolen)


def test_a_session_of_before_the_table_signs_in_again(world: World) -> None:
    client = Client()
    session = client.session
    session["aanmelding"] = {"person": world.people["right role"].pk, "level": 500}
    session.save()
    answer = client.get("/mijn-profiel", follow=True)
    assert answer.redirect_chain[0][0] == "/aanmelden?volgende=%2Fmijn-profiel"
    assert "Meld u opnieuw aan." in text_of(answer.content)
    assert "Meld u opnieuw aan." not in text_of(client.get("/aanmelden").content)


def test_somebody_else_in_the_same_browser_ends_the_first_session(world: World) -> None:
    client = signed_in(world.people["member without right"], world.school)
    first = session_of(client)
    key = key_for(world.people["right role"], "lies@example.be")
    enter(client, code=code_of(key.secret))
    first.refresh_from_db()
    assert first.ended_because == Ending.ANOTHER
    assert session_of(client).person == world.people["right role"]


@pytest.mark.requirement("G15")
@pytest.mark.requirement("G20")
def test_my_sessions_say_where_since_when_with_what_and_for_whom(world: World) -> None:
    person = world.people["right role"]
    here = signed_in(person, world.school)
    other = make_session(person, kind="totp", level=400, device="Safari, iPhone")
    choose_at_client(
        world.actor("right role"), other, make_client("werkplek-duaal"),
        organisation=world.school, target_group="OV",
    )  # fmt: skip
    make_session(world.people["other role"], device="Opera, Windows")
    make_session(person, device="Edge, macOS", ended_at=clock.real_now(), ended_because="afgemeld")
    said = text_of(here.get("/mijn-profiel/sessies").content)
    assert "U bent in 2 browsers aangemeld." in said
    assert said.index("Deze browser") < said.index("Safari, iPhone")
    assert "Persona van de demo, niveau hoog (500)" in said
    assert "Beveiligingscode via app, niveau substantieel (400)" in said
    assert "Werkplek Duaal, voor Atheneum De Brug" in said
    assert "Meld u overal af en bel meteen 1700." in said
    for gone in ("Opera", "Edge"):
        assert gone not in said
    other.ended_at = clock.real_now()
    other.save()
    assert "Meld u overal af" not in text_of(here.get("/mijn-profiel/sessies").content)


@pytest.mark.requirement("G15")
def test_a_session_that_is_ended_elsewhere_stops_at_the_next_request(
    world: World, heard: Announced
) -> None:
    person = world.people["right role"]
    here, there = signed_in(person, world.school), signed_in(person, world.school)
    row = session_of(there)
    url = f"/mijn-profiel/sessies/{row.uid}/beeindigen"
    assert here.get(url)["Location"] == "/mijn-profiel/sessies"
    assert here.post(url, {"sleutel": str(uuid4())}).status_code == 303
    answer = there.get("/mijn-profiel", follow=True)
    assert "vanop een ander toestel beëindigd" in text_of(answer.content)
    assert here.get("/mijn-profiel").status_code == 200
    assert heard() == [(person.pk, [row.pk], "elders")]
    stranger = signed_in(world.people["other role"], world.school)
    mine = session_of(here)
    assert stranger.post(f"/mijn-profiel/sessies/{mine.uid}/beeindigen").status_code == 404
    assert here.post(f"/mijn-profiel/sessies/{mine.uid}/beeindigen")["Location"] == "/aanmelden"
    assert here.get("/mijn-profiel").status_code == 302


@pytest.mark.requirement("G15")
def test_end_all_others_then_sign_out_everywhere(world: World, heard: Announced) -> None:
    person = world.people["right role"]
    here, one, two = (signed_in(person, world.school) for _ in range(3))
    assert here.post("/mijn-profiel/sessies").status_code == 303
    assert session_of(one) is session_of(two) is None
    assert "2 sessies zijn beëindigd." in text_of(here.get("/mijn-profiel/sessies").content)
    three = signed_in(person, world.school)
    answer = here.post("/mijn-profiel/sessies", {"alles": "1"}, follow=True)
    assert "U bent overal afgemeld." in text_of(answer.content)
    assert session_of(here) is session_of(three) is None
    assert [len(rows) for _person, rows, _why in heard()] == [2, 2]
    entries = AuditEntry.objects.filter(action="signin.end-sessions", outcome="done")
    assert entries.count() == 2


def test_only_ones_own_sessions(world: World) -> None:
    row = make_session(world.people["right role"])
    with pytest.raises(Refused):
        end_session(world.actor("other role"), row)
    with pytest.raises(Refused):
        end_sessions(world.actor("other role"), world.people["right role"])
    end_session(world.actor("right role"), row)
    with pytest.raises(Invalid, match="al beëindigd"):
        end_session(world.actor("right role"), row)
    with pytest.raises(Invalid, match="geen andere sessie"):
        end_sessions(world.actor("right role"), world.people["right role"])


@pytest.fixture
def four(world: World) -> dict[str, Session]:
    """One person's sessions: for the school here, at a client, for its doelgroep, and elsewhere."""
    person = world.people["right role"]
    with arranging():
        make_relation(person, world.company)
    client = make_client("werkplek-duaal")
    whole = make_client("werkplek-duaal", capacity_level="doelgroep")
    rows = {name: make_session(person) for name in ("here", "client", "doelgroep", "elsewhere")}
    Session.objects.filter(pk=rows["here"].pk).update(capacity=world.school)
    Session.objects.exclude(pk=rows["here"].pk).update(capacity=world.company)
    for name, at, capacity in (("client", client, world.school), ("doelgroep", whole, None)):
        ClientSession.objects.create(
            session=rows[name], client=at, organisation=capacity, target_group="OV",
            started=clock.real_now(),
        )  # fmt: skip
    return rows


@pytest.mark.requirement("G15")
def test_a_beheerder_ends_only_the_sessions_for_his_organisation(
    world: World, four: dict[str, Session], heard: Announced
) -> None:
    person, boss = world.people["right role"], world.actor("hoofd lokale beheerder")
    ended = sign_out_user(boss, person, world.school, reason="Toestel gestolen")
    assert {row.pk for row in ended} == {four[name].pk for name in ("here", "client", "doelgroep")}
    assert queries.open_sessions(person.pk).get() == four["elsewhere"]
    ((who, told, why),) = heard()
    assert (who, set(told), why) == (person.pk, {row.pk for row in ended}, "beheerder")
    entry = AuditEntry.objects.get(action="signin.sign-out-user")
    assert entry.payload["facts"]["reason"] == "Toestel gestolen"
    with pytest.raises(Invalid, match="nergens aangemeld"):
        sign_out_user(boss, person, world.school, reason="Nog eens")


def test_signing_out_a_user_asks_a_reason_and_a_beheerder_of_his(world: World) -> None:
    person = world.people["right role"]
    make_session(person, capacity=world.school)
    boss = world.actor("hoofd lokale beheerder")
    for reason in (" ", "x" * 501):
        with pytest.raises(Invalid):
            sign_out_user(boss, person, world.school, reason=reason)
    for who in ("lokale beheerder elsewhere", "lokale beheerder other vestiging", "other role"):
        with pytest.raises(Refused):
            sign_out_user(world.actor(who), person, world.school, reason="Zomaar")
    with pytest.raises(Refused, match="niet voor uw organisatie"):
        sign_out_user(boss, world.people["right role elsewhere"], world.school, reason="Zomaar")


@pytest.mark.requirement("G15")
def test_the_page_of_a_user_leads_to_signing_him_out(world: World) -> None:
    person = world.people["right role"]
    boss = signed_in(world.people["hoofd lokale beheerder"], world.school)
    page = f"/gebruikersbeheer/{world.school.uid}/gebruikers/{person.uid}"
    assert "Gebruiker afmelden" not in text_of(boss.get(page).content)
    his = signed_in(person, world.school)
    said = text_of(boss.get(page).content)
    assert "Deze gebruiker is nu in 1 browser aangemeld voor Atheneum De Brug." in said
    assert f"{page}/afmelden" in boss.get(page).content.decode()
    asked = boss.get(f"{page}/afmelden")
    assert "Zijn rechten blijven" in text_of(asked.content)
    assert AuditView.objects.filter(page="signin:sign-out-user", persons=[person.pk]).exists()
    assert boss.post(f"{page}/afmelden", {"reason": ""}).status_code == 422
    answer = boss.post(f"{page}/afmelden", {"reason": "Toestel gestolen"})
    assert answer["Location"] == page
    said = text_of(his.get("/mijn-profiel", follow=True).content)
    assert "Een beheerder van uw organisatie meldde u af." in said
    other = world.people["right role elsewhere"]
    away = f"/gebruikersbeheer/{world.school.uid}/gebruikers/{other.uid}/afmelden"
    assert boss.get(away).status_code == 404


@pytest.mark.requirement("G15")
def test_a_withdrawn_key_and_a_death_end_sessions(world: World, heard: Announced) -> None:
    person = world.people["right role"]
    key = key_for(person, "lies@example.be")
    with_key, other = make_session(person, key=key, kind="totp"), make_session(person)
    withdraw_key(world.actor("right role"), key)
    assert heard() == [(person.pk, [with_key.pk], "sleutel")]
    record_death(system("test"), person, on=date(2026, 1, 1))
    assert heard()[1:] == [(person.pk, [other.pk], "overleden")]


def test_sessions_that_are_long_over_go_at_night(world: World) -> None:
    person, old = world.people["right role"], clock.real_now() - timedelta(days=31)
    kept = [make_session(person), make_session(person, expires=clock.real_now())]
    gone = [make_session(person, expires=old), make_session(person, ended_at=old)]
    ClientSession.objects.create(
        session=gone[0], client=make_client("werkplek-duaal"), started=old, target_group="OV"
    )
    jobs.forget(clock.now())
    assert list(Session.objects.order_by("pk")) == kept
    assert not ClientSession.objects.exists()


def test_the_log_tells_what_happened_at_clients_too(world: World) -> None:
    client = signed_in(world.people["right role"], world.school)
    choose_at_client(
        world.actor("right role"), session_of(client), make_client("werkplek-duaal"),
        organisation=world.school, target_group="OV",
    )  # fmt: skip
    said = text_of(client.get("/mijn-profiel/aanmeldingen").content)
    assert (
        "U koos bij Werkplek Duaal om te handelen voor Atheneum De Brug (Firefox, Linux)." in said
    )


def test_many_choices_at_once_leave_one(committed_world: World) -> None:
    world = committed_world
    person = world.people["right role"]
    with arranging():
        world.people["right role elsewhere"].relations.update(person=person)
    session, client = make_session(person), make_client("werkplek-duaal")
    actor = world.actor("right role")
    faults: list[BaseException] = []

    def choose(school) -> None:
        try:
            own = Session.objects.get(pk=session.pk)
            choose_at_client(actor, own, client, organisation=school, target_group="OV")
        except BaseException as fault:  # noqa: BLE001 - shown below
            faults.append(fault)
        finally:
            connections.close_all()

    schools = [world.school, world.other_school] * 3
    threads = [threading.Thread(target=choose, args=[school]) for school in schools]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert ClientSession.objects.filter(ended_at=None).count() == 1
    assert not Outbox.objects.exclude(error="").exists()
