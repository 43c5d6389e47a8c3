"""Waiting after failed attempts, and what a request tells of the device."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client, RequestFactory

from sleutelbos.kernel import clock
from sleutelbos.signin import jobs, known, passwords, throttle, totp, visitor
from sleutelbos.signin.keys.totp import too_soon
from sleutelbos.signin.models import Attempt
from tests.signin.helpers import PASSWORD, code_of, key_for, text_of
from tests.world import World

ZERO = timedelta(0)


def test_the_wait_doubles_from_the_third_failure_on() -> None:
    assert [throttle.pause(n, False).total_seconds() for n in range(7)] == [0, 0, 0, 2, 4, 8, 16]
    assert throttle.pause(50, False) == throttle.LONGEST
    assert [throttle.pause(n, True).total_seconds() for n in range(3)] == [0, 30, 60]


def test_each_address_waits_for_itself(db: None) -> None:
    for _ in range(3):
        assert throttle.reserve("lies", "10.0.0.1") == ZERO
    assert throttle.reserve(" LIES ", "10.0.0.1") > ZERO
    assert throttle.reserve("lies", "10.0.0.2") == ZERO
    assert throttle.reserve("jan", "10.0.0.1") == ZERO


def test_a_name_under_fire_is_stricter_but_a_fresh_address_is_free(db: None) -> None:
    for number in range(throttle.UNDER_FIRE):
        assert throttle.reserve("lies", f"10.1.0.{number}") == ZERO
    assert throttle.reserve("lies", "10.0.0.1") == ZERO
    assert throttle.reserve("lies", "10.0.0.1") > timedelta(seconds=25)


def test_an_hour_of_silence_forgets(db: None) -> None:
    for _ in range(3):
        throttle.reserve("lies", "10.0.0.1")
    Attempt.objects.update(last_at=clock.real_now() - timedelta(hours=1, seconds=1))
    assert throttle.reserve("lies", "10.0.0.1") == ZERO
    assert Attempt.objects.exclude(name=throttle.EVERYBODY).get().failures == 1


def test_success_tells_how_often_it_failed_and_only_once(db: None) -> None:
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):
        throttle.reserve("lies", address)
    throttle.reserve("lies", "10.0.0.3")
    assert throttle.succeeded("lies", "10.0.0.3") == 3
    throttle.reserve("lies", "10.0.0.3")
    assert throttle.succeeded("lies", "10.0.0.3") == 0


def test_many_at_once_count_one_by_one(committed_db: str) -> None:
    waits: list[timedelta] = []

    def attempt() -> None:
        waits.append(throttle.reserve("lies", "10.0.0.1"))
        connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(wait == ZERO for wait in waits) == 3


@pytest.mark.requirement("P08")
def test_no_name_and_no_address_is_kept_in_the_clear(db: None) -> None:
    throttle.reserve("lies@example.be", "10.0.0.1")
    row = Attempt.objects.exclude(name=throttle.EVERYBODY).get()
    assert b"lies" not in bytes(row.name)
    assert b"10.0" not in bytes(row.address)


def test_a_bucket_leaks_and_loses_no_drop(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "BUCKET", 3)
    start = clock.real_now()

    def at(seconds: float) -> timedelta:
        monkeypatch.setattr(clock, "real_now", lambda: start + timedelta(seconds=seconds))
        return throttle.reserve(f"naam {seconds}", "10.0.0.1")

    assert [at(0), at(1), at(2)] == [ZERO] * 3
    assert at(3) == timedelta(seconds=3)
    assert at(7) == ZERO
    assert at(8) == timedelta(seconds=4), "what leaked between two drops was lost"
    assert throttle.reserve("naam", "10.0.0.2") == ZERO


def test_success_leaves_room_in_the_bucket(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "BUCKET", 2)
    for number in range(6):
        assert throttle.reserve(f"naam {number}", "10.0.0.1") == ZERO
        throttle.succeeded(f"naam {number}", "10.0.0.1")


def test_an_ipv6_connection_is_one_address(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "BUCKET", 2)
    assert throttle.reserve("a", "2001:db8:1:2::1") == ZERO
    assert throttle.reserve("b", "2001:db8:1:2:ffff::9") == ZERO
    assert throttle.reserve("c", "2001:db8:1:2:3:4:5:6") > ZERO
    assert throttle.reserve("c", "2001:db8:1:3::1") == ZERO
    assert throttle.reserve("d", "::ffff:10.0.0.1") == ZERO
    assert throttle.reserve("e", "10.0.0.1") == ZERO
    assert throttle.reserve("f", "10.0.0.1") > ZERO


@pytest.mark.requirement("G15")
def test_a_flood_from_one_address_costs_little_and_keeps_nobody_out(
    world: World, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
) -> None:
    """300 wrong passwords, each on another name: 40 are judged, the rest is a look and no more."""
    monkeypatch.setattr(throttle, "BUCKET", 40)
    monkeypatch.setattr(throttle, "LEAK", timedelta(days=1))
    key = key_for(world.people["right role"], "lies@example.be")
    owner = {"user_name": "lies@example.be", "password": PASSWORD}
    lies = Client(REMOTE_ADDR="10.6.6.6")
    code = code_of(key.secret)
    assert lies.post("/aanmelden/totp", {**owner, "code": code}).status_code == 303
    lies.post("/afmelden")
    real, hashed = passwords.fits, []
    monkeypatch.setattr(passwords, "fits", lambda *given: hashed.append(given) or False)
    before = Attempt.objects.count()
    said = set()
    for number in range(300):
        given = {"user_name": f"naam{number}", "password": "x", "code": "000000"}
        answer = Client(REMOTE_ADDR="10.6.6.6").post("/aanmelden/totp", given)
        assert answer.status_code == 422
        said.add("te veel pogingen" in text_of(answer.content))
    assert len(hashed) == 40
    assert Attempt.objects.count() - before == 40
    assert said == {True, False}
    with django_assert_max_num_queries(2):
        assert throttle.reserve("nog een", "10.6.6.6") > ZERO
    monkeypatch.setattr(passwords, "fits", real)
    steps = iter((10**9, 10**9 + 1))
    monkeypatch.setattr(totp, "step_of", lambda *given: next(steps))
    for browser in (Client(REMOTE_ADDR="10.0.0.1"), lies):
        assert browser.post("/aanmelden/totp", {**owner, "code": code}).status_code == 303


def test_a_known_browser_is_known_for_its_own_name_only(rf: RequestFactory, db: None) -> None:
    answer = HttpResponse()
    known.remember(rf.get("/"), answer, "Lies@example.be")
    cookie = answer.cookies[known.COOKIE]
    assert "lies" not in cookie.value.lower()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/aanmelden", True, "Lax")
    request = rf.get("/", REMOTE_ADDR="10.0.0.1")
    request.COOKIES[known.COOKIE] = cookie.value
    place = known.place_of(request, " lies@EXAMPLE.be")
    assert place.startswith("toestel:")
    assert known.place_of(request, "jan@example.be") == "10.0.0.1"
    request.COOKIES[known.COOKIE] = cookie.value + "x"
    assert known.place_of(request, "lies@example.be") == "10.0.0.1"


def test_old_counts_go_at_night(db: None) -> None:
    throttle.reserve("lies", "10.0.0.1")
    jobs.forget(clock.now())
    assert Attempt.objects.exists()
    Attempt.objects.update(last_at=clock.real_now() - timedelta(days=31))
    jobs.forget(clock.now())
    assert not Attempt.objects.exists()


def test_the_wait_in_words() -> None:
    assert "Wacht 3 seconden" in too_soon(timedelta(seconds=2))
    assert "Wacht 15 minuten" in too_soon(timedelta(minutes=15) - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile Safari/537", "Chrome, Android"),
        ("curl/8", ""),
    ],
)
def test_the_device_in_two_words(rf: RequestFactory, agent: str, device: str) -> None:
    assert visitor.device_of(rf.get("/", headers={"user-agent": agent})) == device


def test_behind_a_proxy_only_what_the_proxy_says_counts(rf: RequestFactory, settings) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "1.1.1.1, 10.0.0.9"}, REMOTE_ADDR="10.0.0.1")
    assert visitor.address_of(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert visitor.address_of(request) == "10.0.0.9"
