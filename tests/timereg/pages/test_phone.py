"""The list a phone keeps, and what it sends when the network is back (T06)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.timereg.actions import cancelling, submission
from sleutelbos.timereg.actions.codes import text_of as code_text
from sleutelbos.timereg.models import AttendanceEvent, ScanCode, Session
from sleutelbos.timereg.queries.roster import hash_of
from sleutelbos.timereg.states import Seating
from tests.access.pages.conftest import number_of, post, text_of
from tests.timereg import examples
from tests.timereg.pages.conftest import SignIn
from tests.world import World
from tests.world_timereg import PARTICIPANT, PARTNER, PROMOTER, TRAINER

pytestmark = pytest.mark.requirement("T06")


def url(name: str, session: Session) -> str:
    return reverse(f"timereg:{name}", args=[session.uid])


def event(session: Session, **more: object) -> dict[str, object]:
    values: dict[str, object] = {
        "nonce": str(uuid4()), "seat": str(examples.seat(session).uid), "way": "in",
        "at": clock.now().isoformat(), "counter": 1, "scanned": True,
    }  # fmt: skip
    return values | more


def content(*events: object, **more: object) -> str:
    values = {"now": clock.now().isoformat(), "ticket": "", "device": "Test", "events": events}
    return json.dumps(values | more)


def send(client: Client, session: Session, *events: object, **more: object) -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        url("batch", session), content(*events, **more), content_type="application/json"
    )


def results(response: HttpResponse) -> list[str]:
    assert response.status_code == 200, response.content
    return [one["result"] for one in json.loads(response.content)["answers"]]


def ticket(client: Client, session: Session) -> str:
    return str(client.get(url("roster", session)).json()["ticket"])


def later(monkeypatch: pytest.MonkeyPatch, **delta: float) -> None:
    """So much later for the house."""
    real = clock.real_now
    monkeypatch.setattr(clock, "real_now", lambda: real() + timedelta(**delta))
    clock.refresh()


def test_the_list_holds_no_code_and_no_number(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    person = world.people[PARTICIPANT]
    code = code_text(ScanCode.objects.get(person=person))
    answer = sign_in(TRAINER).get(url("roster", session))
    found = answer.json()
    assert code.encode() not in answer.content
    assert number_of(person).encode() not in answer.content
    hashes = {one["name"]: one["code"] for one in found["people"]}
    assert hashes[person.name] == hash_of(bytes.fromhex(found["salt"]), code)
    expires = datetime.fromisoformat(found["expires"])
    assert expires == session.plan.upper + timedelta(hours=24)


def test_only_who_registers_gets_the_list(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    found = sign_in(PROMOTER).get(url("roster", session)).json()
    assert "people" not in found
    assert "salt" not in found
    for stranger in (PARTNER, "opleider elsewhere"):
        assert sign_in(stranger).get(url("roster", session)).status_code == 404
        assert send(sign_in(stranger), session, event(session)).status_code == 404


def test_a_batch_is_taken_once(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    one = event(session, at=(clock.now() - timedelta(minutes=5)).isoformat())
    other = event(session, seat=str(examples.seat(session, Seating.TRAINER).uid), counter=2)
    assert results(send(client, session, one, other)) == ["taken", "taken"]
    assert results(send(client, session, other, one, one)) == ["already", "already"]
    assert session.events.count() == 2
    session.refresh_from_db()
    assert session.state == "running"
    kept = session.events.get(nonce=one["nonce"])
    assert (kept.kind, kept.offline, kept.device, kept.source) == ("in", True, "Test", "scan")
    assert kept.device_at == datetime.fromisoformat(str(one["at"]))


def test_within_the_debounce_it_is_the_same(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    again = event(session, at=(clock.now() - timedelta(seconds=20)).isoformat())
    assert results(send(client, session, event(session), again)) == ["taken", "already"]
    assert session.events.count() == 1


def test_out_may_come_in_before_in(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    first = event(session, at=(clock.now() - timedelta(minutes=10)).isoformat())
    last = event(session, way="uit", counter=2)
    assert results(send(client, session, last)) == ["taken"]
    assert results(send(client, session, first)) == ["taken"]
    kinds = session.events.order_by("at").values_list("kind", flat=True)
    assert list(kinds) == ["in", "uit"]


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_two_hours_off(world: World, sign_in: SignIn, hours: int) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    real = clock.now() - timedelta(minutes=3)
    off = timedelta(hours=hours)
    one = event(session, at=(real + off).isoformat())
    sent = send(client, session, one, now=(clock.now() + off).isoformat())
    assert results(sent) == ["taken"]
    kept = session.events.get()
    assert abs(kept.at - real) < timedelta(seconds=5)
    assert kept.device_at == real + off


def test_a_code_that_the_phone_did_not_know_is_found_now(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    code = code_text(ScanCode.objects.get(person=world.people[PARTICIPANT]))
    known = event(session, seat=None, way="", code=code)
    unknown = event(session, seat=None, way="", code="SB1.nergens", counter=2)
    answer = send(client, session, known, unknown)
    assert results(answer) == ["taken", "refused"]
    assert "Deze code kennen we niet." in answer.content.decode()
    assert session.events.filter(kind="geweigerd").count() == 1


def test_somebody_of_another_session_is_kept_as_refused(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    answer = send(sign_in(TRAINER), session, event(session, seat=str(uuid4())))
    assert results(answer) == ["refused"]
    assert session.events.get().reason == "Deze persoon staat niet meer op deze sessie."


def test_outside_the_day_it_is_kept_as_refused(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    early = event(session, at=(clock.now() - timedelta(days=1)).isoformat())
    assert results(send(sign_in(TRAINER), session, early)) == ["refused"]
    assert "Registreren kan vanaf" in session.events.get().reason


def test_after_the_day_what_was_written_down_in_time_counts(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    got = ticket(client, session)
    one, two = event(session), event(session, way="uit", counter=2)
    later(monkeypatch, hours=24)
    client = sign_in(TRAINER)
    answer = send(client, session, one, ticket=got)
    assert results(answer) == ["taken"], answer.content.decode()
    assert results(send(client, session, two)) == ["refused"]
    assert session.events.get(nonce=two["nonce"]).reason == (
        "Dit toestel had geen lijst van deze sessie."
    )


def test_a_list_that_was_fetched_afterwards_proves_nothing(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = examples.planned(world)
    forged = event(session)
    early = event(session, counter=2, at=(clock.now() - timedelta(minutes=10)).isoformat())
    got = ticket(sign_in(TRAINER), session)
    later(monkeypatch, hours=24)
    client = sign_in(TRAINER)
    for text in ("", got[:-1] + "x", got.replace(".", ",")):
        assert results(send(client, session, forged, ticket=text)) == ["refused"]
    assert results(send(client, session, early, ticket=got)) == ["refused"]
    assert not session.events.exclude(kind="geweigerd").exists()


def test_too_late_it_is_kept_as_refused(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = examples.planned(world)
    got = ticket(sign_in(TRAINER), session)
    one = event(session)
    later(monkeypatch, days=3)
    assert results(send(sign_in(TRAINER), session, one, ticket=got)) == ["refused"]
    assert session.events.get().reason.startswith("Dit kwam te laat van de telefoon")


def test_a_session_that_was_handed_in_or_annulled_keeps_it(world: World, sign_in: SignIn) -> None:
    session = examples.running(world)
    client = sign_in(TRAINER)
    one, two = event(session, way="uit"), event(session, way="uit", counter=2)
    cancelling.annul_session(world.actor(PROMOTER), session, reason="Brand.")
    one["seat"] = str(session.seats.get(part=Seating.PARTICIPANT).uid)
    assert results(send(client, session, one)) == ["refused"]
    assert session.events.get(nonce=one["nonce"]).seat.person == world.people[PARTICIPANT]
    assert "people" not in client.get(url("roster", session)).json()
    other = examples.submitted(world)
    two["seat"] = str(examples.seat(other).uid)
    assert results(send(client, other, two)) == ["refused"]
    kept = other.events.get(nonce=two["nonce"])
    assert kept.reason == "Dit kan niet meer: de toestand is nu 'Ingediend bij ESF'."
    assert submission.ask_reopening.check(world.actor(PROMOTER), other, reason="")


def test_what_cannot_be_read_is_told(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    answer = client.post(url("batch", session), "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert client.get(url("batch", session)).status_code == 405
    outside = Client(enforce_csrf_checks=True)
    outside.cookies = client.cookies
    assert send(outside, session, event(session)).status_code == 403
    assert not AttendanceEvent.objects.exists()


def test_a_file_is_handed_over_twice_and_counts_once(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    got = ticket(sign_in(TRAINER), session)
    text = content(event(session), event(session, seat=str(uuid4()), counter=2),
                   ticket=got, offset=0)  # fmt: skip
    promoter = sign_in(PROMOTER)
    assert "Bestand van een telefoon inlezen" in text_of(promoter.get(url("session", session)))
    for _turn in range(2):
        file = SimpleUploadedFile("aanwezigheden.json", text.encode())
        answer = post(promoter, url("hand-over", session), file=file)
        assert answer.status_code == 303, text_of(answer)
    page = text_of(promoter.get(url("session", session)))
    assert "1 registratie ingelezen." in page
    assert session.events.count() == 2
    wrong = post(promoter, url("hand-over", session), file=SimpleUploadedFile("a.json", b"{"))
    assert "Dit is geen bestand met registraties van een telefoon." in text_of(wrong)
