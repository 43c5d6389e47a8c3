"""The movable clock: forward only, everything on the way happens once."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.conf import LazySettings
from django.test import Client

from sleutelbos.access.models import Grant
from sleutelbos.demo import clearing, jobs, moving
from sleutelbos.demo.models import AT_MOST, Errand, busy
from sleutelbos.kernel import clock, periods, sealing
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.models import AuditEntry, Clock, Outbox
from sleutelbos.tools.jobs.models import JobTick
from sleutelbos.tools.jobs.registry import JOBS
from sleutelbos.tools.mail.models import Message
from tests.plugin import databases

WARNS = JOBS["access.warn-ending"]


def warned() -> int:
    return AuditEntry.objects.filter(action="access.warn-ending").count()


def mornings(since: datetime, until: datetime) -> int:
    """On how many mornings a right was about to end, derived from the rows in Python."""
    both = [
        periods.intersection(grant.valid, grant.relation.valid)
        for grant in Grant.objects.select_related("relation")
    ]
    last_days = {periods.last_day(period) for period in both if period is not None}
    passed = [at.astimezone(clock.BRUSSELS).date() for at in WARNS.due(since, until)]
    return sum(
        any(day + timedelta(days=ahead) in last_days for ahead in (30, 7, 1)) for day in passed
    )


def test_a_week_later_each_day_was_warned_once(demo: None) -> None:
    before, now = warned(), clock.now()
    ending = Grant.objects.filter(
        valid__endswith__gt=now, valid__endswith__lte=now + timedelta(weeks=1)
    )
    expected = ending.count()
    ticks = dict(JobTick.objects.values_list("name", "last"))
    moved = moving.move(now + timedelta(weeks=1))
    assert warned() - before == mornings(now, moved.until) > 0
    assert moved.jobs == _due(ticks, moved.until)
    assert not Outbox.objects.exists()
    bounds = AuditEntry.objects.filter(
        action="access.announce-bounds", pk__gt=moved.entries[0]
    ).values_list("payload", flat=True)
    assert sum(payload["facts"]["ended"] for payload in bounds) == expected > 0
    assert abs(clock.now() - moved.until) < timedelta(minutes=1)
    mails = Message.objects.filter(pk__gt=moved.mails[0])
    assert mails.exists()
    assert all(now <= mail.created <= moved.until for mail in mails)


def _due(ticks: dict[str, datetime], until: datetime) -> int:
    """Ticks of all jobs since each one's last, counted another way: day by day."""
    total = 0
    for job in JOBS.values():
        at = ticks[job.name]
        if job.missed == "last":
            total += any(True for _ in job.due(at, until))
            continue
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
    moved = moving.move(now + timedelta(days=7))
    assert warned() - before == mornings(now, moved.until) > 0
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


@pytest.mark.slow
def test_a_far_goal_is_left_to_the_worker(own_demo: str) -> None:
    client, before, now = Client(), warned(), clock.now()
    day = clock.today() + timedelta(days=20)
    asked = client.post("/demo/klok", {"day": f"{day:%d/%m/%Y}", "hour": "06:00", "stand": "0"})
    errand = Errand.objects.get()
    assert asked["Location"] == f"/demo/klok/{errand.pk}"
    page = client.get(asked["Location"]).content.decode()
    assert "Ze staat stil tot alles gebeurd is." in page
    assert "Vernieuw" in page
    assert f'hx-get="/demo/klok/{errand.pk}/stand"' in page
    assert client.get("/demo/klok")["Location"] == asked["Location"]
    again = client.post("/demo/klok", {"stap": "week", "stand": "0"})
    assert again["Location"] == asked["Location"]  # nothing else moves it meanwhile
    assert (moving.offset(), warned()) == (0, before)

    assert jobs.work_next()

    piece = client.get(f"/demo/klok/{errand.pk}/stand").content.decode()
    assert "De klok staat nu op" in piece
    assert "hx-get" not in piece
    errand.refresh_from_db()
    assert errand.done == errand.total > 10
    assert warned() - before == mornings(now, clock.now()) > 0
    assert clock.today() == day
    assert now < clock.now()
    told = client.get(client.get(asked["Location"])["Location"].partition("#")[0])
    assert "Wat er gebeurde" in told.content.decode()
    assert not jobs.work_next()


@pytest.fixture
def worker(own_demo: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of the demo in a process of its own."""
    child = subprocess.Popen(
        [sys.executable, "-m", "django", "worker"],
        env={
            **os.environ,
            "DATABASE_URL": databases.dsn(own_demo),
            "SLEUTELBOS_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "sleutelbos.config.settings",
        },
    )
    yield child
    child.kill()
    child.wait()


@pytest.mark.slow
def test_a_killed_worker_changed_nothing_and_the_next_one_goes_on(
    worker: subprocess.Popen[bytes],
) -> None:
    now, before = clock.now(), warned()
    goal = now + timedelta(days=20)
    errand = moving.ask(goal)
    deadline = time.monotonic() + 120
    while not Errand.objects.filter(done__gt=0).exists():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    clock.refresh()
    errand.refresh_from_db()
    assert (moving.offset(), warned(), errand.finished_at) == (0, before, None)
    assert jobs.work_next()
    assert warned() - before == mornings(now, clock.now()) > 0
    assert abs(clock.now() - goal) < timedelta(minutes=1)


def test_two_workers_do_it_once(own_demo: str) -> None:
    moving.ask(clock.now() + timedelta(days=10))
    with psycopg.connect(databases.dsn(own_demo), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [jobs.ERRAND_LOCK])
        assert not jobs.work_next()
        other.execute("SELECT pg_advisory_unlock(%s)", [jobs.ERRAND_LOCK])
    assert jobs.work_next()
    assert not jobs.work_next()


def test_who_asks_what_has_become_impossible_hears_it(demo: None) -> None:
    errand = moving.ask(clock.now() + timedelta(days=30))
    moving.move(clock.now() + timedelta(days=1))
    assert jobs.work_next()
    errand.refresh_from_db()
    assert "intussen al verzet" in errand.failure
    page = Client().get(f"/demo/klok/{errand.pk}").content.decode()
    assert "Terug naar de klok" in page
    assert "hx-get" not in page
    assert Client().get("/demo/klok").status_code == 200


def test_nobody_waits_for_ever_for_a_worker_that_is_gone(demo: None) -> None:
    errand = moving.ask(clock.now() + timedelta(days=30))
    assert busy() == errand
    long_ago = clock.real_now() - AT_MOST
    Errand.objects.update(asked_at=long_ago, changed=clock.real_now())
    assert busy() == errand
    Errand.objects.update(changed=long_ago)
    assert busy() is None
    assert Client().get("/demo/klok").status_code == 200
    assert Client().get(f"/demo/klok/{errand.pk + 1}").status_code == 404


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
