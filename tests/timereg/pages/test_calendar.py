"""My sessions in my own calendar: a secret link, nothing of participants, right on both nights."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.calendars import make_calendar_link, withdraw_calendar_link
from sleutelbos.timereg.actions.cancelling import annul_session
from sleutelbos.timereg.documents.calendar import calendar_of
from sleutelbos.timereg.models import CalendarLink, Session
from tests.access.pages.conftest import post, text_of
from tests.timereg import examples
from tests.timereg.pages.conftest import SignIn
from tests.world import World
from tests.world_timereg import PARTICIPANT, PROMOTER, TRAINER, at, training

pytestmark = pytest.mark.requirement("T03")


def feed(secret: str) -> str:
    return reverse("timereg:calendar-feed", args=[secret])


def events(content: bytes) -> list[dict[str, object]]:
    return [dict(event) for event in Calendar.from_ical(content).walk("VEVENT")]


def test_the_link_is_shown_once_and_leads_to_the_sessions(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world, 3)
    client = sign_in(TRAINER)
    url = reverse("timereg:calendar")
    assert "U hebt nog geen link." in text_of(client.get(url))
    page = post(client, url)
    text = page.content.decode()
    secret = text.split("/tijdsregistratie/agenda/")[1][:32]
    assert secret not in client.get(url).content.decode()
    answer = Client().get(feed(secret))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(answer.content)
    assert str(event["SUMMARY"]) == "Excel voor beginners"
    assert str(event["LOCATION"]) == "Lokaal 1"
    assert str(session.uid) in str(event["UID"])
    told = answer.content.decode().replace("\r\n ", "")
    person = world.people[PARTICIPANT]
    for hidden in (person.name, person.family_name, person.email, world.people[TRAINER].name):
        assert not hidden or hidden not in told
    assert bytes(CalendarLink.objects.get().digest) != secret.encode()


def test_renewing_and_withdrawing_close_the_old_link(world: World, sign_in: SignIn) -> None:
    by = world.actor(TRAINER)
    first = make_calendar_link(by)
    second = make_calendar_link(by)
    assert Client().get(feed(first.secret)).status_code == 404
    assert Client().get(feed(second.secret)).status_code == 200
    client = sign_in(TRAINER)
    answer = post(client, reverse("timereg:withdraw-calendar"))
    assert answer.status_code == 303
    assert Client().get(feed(second.secret)).status_code == 404
    with pytest.raises(Invalid, match="geen agendalink"):
        withdraw_calendar_link(by)
    assert Client().get(feed("x" * 32)).status_code == 404
    assert sign_in(PROMOTER).get(reverse("timereg:calendar")).status_code == 403


def test_only_own_sessions_that_count(world: World) -> None:
    session = examples.planned(world, 3)
    trainer = make_calendar_link(world.actor(TRAINER))
    other = make_calendar_link(world.actor("opleider elsewhere"))
    assert len(events(Client().get(feed(trainer.secret)).content)) == 1
    assert events(Client().get(feed(other.secret)).content) == []
    annul_session(world.actor(PROMOTER), session, reason="Ziek.")
    assert events(Client().get(feed(trainer.secret)).content) == []


@pytest.mark.parametrize(
    ("day", "first", "last", "hours"),
    [
        (date(2026, 3, 29), 1, 4, 2),  # the hour from 2 to 3 does not exist
        (date(2026, 10, 25), 1, 4, 4),  # it comes twice
        (date(2026, 6, 1), 9, 12, 3),
    ],
)
def test_both_nights_on_which_the_clock_changes(
    world: World, day: date, first: int, last: int, hours: int
) -> None:
    begin, end = at(day, first), at(day, last)
    with arranging():
        session = Session.objects.create(
            training=training(), organisation=world.company, plan=(begin, end), day=day,
            online=True, link="https://example.be/les;a,b", planned_at=clock.now(),
        )  # fmt: skip
    session.refresh_from_db()
    (event,) = events(calendar_of([session]))
    start, until = event["DTSTART"].dt, event["DTEND"].dt  # type: ignore[attr-defined]
    assert (start, until) == (begin.astimezone(UTC), end.astimezone(UTC))
    assert (until - start).total_seconds() == hours * 3600
    assert str(event["LOCATION"]) == "https://example.be/les;a,b"
    assert isinstance(start, datetime)
