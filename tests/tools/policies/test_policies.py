"""Dated settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from pytest_django import DjangoAssertNumQueries

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Nobody, person, system
from sleutelbos.kernel.decisions import YES
from sleutelbos.kernel.guard import arranging
from sleutelbos.tools.policies import (
    Finding,
    Policy,
    Severity,
    policy,
    reading_once,
    refuse,
    seeding,
    set_value,
    value_of,
)
from sleutelbos.tools.policies import ports as policy_ports
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.policies.registry import POLICIES, NoValue, row_of

HOUSE = system("test")
MAY = date(2026, 5, 1)


@pytest.fixture
def hours() -> Iterator[Policy[int]]:
    """A policy of the tests; those of the rooms are put aside."""
    before = dict(POLICIES)
    POLICIES.clear()
    yield policy("test.hours", type=int, label="Uren", scopes=("call", "entity"))
    POLICIES.clear()
    POLICIES.update(before)


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.stamped(datetime(2026, 5, 1, 10, tzinfo=UTC)):
        yield


def add(
    value: object, first: date | None, last: date | None, kind: str = "", key: str = ""
) -> None:
    with arranging():
        PolicyValue.objects.create(
            name="test.hours", value=value, scope_kind=kind, scope_key=key,
            valid=DateRange(first, last), source="seed",
        )  # fmt: skip


@pytest.mark.django_db
def test_value_of_the_day(hours: Policy[int]) -> None:
    add(8, date(2025, 1, 1), date(2026, 1, 1))
    add(7, date(2026, 1, 1), None)
    assert value_of("test.hours", date(2025, 12, 31)) == 8
    assert hours.on(date(2026, 1, 1)) == 7
    with pytest.raises(NoValue):
        hours.on(date(2024, 12, 31))


@pytest.mark.django_db
def test_most_specific_scope_wins(hours: Policy[int]) -> None:
    add(8, None, None)
    add(7, None, None, "call", "2026-1")
    add(6, None, None, "entity", "12")
    assert hours.on(MAY, {"call": "2025-9"}) == 8
    assert hours.on(MAY, {"call": "2026-1"}) == 7
    assert hours.on(MAY, {"entity": 12, "call": "2026-1"}) == 6


@pytest.mark.django_db
def test_a_piece_of_work_reads_once(
    hours: Policy[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add(8, None, date(2026, 5, 2))
    add(9, date(2026, 5, 2), None)
    add(7, None, None, "call", "2026-1")
    with django_assert_num_queries(2), reading_once():
        assert [hours.on(MAY), hours.on(date(2026, 5, 2)), hours.on(MAY)] == [8, 9, 8]
        assert hours.on(MAY, {"call": "2026-1"}) == hours.on(MAY, {"call": "2026-1"}) == 7


@pytest.mark.django_db
def test_a_piece_of_work_sees_its_own_change(hours: Policy[int]) -> None:
    add(8, None, None)
    with reading_once():
        assert hours.on(MAY) == 8
        set_value(HOUSE, "test.hours", value=7, first=MAY)
        assert hours.on(MAY) == 7
        with transaction.atomic():
            set_value(HOUSE, "test.hours", value=6, first=MAY)
            assert hours.on(MAY) == 6
            transaction.set_rollback(True)
        assert hours.on(MAY) == 7


@pytest.mark.django_db
def test_no_two_values_on_one_day(hours: Policy[int]) -> None:
    add(8, None, date(2026, 1, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        add(7, date(2026, 1, 1), None)


@pytest.mark.django_db
def test_change_from_a_day_on(hours: Policy[int]) -> None:
    add(8, None, None)
    set_value(HOUSE, "test.hours", value=7, first=date(2026, 9, 1))
    set_value(HOUSE, "test.hours", value=6, first=date(2026, 7, 1))  # replaces the plan
    assert [hours.on(date(2026, month, 1)) for month in (5, 7, 9)] == [8, 6, 6]
    set_value(HOUSE, "test.hours", value=5, first=MAY)
    assert hours.on(date(2026, 4, 30)) == 8
    assert hours.on(MAY) == 5


@pytest.mark.django_db
def test_change_for_one_scope_leaves_the_others(hours: Policy[int]) -> None:
    add(8, None, None)
    set_value(HOUSE, "test.hours", value=7, first=MAY, scope=("call", "2026-1"))
    assert (hours.on(MAY), hours.on(MAY, {"call": "2026-1"})) == (8, 7)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("first", {"first": date(2026, 4, 30)}),
        ("value", {"value": "zeven"}),
        ("value", {"value": True}),
        ("scope", {"scope": ("school", "1")}),
    ],
)
def test_bad_values(hours: Policy[int], field: str, more: dict[str, object]) -> None:
    with pytest.raises(Invalid) as caught:
        set_value(HOUSE, "test.hours", **{"value": 7, "first": MAY, **more})  # type: ignore[arg-type]
    assert list(caught.value.problems) == [field]


@pytest.mark.django_db
def test_who_may_change(hours: Policy[int], monkeypatch: pytest.MonkeyPatch) -> None:
    owner = person(1)
    monkeypatch.setattr(policy_ports, "_bound", [])
    for by in (owner, Nobody()):
        with pytest.raises(Refused):
            set_value(by, "test.hours", value=7, first=MAY)
    policy_ports.bind(lambda by, name, kind, key: YES if by.pk == 1 else policy_ports.is_system(by))
    set_value(owner, "test.hours", value=7, first=MAY)
    with pytest.raises(Refused):
        set_value(person(2), "test.hours", value=7, first=MAY)


SEED = """
["test.hours"]
value = 8
from = 2020-01-01
source = "law"
note = "artikel 1"
deviators = ["dwse"]
"""


@pytest.mark.django_db
def test_seeds_are_loaded_once(
    hours: Policy[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "policies.toml"
    file.write_text(SEED)
    monkeypatch.setattr(seeding, "_declared", lambda: seeding.read_seeds(file))
    assert seeding.seed_policies() == 1
    assert seeding.seed_policies() == 0
    row = row_of(hours, MAY)
    assert (row.value, row.source, row.severity, row.deviators) == (8, "law", "blocking", ["dwse"])
    set_value(HOUSE, "test.hours", value=7, first=MAY)
    assert seeding.seed_policies() == 0  # the rows rule
    assert hours.on(MAY) == 7
    assert row_of(hours, MAY).deviators == ["dwse"]


@pytest.mark.parametrize(
    "text",
    [
        SEED.replace("hours", "other"),
        SEED.replace("8", '"acht"'),
        SEED.replace("law", "gut"),
        SEED.replace("note", "remark"),
        SEED + 'scope = {school = "1"}\n',
    ],
)
def test_seed_that_does_not_fit(hours: Policy[int], tmp_path: Path, text: str) -> None:
    file = tmp_path / "policies.toml"
    file.write_text(text)
    with pytest.raises(seeding.BadSeed):
        list(seeding.read_seeds(file))


def test_types() -> None:
    days = Policy("x", list[int], "x")
    assert days.accepts([30, 7, 1])
    assert not days.accepts([30, "7"])
    assert not days.accepts(30)


def test_findings_that_block() -> None:
    hints = [Finding("hint", Severity.WARNING, "Let op.", field="first")]
    refuse(hints)
    blocking = [
        Finding("one", Severity.BLOCKING, "Eerste.", "S1", "first"),
        Finding("two", Severity.BLOCKING, "Tweede.", "S1", "first"),
        Finding("whole", Severity.BLOCKING, "Alles."),
    ]
    with pytest.raises(Invalid) as caught:
        refuse([*hints, *blocking])
    assert caught.value.problems == {"first": "Eerste.", "": "Alles."}
