"""Doubles: everything kept, clashes by choice, undone exactly (T15, S22)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.staff_decide import approve_entry
from sleutelbos.timereg.actions.staff_entries import present_entry
from sleutelbos.timereg.actions.staff_merge import merge_people, undo_merge
from sleutelbos.timereg.models import Allocation, MergeRecord, ProjectMember, WorkEntry
from sleutelbos.timereg.queries.merging import Preview
from sleutelbos.timereg.rules.merging import Hours, clashes, same_twice
from sleutelbos.timereg.rules.merging import Share as Part
from tests.timereg.examples_staff import approved, entered, merged, presented
from tests.world import World
from tests.world_timereg_staff import (
    DOUBLE,
    LEADER,
    PROMOTER,
    SHARES,
    STAFF,
    make_member,
    make_project,
    member,
    project,
)

WHY = "Zelfde persoon, nieuw nummer."


def merge(world: World, *aside: str, gone: str = DOUBLE) -> MergeRecord:
    return merge_people(
        world.actor(PROMOTER), world.people[STAFF], world.people[gone], world.company,
        reason=WHY, aside=list(aside),
    )  # fmt: skip


def picture() -> dict[str, Any]:
    """What a merge may move, of every row."""
    return {
        "members": list(
            ProjectMember.objects.order_by("pk").values(
                "pk", "person", "active", "supervisor", "merged_into"
            )
        ),
        "entries": list(WorkEntry.objects.order_by("pk").values("pk", "member", "person", "aside")),
        "allocations": list(
            Allocation.objects.order_by("pk").values("pk", "member", "person", "aside")
        ),
    }


@pytest.mark.requirement("T15")
def test_everything_moves_and_comes_back(world: World) -> None:
    one, other = entered(world, STAFF), approved(world)
    theirs = presented(world, DOUBLE)
    before = picture()
    record = merge(world)
    theirs.refresh_from_db()
    assert (theirs.person, theirs.member) == (world.people[STAFF], member(world))
    assert theirs.state == "presented"
    assert WorkEntry.objects.filter(person=world.people[STAFF]).count() == 3
    assert member(world, DOUBLE).merged_into == member(world)
    undo_merge(world.actor(PROMOTER), record)
    assert picture() == before
    assert {one.pk, other.pk} < set(WorkEntry.objects.values_list("pk", flat=True))
    with pytest.raises(Refused, match="al ongedaan gemaakt"):
        undo_merge(world.actor(PROMOTER), MergeRecord.objects.get(pk=record.pk))


@pytest.mark.requirement("T15")
def test_what_clashes_is_set_aside_by_choice_and_comes_back(world: World) -> None:
    mine = entered(world, STAFF, minutes=None, start=540, end=720)
    theirs = entered(world, DOUBLE, minutes=None, start=600, end=720)
    before = picture()
    with pytest.raises(Invalid, match="Duid per botsing aan"):
        merge(world)
    record = merge(world, str(theirs.uid))
    theirs.refresh_from_db()
    assert theirs.aside
    assert theirs.state == "draft"
    mine.refresh_from_db()
    assert not mine.aside
    undo_merge(world.actor(PROMOTER), record)
    assert picture() == before


@pytest.mark.requirement("T15")
def test_work_after_the_merge_stays_with_who_stayed(world: World) -> None:
    entered(world, STAFF)
    theirs = presented(world, DOUBLE)
    before = picture()
    record = merge(world)
    new = entered(world, STAFF, minutes=30)
    theirs = WorkEntry.objects.get(pk=theirs.pk)
    approve_entry(world.actor(LEADER), theirs)
    undo_merge(world.actor(PROMOTER), record)
    after = picture()
    assert [row for row in after["entries"] if row["pk"] != new.pk] == before["entries"]
    assert WorkEntry.objects.get(pk=new.pk).person == world.people[STAFF]
    assert WorkEntry.objects.get(pk=theirs.pk).state == "approved"


def test_what_was_set_aside_does_not_come_back_over_new_work(world: World) -> None:
    entered(world, STAFF, minutes=None, start=540, end=600)
    theirs = entered(world, DOUBLE, minutes=None, start=540, end=600)
    mine = WorkEntry.objects.exclude(pk=theirs.pk).get()
    record = merge(world, str(mine.uid))
    with arranging():
        WorkEntry.objects.filter(pk=theirs.pk).update(span=None)
    entered(world, STAFF, minutes=None, start=570, end=590)
    with pytest.raises(Invalid, match="In die uren staat al"):
        undo_merge(world.actor(PROMOTER), record)
    assert WorkEntry.objects.get(pk=mine.pk).aside


@pytest.mark.requirement("T15")
def test_a_project_that_only_the_double_has_goes_along(world: World) -> None:
    with arranging():
        make_project(world, project().call, "20005", "uren")
        make_member(world, DOUBLE, LEADER, "20005")
    before = picture()
    record = merge(world)
    made = member(world, STAFF, "20005")
    assert made.active
    undo_merge(world.actor(PROMOTER), record)
    after = picture()
    after["members"] = [row for row in after["members"] if row["pk"] != made.pk]
    assert after == before
    assert not ProjectMember.objects.get(pk=made.pk).active


def test_shares_above_a_full_time_clash(world: World) -> None:
    with arranging():
        make_member(world, DOUBLE, LEADER, SHARES)
        month = clock.today().replace(day=1)
        rows = [
            Allocation.objects.create(
                member=member(world, who, SHARES), person=world.people[who], percent=Decimal(60),
                first=month, last=month, calculation="x", activity="x", entered_at=clock.now(),
                entered_by=world.people[PROMOTER],
            )
            for who in (STAFF, DOUBLE)
        ]  # fmt: skip
    preview = Preview(world.company, world.people[STAFF], world.people[DOUBLE])
    (clash,) = preview.clashes()
    assert (clash.kind, set(clash.keys)) == ("month", {str(row.uid) for row in rows})
    merge(world, str(rows[1].uid))


def test_who_led_or_approved_the_other_is_not_the_same(world: World) -> None:
    with arranging():
        make_project(world, project().call, "20006", "uren")
        make_member(world, LEADER, PROMOTER, "20006")
    with pytest.raises(Invalid, match="leidinggevende van de andere"):
        merge(world, gone=LEADER)
    entry = approved(world)
    with arranging():
        WorkEntry.objects.filter(pk=entry.pk).update(approved_by=world.people[DOUBLE])
    with pytest.raises(Invalid, match="keurde prestaties van de andere goed"):
        merge(world)


@pytest.mark.parametrize(
    ("gone", "reason", "sentence"),
    [(STAFF, WHY, "twee verschillende"), (DOUBLE, " ", "waarom"), (PROMOTER, WHY, "zelf")],
)
def test_what_is_wrong_is_said(world: World, gone: str, reason: str, sentence: str) -> None:
    with pytest.raises((Invalid, Refused), match=sentence):
        merge_people(
            world.actor(PROMOTER), world.people[STAFF], world.people[gone], world.company,
            reason=reason,
        )  # fmt: skip


def test_a_later_merge_is_undone_first(world: World) -> None:
    first = merged(world)
    with arranging():
        third = world.add("third", world.people["member without right"], world.company)
        ProjectMember.objects.create(
            project=project(), organisation=world.company, person=third,
            supervisor=world.people[LEADER], added_at=clock.now(),
        )  # fmt: skip
    by = world.actor(PROMOTER)
    second = merge_people(by, third, world.people[STAFF], world.company, reason=WHY)
    with pytest.raises(Invalid, match="Een latere samenvoeging"):
        undo_merge(by, first)
    undo_merge(by, second)
    assert undo_merge(by, first).undone_at is not None


steps = st.lists(
    st.tuples(
        st.sampled_from([STAFF, DOUBLE]),
        st.integers(0, 3),  # days ago
        st.integers(0, 22),  # from which hour
        st.integers(1, 3),  # how many hours
        st.booleans(),  # with the hours of the clock
    ),
    min_size=1,
    max_size=8,
)


def _work(world: World, plan: list[tuple[str, int, int, int, bool]]) -> None:
    for who, ago, start, hours, spanned in plan:
        day = clock.today() - timedelta(days=ago + 1)
        end = min(start + hours, 24) * 60
        more = {"start": start * 60, "end": end} if spanned else {}
        try:
            with transaction.atomic():
                row = entered(world, who, minutes=hours * 60, day=day, **more)
                if hours % 2:
                    present_entry(world.actor(who), row)
        except Invalid:
            continue  # over another of his own


@pytest.mark.requirement("T15")
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=steps, after=steps)
def test_merge_work_undo(
    world: World,
    before: list[tuple[str, int, int, int, bool]],
    after: list[tuple[str, int, int, int, bool]],
) -> None:
    """Whatever was there, and whatever came after: undone, each row is where it was."""
    with transaction.atomic():
        _work(world, before)
        was = picture()
        preview = Preview(world.company, world.people[STAFF], world.people[DOUBLE])
        aside: set[str] = set()
        while left := preview.clashes(aside):
            aside.add(left[0].keys[-1])
        record = merge(world, *aside)
        assert WorkEntry.objects.count() == len(was["entries"])
        known = set(WorkEntry.objects.values_list("pk", flat=True))
        _work(world, [(STAFF, *rest) for _who, *rest in after])  # type: ignore[misc]
        try:
            with transaction.atomic():
                undo_merge(world.actor(PROMOTER), record)
        except Invalid:
            assert aside, "only what was set aside can stand in the way"
        else:
            now = picture()
            now["entries"] = [row for row in now["entries"] if row["pk"] in known]
            assert now == was
        transaction.set_rollback(True)


DAY = date(2026, 3, 2)
hours = st.builds(
    Hours,
    key=st.uuids().map(str),
    day=st.dates(DAY, DAY + timedelta(days=2)),
    minutes=st.integers(1, 1000),
    project=st.integers(1, 2),
)


@given(st.lists(hours, max_size=8))
def test_without_the_rows_of_a_clash_it_is_gone(rows: list[Hours]) -> None:
    away: set[str] = set()
    while found := clashes([row for row in rows if row.key not in away], [], 100):
        away.add(found[0].keys[0])
    assert not clashes([row for row in rows if row.key not in away], [], 100)


@given(st.lists(hours, max_size=6), st.lists(hours, max_size=6))
def test_a_pair_is_found_once(one: list[Hours], other: list[Hours]) -> None:
    assert len(same_twice(one, other)) <= min(len(one), len(other))
    assert same_twice(one, one) == {row.key for row in one}


def test_shares_are_added_per_month() -> None:
    rows = [
        Part("a", Decimal(60), date(2026, 1, 1), date(2026, 3, 1)),
        Part("b", Decimal(50), date(2026, 3, 1), date(2026, 4, 1)),
    ]
    (clash,) = clashes([], rows, 100)
    assert (clash.kind, clash.when) == ("month", date(2026, 3, 1))
