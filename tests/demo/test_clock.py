"""The movable clock: forward only, everything on the way happens once."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from sleutelbos.access.models import Grant
from sleutelbos.demo import clearing, moving
from sleutelbos.kernel import clock, sealing
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.models import AuditEntry, Clock, Outbox
from sleutelbos.tools.jobs.models import JobTick
from sleutelbos.tools.jobs.registry import JOBS
from sleutelbos.tools.mail.models import Message


def warned() -> int:
    return AuditEntry.objects.filter(action="access.warn-ending").count()


def test_a_week_later_each_day_was_warned_once(demo: None) -> None:
    before, now = warned(), clock.now()
    ending = Grant.objects.filter(
        valid__endswith__gt=now, valid__endswith__lte=now + timedelta(weeks=1)
    )
    expected = ending.count()
    moved = moving.move(now + timedelta(weeks=1))
    assert warned() - before == 7
    assert moved.jobs == _due(now, moved.until)
    assert not Outbox.objects.exists()
    bounds = AuditEntry.objects.filter(
        action="access.announce-bounds", pk__gt=moved.entries[0]
    ).values_list("payload", flat=True)
    assert sum(payload["facts"]["ended"] for payload in bounds) == expected > 0
    assert abs(clock.now() - moved.until) < timedelta(minutes=1)
    mails = Message.objects.filter(pk__gt=moved.mails[0])
    assert mails.exists()
    assert all(now <= mail.created <= moved.until for mail in mails)


def _due(after: datetime, until: datetime) -> int:
    """Ticks of all jobs in between, counted another way: day by day."""
    total = 0
    for job in JOBS.values():
        at = after
        while at < until:
            to = min(
                until, clock.midnight(at.astimezone(clock.BRUSSELS).date() + timedelta(days=1))
            )
            edge = to if to == until else to - timedelta(microseconds=1)
            total += len(list(job.due(at, edge)))
            at = to
    return total


def test_two_steps_do_what_one_does(demo: None) -> None:
    before, now = warned(), clock.now()
    moving.move(now + timedelta(days=3))
    moving.move(now + timedelta(days=7))
    assert warned() - before == 7
    assert not JobTick.objects.filter(last__gt=now + timedelta(days=7)).exists()


def test_backward_too_far_and_twice_are_refused(demo: None) -> None:
    now = clock.now()
    for goal in (now - timedelta(hours=1), now + timedelta(days=731)):
        with pytest.raises(Invalid):
            moving.move(goal)
    moving.move(now + timedelta(hours=1), standing=0)
    with pytest.raises(Invalid, match="intussen"):
        moving.move(now + timedelta(hours=2), standing=0)
    assert abs(clock.now() - now - timedelta(hours=1)) < timedelta(minutes=1)


def test_refused_outside_demo_mode(demo: None, settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(clearing.NotADemo):
        moving.move(clock.now() + timedelta(hours=1))
    assert moving.offset() == 0


def test_the_audit_stays_whole_when_the_clock_moves(demo: None) -> None:
    moving.move(clock.now() + timedelta(days=40))
    while sealing.seal():
        pass
    assert sealing.verify().problem == ""


def test_the_page_moves_and_tells_what_happened(demo: None) -> None:
    client = Client()
    page = client.get("/demo/klok").content.decode()
    assert 'name="stap" value="morgen"' in page
    answer = client.post("/demo/klok", {"stap": "week", "stand": "0"})
    assert answer.status_code == 303
    told = client.get(answer["Location"].partition("#")[0]).content.decode()
    assert "Wat er gebeurde" in told
    assert "eindigt" in told
    assert re.search(r"Mails verstuurd.*?\d", told, re.DOTALL)
    again = client.post("/demo/klok", {"stap": "morgen", "stand": "0"}, follow=True)
    assert "intussen al verzet" in again.content.decode()
    assert Clock.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "minutes"), [("7.30", 450), ("07:30", 450), ("7u30", 450), ("7 u", 420), ("7", 420)]
)
def test_a_moment_of_ones_choice(demo: None, typed: str, minutes: int) -> None:
    day = clock.today() + timedelta(days=2)
    sent = {"day": f"{day:%d/%m/%Y}", "hour": typed, "stand": "0"}
    assert Client().post("/demo/klok", sent).status_code == 303
    local = clock.now().astimezone(clock.BRUSSELS)
    assert (local.date(), local.hour * 60 + local.minute) == (day, minutes)


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("01/01/2020", "06:00", "alleen vooruit"),
        ("01/01/2190", "06:00", "twee jaar"),
        ("morgen", "06:00", "bestaat niet"),
        ("01/01/2027", "25:99", "Schrijf het uur"),
        ("01/01/2027", "zes", "Schrijf het uur"),
    ],
)
def test_a_moment_that_cannot_be(demo: None, day: str, hour: str, sentence: str) -> None:
    answer = Client().post("/demo/klok", {"day": day, "hour": hour})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert moving.offset() == 0


@pytest.mark.parametrize("query", ["van=x", "van=2026-01-01&tot=2026-01-02&taken=1&log=-&mails=1"])
def test_a_made_up_address_shows_the_plain_page(demo: None, query: str) -> None:
    assert Client().get(f"/demo/klok?{query}").status_code == 200
