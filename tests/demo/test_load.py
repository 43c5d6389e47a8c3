"""What is loaded is consistent: every power has its chain, every entry its seal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from sleutelbos.access.models import AccessPower, Grant, Post, RightRequest
from sleutelbos.access.public import names, orphans
from sleutelbos.demo import clearing, load, stories
from sleutelbos.demo.cast import Cast
from sleutelbos.kernel import clock, sealing
from sleutelbos.kernel.models import AuditEntry, Outbox
from sleutelbos.register.models import OrganisationIdentifier, PersonIdentifier, Site
from sleutelbos.register.public import NumberKind
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.states import MessageState

GIVING = ("access.appoint", "access.grant-right", "access.quick-grant", "access.grant-request")


@pytest.fixture
def cast(demo: None) -> Cast:
    return Cast(clock.today())


def test_all_that_happened_was_delivered(demo: None) -> None:
    assert list(Outbox.objects.values_list("type", "error")) == []
    assert Message.objects.count() > 200
    assert not Message.objects.exclude(state=MessageState.SENT).exists()


def test_the_audit_is_sealed_and_untouched(demo: None) -> None:
    verdict = sealing.verify()
    assert verdict.problem == ""
    assert (verdict.unsealed, verdict.sealed) == (0, AuditEntry.objects.count())


def test_nothing_comes_from_real_ranges(demo: None) -> None:
    assert not PersonIdentifier.objects.exclude(kind=NumberKind.TST).exists()
    numbers = OrganisationIdentifier.objects.exclude(organisation__source="ovo")
    assert numbers.filter(kind="KBO").count() >= 13
    assert not numbers.filter(kind="KBO").exclude(value__startswith="19").exists()
    assert not numbers.filter(kind="INR").exclude(value__startswith="9990").exists()
    assert not Site.objects.exclude(number="").exclude(number__startswith="89").exists()


@pytest.mark.requirement("G01")
def test_no_power_without_a_chain(demo: None) -> None:
    """Whoever gave something had the power to at that moment; all began with the house."""
    given = AuditEntry.objects.filter(action__in=GIVING, outcome="done")
    assert given.count() > 120
    for entry in given:
        kind, _sep, key = entry.actor.partition(":")
        if kind == "system":
            assert entry.action == "access.appoint"
            continue
        powers = AccessPower.objects.filter(
            person=int(key), organisation=entry.capacity, valid__contains=entry.at
        )
        assert powers.filter(right__in=[names.IDM, names.APPOINTING]).exists(), entry.payload


def test_every_grant_and_post_is_in_the_audit(demo: None) -> None:
    concerned = {
        ref for row in AuditEntry.objects.filter(action__in=GIVING) for ref in row.concerns
    }
    for row in (*Grant.objects.select_related("relation"), *Post.objects.all()):
        person = row.relation.person_id if isinstance(row, Grant) else row.person_id
        assert f"register.person:{person}" in concerned


def test_history_lies_in_the_past_three_months(demo: None) -> None:
    first = AuditEntry.objects.order_by("at").first()
    last = AuditEntry.objects.order_by("-at").first()
    assert first
    assert last
    assert timedelta(days=80) < clock.now() - first.at < timedelta(days=100)
    assert last.at <= clock.now()


def test_work_is_waiting(demo: None, cast: Cast) -> None:
    open_requests = RightRequest.objects.filter(state="open")
    assert open_requests.count() >= 8
    waiting = {cast.organisation(code).pk for code in ("hazelaar", "vonk", "bouw", "zonnegraan")}
    assert waiting <= set(open_requests.values_list("organisation", flat=True))
    today = clock.today()
    for days in (1, 7, 30):
        end = clock.midnight(today + timedelta(days=days + 1))
        assert Grant.objects.filter(valid__endswith=end).count() >= 3, days


@pytest.mark.requirement("G03")
def test_orphans_are_those_of_the_stories(demo: None, cast: Cast) -> None:
    expected = {cast.organisation("tervaart").pk, cast.organisation("horeca").pk}
    assert {row.pk for row in orphans()} == expected


@pytest.mark.requirement("G12")
def test_one_training_centre_in_two_groups_and_one_in_one(demo: None, cast: Cast) -> None:
    def groups(code: str) -> set[str]:
        rows = cast.organisation(code).target_groups.all()
        return set(rows.values_list("target_group", flat=True))

    assert groups("ankerpunt") == {"OV", "EA"}
    assert groups("kiem") == {"OV"}


def test_the_new_company_is_not_known_yet(demo: None, cast: Cast) -> None:
    with pytest.raises(LookupError):
        cast.organisation("klaproos")
    assert cast.person("saskia").email


def test_refuses_outside_demo_mode(db: None, settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo mode"):
        call_command("demo_load")
    with pytest.raises(clearing.NotADemo):
        load.load()


def test_refuses_a_database_with_a_real_number(demo: None) -> None:
    person = Cast(clock.today()).person("fatima")
    from sleutelbos.kernel.guard import arranging

    with arranging():
        PersonIdentifier.objects.filter(person=person).update(kind=NumberKind.RRN)
    with pytest.raises(clearing.NotADemo, match="real personal numbers"):
        load.load()
    assert Cast(clock.today()).find("fatima") is not None


def test_a_step_that_cannot_happen_is_named(demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    early = next(step for step in stories.steps() if step.by == "annemie")  # not known yet
    monkeypatch.setattr(stories, "steps", lambda: (early,))
    with pytest.raises(load.StoryFault, match="annemie"):
        load.load()
