"""The head of a school is hoofd lokale beheerder by itself, from the feed of Onderwijs (G18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse

from sleutelbos.access import jobs_heads
from sleutelbos.access.actions.heads import HOUSE, load_heads, stage_heads
from sleutelbos.access.models import HeadsDelivery, Post
from sleutelbos.access.ports import heads as ports
from sleutelbos.access.ports.heads import HeadRecord
from sleutelbos.connectors.school_heads.fake import FakeHeads
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from tests.access.examples_heads import AUTHORITY
from tests.access.pages.conftest import SignIn, post, sign_in, text_of
from tests.world import World

__all__ = ["sign_in"]
pytestmark = pytest.mark.requirement("G18")
NEW = identifiers.insz(date(1974, 8, 19), 2)
OTHER = identifiers.insz(date(1969, 2, 11), 1)
SINCE = date(2020, 9, 1)


@pytest.fixture
def feed() -> Iterator[FakeHeads]:
    """One head of the school, somebody new."""
    found = FakeHeads([HeadRecord("901001", NEW, SINCE, None, "Veerle", "Directeur")])
    with ports.bound(found):
        yield found


def heads(world: World) -> set[str]:
    rows = Post.objects.filter(organisation=world.school, source="feed",
                               valid__contains=clock.now())  # fmt: skip
    return {str(row.person) for row in rows}


def test_the_first_delivery_waits_for_a_human_and_then_the_night_follows(
    world: World, feed: FakeHeads
) -> None:
    jobs_heads.fetch(clock.now())
    [first] = HeadsDelivery.objects.all()
    assert (first.state, first.appointed, first.ended) == ("staged", 1, 0)
    assert "Dit is de eerste levering" in first.reasons[0]
    assert heads(world) == set()
    load_heads(HOUSE, first)
    assert heads(world) == {"Veerle Directeur"}
    jobs_heads.fetch(clock.now())  # the same content: nothing more
    assert HeadsDelivery.objects.count() == 1
    assert Post.objects.filter(organisation=world.school, source="feed").count() == 1
    feed.records = [
        HeadRecord("901001", NEW, SINCE, clock.today() - timedelta(days=1), "Veerle", "Directeur"),
        HeadRecord("901001", OTHER, clock.today(), None, "Tom", "Nieuw"),
        HeadRecord("700000", NEW, SINCE, None, "Veerle", "Directeur"),
    ]
    jobs_heads.fetch(clock.now())
    newest = HeadsDelivery.objects.order_by("-pk")[0]
    assert (newest.state, newest.appointed, newest.ended, newest.unknown) == ("loaded", 1, 1, 1)
    assert heads(world) == {"Tom Nieuw"}


def test_posts_that_another_way_gave_stay(world: World, feed: FakeHeads) -> None:
    rows = Post.objects.filter(organisation=world.school, valid__contains=clock.now())
    before = set(rows.values_list("pk", flat=True))
    feed.records = [HeadRecord("901002", NEW, SINCE, None, "Veerle", "Directeur")]
    load_heads(HOUSE, stage_heads(HOUSE))
    assert before
    assert set(rows.values_list("pk", flat=True)) == before


def test_what_changed_meanwhile_is_not_loaded(world: World, feed: FakeHeads) -> None:
    staged = stage_heads(HOUSE)
    assert stage_heads(HOUSE) == staged
    feed.records = [HeadRecord("901001", OTHER, SINCE, None, "Tom", "Nieuw")]
    with pytest.raises(Invalid, match="intussen iets anders"):
        load_heads(HOUSE, staged)
    newer = stage_heads(HOUSE)
    staged.refresh_from_db()
    assert (staged.state, newer.state) == ("stopped", "staged")


def test_a_feed_that_can_not_be_read_changes_nothing(world: World) -> None:
    with ports.bound(FakeHeads(fault="directeurs.csv is er niet.")):
        jobs_heads.fetch(clock.now())
        with pytest.raises(Invalid, match="is er niet"):
            stage_heads(HOUSE)
    with ports.bound(FakeHeads()), pytest.raises(Invalid, match="leidt vandaag niemand"):
        stage_heads(HOUSE)
    with ports.bound(None):
        jobs_heads.fetch(clock.now())
    assert not HeadsDelivery.objects.exists()


def test_a_number_that_can_not_be_is_told_without_the_number(world: World, feed: FakeHeads) -> None:
    feed.records.append(HeadRecord("901002", "12345678901", SINCE))
    row = stage_heads(HOUSE)
    assert world.other_school.name in row.problems[0]
    assert "12345678901" not in row.problems[0]
    load_heads(HOUSE, row)
    assert heads(world) == {"Veerle Directeur"}


def test_edison_looks_at_the_differences_and_loads(
    world: World, feed: FakeHeads, sign_in: SignIn
) -> None:
    client = sign_in(AUTHORITY)
    answer = post(client, reverse("access:heads"))
    text = text_of(client.get(answer["Location"]))
    for told in (world.school.name, "Veerle Directeur", "aanstellen, nieuw hier", "Kijk dit eerst"):
        assert told in text, told
    assert NEW not in text
    assert "wacht op u" in text_of(client.get("/"))
    post(client, answer["Location"], doe="laden")
    assert heads(world) == {"Veerle Directeur"}
    assert "Geladen" in text_of(client.get(reverse("access:heads")))
    assert sign_in("right role").get(reverse("access:heads")).status_code == 403
