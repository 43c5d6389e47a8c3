"""Back to the start, while others read on."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.test import Client

from sleutelbos.access.models import Grant, RightRequest
from sleutelbos.access.public import withdraw_grant
from sleutelbos.demo import jobs, moving, stories, telling
from sleutelbos.demo.actions.restart import restart
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.models import Errand
from sleutelbos.demo.stories import Step
from sleutelbos.kernel import clock, sealing
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Nobody
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import Outbox
from sleutelbos.register.models import Person, PersonIdentifier
from sleutelbos.tools.mail.models import Message
from tests.plugin import databases

pytestmark = pytest.mark.slow
FEW = 30  # steps of the stories


def picture() -> dict[str, object]:
    """What a visitor finds at the start."""
    return {
        "people": Person.objects.count(),
        "grants": Grant.objects.count(),
        "open": RightRequest.objects.filter(state="open").count(),
        "mails": Message.objects.count(),
    }


def test_back_to_the_start_while_others_read_on(
    own_demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the first days of the stories only; test_browser.py goes back to all of them."""
    begin = stories.steps()[:FEW]
    monkeypatch.setattr(stories, "steps", lambda: begin)
    seen = watched(own_demo, monkeypatch)
    client = Client()
    moving.move(clock.now() + timedelta(days=10))
    cast = Cast(clock.today())
    grant = Grant.objects.filter(valid__contains=clock.now(), role__code="DWSE-projectmedewerker")
    grant = grant.filter(relation__person=cast.person("magda"))
    found = grant.filter(relation__organisation=cast.organisation("hazelaar")).get()
    withdraw_grant(cast.actor("fatima", "hazelaar"), found, reason="Probeersel")
    client.post("/aanmelden/totp", {"user_name": "x"})  # a session to lose
    page = client.post("/demo/opnieuw", {"sleutel": "4e6ff7ae-4d84-4b3a-93a5-6c1f7f6f7f10"})
    assert page.status_code == 303
    assert "begint opnieuw" in client.get(page["Location"]).content.decode()

    before = Person.objects.count()
    assert jobs.work_next()

    assert set(seen) == {before}
    assert not Outbox.objects.exists()
    assert Person.objects.count() < before
    assert Grant.objects.count() <= FEW
    assert moving.offset() == 0
    assert sealing.verify().problem == ""
    done = client.get(page["Location"]).content.decode()
    assert "weer aan het begin" in done
    errand = Errand.objects.get()
    assert errand.finished_at
    assert errand.failure == ""


def watched(database: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many people somebody else finds before each step that is told again."""
    seen: list[int] = []

    def tell(cast: Cast, step: Step) -> None:
        with psycopg.connect(databases.dsn(database), options="-c statement_timeout=2s") as other:
            row = other.execute("SELECT count(*) FROM register_person").fetchone()
        assert row
        seen.append(row[0])
        telling.tell(cast, step)

    monkeypatch.setattr("sleutelbos.demo.load.tell", tell)
    return seen


def test_a_failure_leaves_everything_as_it_was(
    own_demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = picture()
    errand = restart(Nobody())
    monkeypatch.setattr("sleutelbos.demo.load.tell", _fail)
    assert jobs.work_next()
    errand.refresh_from_db()
    assert errand.finished_at
    assert "bleef zoals ze was" in errand.failure
    assert picture() == start
    page = Client().get(f"/demo/opnieuw/{errand.pk}").content.decode()
    assert "Probeer opnieuw" in page


def _fail(*args: object) -> None:
    raise LookupError("nobody is known")


def test_asked_twice_is_one_errand(demo: None) -> None:
    assert restart(Nobody()) == restart(Nobody())
    assert Errand.objects.count() == 1


def test_refused_with_real_numbers(demo: None) -> None:
    with arranging():
        number = PersonIdentifier.objects.order_by("pk").first()
        assert number
        number.kind = "RRN"
        number.save(update_fields=["kind"])
    with pytest.raises(Invalid, match="echte rijksregisternummers"):
        restart(Nobody())
    assert not Errand.objects.exists()


def test_not_while_the_clock_goes_forward(demo: None) -> None:
    moving.ask(clock.now() + timedelta(days=30))
    with pytest.raises(Invalid, match="De klok gaat nu vooruit"):
        restart(Nobody())
    assert Errand.objects.count() == 1
