"""The provider's keys: made once, published ahead, used, retired; sealed at rest (G24)."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from sleutelbos.kernel import clock
from sleutelbos.signin.models import SigningKey
from sleutelbos.signin.op import jobs, signing
from tests.signin.op.jose import header
from tests.signin.op.rp import Flow, ask

DAY = timedelta(days=1)


def kids() -> set[str]:
    """What a client finds."""
    signing.forget()
    return {key["kid"] for key in ask("GET", "/op/v1/keys").json["keys"]}


def at(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """Move the keys in time: so many days from now."""
    for row in SigningKey.objects.all():
        row.signs_from -= timedelta(days=days)
        row.created -= timedelta(days=days)
        if row.retires:
            row.retires -= timedelta(days=days)
        row.save()
    signing.forget()


def test_the_first_keys_are_made_when_asked_and_stay(db: None) -> None:
    assert not SigningKey.objects.exists()
    found = kids()
    assert len(found) == 2
    assert kids() == found
    jobs.rotate_signing_keys(clock.now())
    assert kids() == found, "nothing changes before its time"


def test_a_private_key_is_sealed(db: None) -> None:
    kids()
    for row in SigningKey.objects.all():
        assert b'"d"' not in bytes(row.sealed)
        assert "d" not in row.public_jwk


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("profile", ["flow", "acm_flow"])
def test_the_life_of_a_key(
    profile: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow: Flow = request.getfixturevalue(profile)
    first = header(flow.tokens()["id_token"])["kid"]
    at(monkeypatch, 83.5)
    jobs.rotate_signing_keys(clock.now())
    ahead = kids()
    assert len(ahead) == 4, "the next ones are published"
    assert header(flow.tokens()["id_token"])["kid"] == first, "and sign not yet"
    old_token = flow.tokens()["id_token"]
    at(monkeypatch, 7.5)
    second = header(flow.tokens()["id_token"])["kid"]
    assert second != first
    assert second in ahead, "a client had the key before it was used"
    assert first in kids(), "what it signed last can still be checked"
    assert signing.verified(old_token) is not None
    at(monkeypatch, 7)
    assert first not in kids()
    assert signing.verified(old_token) is None
    at(monkeypatch, 8)
    jobs.rotate_signing_keys(clock.now())
    assert not SigningKey.objects.filter(kid=first).exists()
    assert header(flow.tokens()["id_token"])["kid"] == second


def test_keys_that_rotate_in_the_middle_of_a_sign_in(flow: Flow, monkeypatch) -> None:
    code = flow.code()
    at(monkeypatch, 84)
    jobs.rotate_signing_keys(clock.now())
    at(monkeypatch, 8)
    token = flow.redeem(code).json["id_token"]
    assert header(token)["kid"] in kids()
    assert signing.verified(token) is not None


def test_processes_that_start_together_make_one_key(committed_db: str) -> None:
    together, found = Barrier(3), []

    def start() -> None:
        try:
            together.wait(timeout=10)
            signing._first(signing.ES256)
            found.append(1)
        finally:
            connections.close_all()

    threads = [Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert SigningKey.objects.filter(alg="ES256").count() == 1
