"""What the clock tells: what ends soon, what ran out, and which organisations have nobody left."""

from __future__ import annotations

from datetime import date

import pytest

from sleutelbos.access.actions.bounds import announce_bounds, anything_to_announce
from sleutelbos.access.actions.grants import withdraw_grant
from sleutelbos.access.jobs import warn
from sleutelbos.access.models import Grant, Mandate, Post
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry, Outbox
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.kernel.periods import DateRange, Period
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.policies import seed_policies
from tests.world import (
    DAY,
    World,
    make_function,
    make_grant,
    make_organisation,
    make_person,
    make_post,
    make_relation,
    period,
    role,
)

CLOCK = system("clock")


@pytest.mark.requirement("G10")
@pytest.mark.parametrize(("days", "lines"), [(7, 1), (1, 1), (8, 0)])
def test_a_day_with_nobody_to_warn_leaves_no_line(world: World, days: int, lines: int) -> None:
    seed_policies()
    guide = role("WerkplekDuaalGebruiker", "trajectbegeleider")
    with arranging():
        Grant.objects.filter(valid__endswith__lte=clock.now() + 31 * DAY).delete()
        relation = make_relation(make_person("Nog", "Even"), world.school)
        make_grant(relation, guide, valid=period(end=days))
    for _again in range(2):
        warn(clock.now())
    deliver_all()
    told = AuditEntry.objects.filter(action="access.warn-ending")
    assert [entry.payload["facts"]["count"] for entry in told] == [1] * lines
    assert Message.objects.filter(kind="access.right-ending").exists() is bool(lines)


def at(days: float) -> None:
    """Let the clock of the worker stand so many days ahead, and announce."""
    with clock.stamped(clock.now() + days * DAY):
        announce_bounds(CLOCK)


def mails_of(kind: str) -> list[int | None]:
    deliver_all()
    return list(
        Message.objects.filter(kind=kind).order_by("person").values_list("person", flat=True)
    )


def events(kind: str) -> int:
    """How many were announced; each subscriber has a row of its own."""
    rows = Outbox.objects.filter(type=kind)
    return rows.values("correlation", "payload").distinct().count()


@pytest.fixture
def begun(world: World) -> World:
    """The clock ran before; nothing of the world runs out soon but what a test makes."""
    with clock.stamped(clock.now() - DAY / 24):
        announce_bounds(CLOCK)
    return world


@pytest.mark.requirement("G25")
def test_what_was_withdrawn_does_not_end_once_more(begun: World) -> None:
    relation = begun.people["right role"].relations.get()
    withdraw_grant(
        begun.actor("hoofd lokale beheerder"), Grant.objects.get(relation=relation), reason="weg"
    )
    at(0.01)
    assert events("access.grant-withdrawn") == 1
    assert events("access.right-ended") == 0


@pytest.mark.requirement("G25")
def test_what_runs_out_is_announced_once(begun: World) -> None:
    with arranging():
        person = make_person("Bijna", "Voorbij")
        relation = make_relation(person, begun.school, valid=period(-10, 2))
        make_grant(relation, role("WerkplekDuaalGebruiker", "trajectbegeleider"))
        make_post(person, begun.school, "lokale-beheerder")
        Mandate.objects.create(
            giver=begun.school, person=person, valid=period(-10, 1), document="M-9",
            role=role("WerkplekDuaalGebruiker", "trajectbegeleider"),
        )  # fmt: skip
    for _again in range(2):
        at(3)
    ended = ("right-ended", "relation-ended", "post-ended", "mandate-ended")
    assert {kind: events(f"access.{kind}") for kind in ended} == dict.fromkeys(ended, 1)
    assert mails_of("access.post-ended") == [person.pk]
    assert "De einddatum is bereikt." in Message.objects.get(kind="access.relation-ended").body


def test_a_minute_with_nothing_leaves_no_line(begun: World) -> None:
    with clock.stamped(clock.now() - DAY / 25):
        assert not anything_to_announce()


@pytest.mark.requirement("G03")
@pytest.mark.parametrize("ends", ["post", "relation", "function"])
def test_the_last_one_who_runs_out_is_told_to_the_next_in_the_chain(
    begun: World, ends: str
) -> None:
    with arranging():
        place = make_organisation("Alleen VZW", "school", OV="901444")
        person = make_person("Laatste", "Beheerder")
        relation = make_relation(
            person, place, valid=period(-60, 2 if ends == "relation" else None)
        )
        if ends == "function":
            make_function(person, place, valid=DateRange(date(2020, 1, 1), clock.today() + 2 * DAY))
        else:
            Post.objects.create(
                person=person, organisation=place, kind="hoofd-lokale-beheerder",
                relation=relation, valid=period(-60, 2 if ends == "post" else None),
            )  # fmt: skip
    at(1)
    assert mails_of("access.organisation-orphaned") == []
    for _again in range(2):
        at(3)
    assert mails_of("access.organisation-orphaned") == [begun.people["edison helpdesk"].pk]


@pytest.mark.requirement("G03")
def test_a_colleague_who_stays_makes_no_orphan(begun: World) -> None:
    post = Post.objects.get(person=begun.people["lokale beheerder"])
    with arranging():
        post.valid = period(-60, 2)
        post.save()
    at(3)
    assert mails_of("access.post-ended") == [post.person_id]
    assert mails_of("access.organisation-orphaned") == []


@pytest.mark.requirement("G03")
@pytest.mark.parametrize("days", [30, 7, 1])
def test_a_post_that_ends_is_warned_of(world: World, days: int) -> None:
    """Its holder, and who appoints in his place."""
    seed_policies()
    post = Post.objects.get(person=world.people["lokale beheerder"])
    with arranging():
        post.valid = Period(post.valid.lower, clock.midnight(clock.today() + (days + 1) * DAY))
        post.save()
    warn(clock.now())
    assert mails_of("access.post-ending") == [post.person_id]
    above = ("hoofd lokale beheerder", "wettelijk vertegenwoordiger", "hoofdtoegangsbeheerder",
             "toegangsbeheerder")  # fmt: skip
    assert mails_of("access.post-ending-next") == sorted(world.people[who].pk for who in above)
    subject = Message.objects.get(kind="access.post-ending").subject
    assert ("eindigt morgen" if days == 1 else f"eindigt over {days} dagen") in subject


@pytest.mark.requirement("G03")
def test_where_nobody_is_above_the_authority_is_warned(world: World) -> None:
    seed_policies()
    post = Post.objects.get(person=world.people["hoofd lokale beheerder elsewhere"])
    with arranging():
        post.valid = Period(post.valid.lower, clock.midnight(clock.today() + 8 * DAY))
        post.save()
    warn(clock.now())
    assert mails_of("access.post-ending-next") == [world.people["edison helpdesk"].pk]
