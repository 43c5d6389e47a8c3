"""Followed numbers: what happened in a week, net, each once; our own rows follow (W01)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sleutelbos.connectors.kbo.synthetic import Kind, World
from sleutelbos.connectors.vkbo.fake import FakeVkbo
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import EVENTS
from sleutelbos.register.actions.kbo_events import tell_kbo
from sleutelbos.register.actions.kbo_follow import follow, unfollow
from sleutelbos.register.jobs import tell, tell_now
from sleutelbos.register.kbo import sql
from sleutelbos.register.models import KboEvent, KboFollow, KboLoad, Organisation, Site
from sleutelbos.register.ports import kbo as ports
from sleutelbos.register.ports.kbo import EntityStatus
from sleutelbos.register.public import know_organisation
from sleutelbos.register.queries.kbo_events import pending_events
from sleutelbos.register.states import Source, Status
from sleutelbos.tools.policies import seed_policies
from tests.register import people
from tests.register.kbo_world import full, small, update
from tests.register.people import HOUSE, acting

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("unbound"),
    pytest.mark.requirement("W01"),
]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    seed_policies()
    with ports.bound(folder=lambda: tmp_path / "house"):
        made = small()
        full(made, tmp_path)
        yield made
    sql.clear()


def legal(world: World) -> int:
    return next(o for o in world.entities() if not world.is_site(o) and world.is_legal(o))


def site(world: World) -> int:
    return next(one for one in world.entities() if world.is_site(one))


def followed(*numbers: str, room: str = "test") -> None:
    with arranging():
        follow(numbers, room)


def happen(world: World, folder: Path, one: int, *kinds: Kind) -> None:
    """A day for each of these."""
    for kind in kinds:
        world._turn()
        assert world.happen(one, kind)
        update(world, folder)


def told() -> list[tuple[str, str]]:
    return [(event.number, event.kind) for event in tell_now(HOUSE)]


@pytest.mark.parametrize(
    ("kinds", "net"),
    [
        (["moved"], ["moved"]),
        (["renamed"], ["renamed"]),
        (["situation"], ["situation"]),
        (["moved", "renamed", "moved"], ["moved", "renamed"]),
        (["gone"], ["vanished"]),
        (["gone", "came-back"], []),
        (["moved", "gone"], ["vanished"]),
        (["activities", "contact"], []),
    ],
)
def test_a_week_is_folded_and_told_once(
    world: World, tmp_path: Path, kinds: list[Kind], net: list[str]
) -> None:
    one = legal(world)
    followed(world.number(one))
    happen(world, tmp_path, one, *kinds)
    expected = [(world.number(one), kind) for kind in net]
    assert [(e.number, e.kind) for e in pending_events(HOUSE)] == expected
    assert told() == expected
    assert told() == []
    assert not list(pending_events(HOUSE))


def test_a_vestiging_too(world: World, tmp_path: Path) -> None:
    one = site(world)
    followed(world.number(one))
    happen(world, tmp_path, one, "moved")
    (event,) = tell_now(HOUSE)
    assert (event.kind, event.is_site, event.extract) == ("moved", True, 141)
    assert event.before["house_number"] != event.after["house_number"]
    assert event.before["enterprise"] == world.number(world.owner(one))
    happen(world, tmp_path, one, "gone")
    assert told() == [(world.number(one), "vanished")]
    happen(world, tmp_path, one, "came-back")
    assert told() == [(world.number(one), "came-back")]


def test_who_came_back_elsewhere_moved_too(world: World, tmp_path: Path) -> None:
    one = site(world)
    followed(world.number(one))
    happen(world, tmp_path, one, "gone")
    tell_now(HOUSE)
    world.state(one).address += 1
    happen(world, tmp_path, one, "came-back")
    assert told() == [(world.number(one), "came-back"), (world.number(one), "moved")]


def test_not_while_an_extract_is_half_applied(world: World, tmp_path: Path) -> None:
    one = site(world)
    followed(world.number(one))
    happen(world, tmp_path, one, "moved")
    with arranging():
        KboLoad.objects.filter(number=141).update(state="loading")
    with pytest.raises(Invalid, match=r"Er wordt een levering geladen\. Wacht tot ze klaar is\."):
        tell_now(HOUSE)
    tell(datetime(2025, 10, 6, 8, 0, tzinfo=UTC))
    assert not KboEvent.objects.exists()
    with arranging():
        KboLoad.objects.filter(number=141).update(state="loaded")
    tell(datetime(2025, 10, 6, 12, 0, tzinfo=UTC))
    tell(datetime(2025, 10, 6, 16, 0, tzinfo=UTC))
    assert KboEvent.objects.get().kind == "moved"


def test_what_nobody_follows_gives_nothing(world: World, tmp_path: Path) -> None:
    happen(world, tmp_path, site(world), "moved", "gone")
    assert told() == []


def test_only_from_the_moment_one_follows(world: World, tmp_path: Path) -> None:
    one = site(world)
    happen(world, tmp_path, one, "moved")
    followed(world.number(one))
    assert told() == []


def test_a_number_that_comes_for_the_first_time_is_no_change(world: World, tmp_path: Path) -> None:
    late = next(o for o in range(world.enterprises + world.sites) if not world.is_here(o))
    followed(world.number(late))
    happen(world, tmp_path, late, "came-back")
    assert told() == []
    happen(world, tmp_path, late, "moved")
    assert told() == [(world.number(late), "moved")]


def test_vkbo_says_why_it_stopped(world: World, tmp_path: Path) -> None:
    one = site(world)
    number = world.number(one)
    followed(number)
    happen(world, tmp_path, one, "gone")
    stopped = EntityStatus(number, stopped_on=date(2025, 10, 4), reason="Stopzetting activiteit")
    with ports.bound(lookup=FakeVkbo(stopped)):
        (event,) = tell_now(HOUSE)
    assert (event.kind, event.reason, event.stopped_on) == (
        "stopped", "Stopzetting activiteit", date(2025, 10, 4),
    )  # fmt: skip


def test_vkbo_that_is_away_holds_nothing_up(world: World, tmp_path: Path) -> None:
    one = site(world)
    followed(world.number(one))
    happen(world, tmp_path, one, "gone")
    away = FakeVkbo()
    away.away = True
    with ports.bound(lookup=away):
        assert told() == [(world.number(one), "vanished")]


def test_rooms_follow_and_let_go_apart(world: World) -> None:
    number = world.number(site(world))
    followed(number, room="a")
    followed(number, room="b")
    followed(number, room="a")
    assert KboFollow.objects.get(number=number).rooms == ["a", "b"]
    with arranging():
        unfollow([number], "a")
    assert KboFollow.objects.get(number=number).rooms == ["b"]
    with arranging():
        unfollow([number], "b")
    assert not KboFollow.objects.filter(number=number).exists()


def test_our_own_rows_follow(world: World, tmp_path: Path) -> None:
    one = next(o for o in world.entities() if world.is_site(o) and world.is_legal(world.owner(o)))
    organisation = know_organisation(HOUSE, world.number(world.owner(one)))
    mine = Site.objects.get(number=world.number(one))
    assert mine.organisation == organisation
    happen(world, tmp_path, world.owner(one), "renamed", "moved", "situation")
    happen(world, tmp_path, one, "moved")
    tell_now(HOUSE)
    before = (organisation.name, organisation.address, organisation.legal_situation)
    organisation.refresh_from_db()
    after = (organisation.name, organisation.address, organisation.legal_situation)
    assert all(was != becomes for was, becomes in zip(before, after, strict=True))
    was = mine.address
    mine.refresh_from_db()
    assert mine.address != was
    happen(world, tmp_path, one, "gone")
    tell_now(HOUSE)
    mine.refresh_from_db()
    assert mine.status == Status.STOPPED
    happen(world, tmp_path, one, "came-back")
    tell_now(HOUSE)
    mine.refresh_from_db()
    assert (mine.status, mine.stopped_on) == (Status.ACTIVE, None)
    happen(world, tmp_path, world.owner(one), "gone")
    with arranging():
        Organisation.objects.filter(pk=organisation.pk).update(status=Status.STOPPED)
    tell_now(HOUSE)
    happen(world, tmp_path, world.owner(one), "came-back")
    tell_now(HOUSE)
    organisation.refresh_from_db()
    assert (organisation.status, organisation.stopped_on) == (Status.ACTIVE, None)


def test_a_vestiging_that_opens_later_appears(world: World, tmp_path: Path) -> None:
    """Once, with its address, and followed from then on."""
    one = next(o for o in world.entities() if world.is_site(o) and world.is_legal(world.owner(o)))
    organisation = know_organisation(HOUSE, world.number(world.owner(one)))
    number = world.number(one)
    was = Site.objects.get(number=number)
    with arranging():
        KboFollow.objects.filter(number=number).delete()
        Site.objects.filter(number=number).delete()
    tell_now(HOUSE)
    tell_now(HOUSE)
    found = Site.objects.get(number=number)
    assert (found.organisation, found.address) == (organisation, was.address)
    assert KboFollow.objects.filter(number=number).exists()
    assert not KboEvent.objects.filter(number=number).exists()


def test_what_was_known_before_the_first_file_is_followed_too(tmp_path: Path) -> None:
    seed_policies()
    made = small()
    one = legal(made)
    company = people.organisation("Oude naam", EA=made.number(one))
    with arranging():
        Organisation.objects.filter(pk=company.pk).update(source=Source.KBO)
    with ports.bound(folder=lambda: tmp_path / "house"):
        full(made, tmp_path)
        happen(made, tmp_path, one, "renamed")
        assert (made.number(one), "renamed") in told()
    company.refresh_from_db()
    assert company.name == KboFollow.objects.get(number=made.number(one)).snapshot["name"]
    sql.clear()


def test_an_organisation_that_stopped_is_stopped_here(world: World, tmp_path: Path) -> None:
    one = legal(world)
    organisation = know_organisation(HOUSE, world.number(one))
    happen(world, tmp_path, one, "gone")
    day = date(2025, 10, 1)
    status = EntityStatus(world.number(one), stopped_on=day, reason="Sluiting faillissement")
    with ports.bound(lookup=FakeVkbo(status)):
        assert told() == [(world.number(one), "stopped")]
    organisation.refresh_from_db()
    assert (organisation.status, organisation.stopped_on) == (Status.STOPPED, day)


def test_the_event_names_the_row_and_no_number(world: World, tmp_path: Path) -> None:
    fields = dataclasses.fields(EVENTS["register.kbo-event-told"])
    assert [field.name for field in fields] == ["event", "kind", "site"]
    one = site(world)
    followed(world.number(one))
    happen(world, tmp_path, one, "moved")
    (event,) = tell_now(HOUSE)
    assert KboEvent.objects.get(pk=event.pk).number == world.number(one)


def test_who_does_not_run_the_platform_sees_and_tells_nothing(world: World) -> None:
    stranger = acting(people.person())
    assert not list(pending_events(stranger))
    with pytest.raises(Refused):
        tell_kbo(stranger, statuses={})
