"""Do the lines of a file fit together: each fault named, whatever the order."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.timereg.feed_checks import checked
from sleutelbos.timereg.ports import Delivery
from tests.timereg.world_feed import (
    COMPANY,
    PARTNER,
    SITE,
    call,
    delivery,
    place,
    project,
    simple,
    training,
)

pytestmark = pytest.mark.requirement("T02")


def found(lines: list[Any], **more: bool) -> list[tuple[int, str, str]]:
    result = checked(delivery(lines, **more))
    return sorted(
        (fault.spot.line - 1 if fault.spot else 0, fault.field, fault.sentence)
        for fault in result.faults
    )


def kept(result: Delivery) -> tuple[list[str], list[tuple[str, str]], list[tuple[str, str]]]:
    return (
        sorted(one.number for one in result.projects),
        sorted((one.project, one.kbo) for one in result.places),
        sorted((one.project, one.code) for one in result.trainings),
    )


def test_a_good_file_has_no_faults() -> None:
    assert found(simple("P1", "P2")) == []


def test_two_promoters() -> None:
    lines = [*simple("P1", "P2"), place("P1", PARTNER, "promotor")]
    sentence = "Dit project heeft twee promotoren."
    assert found(lines) == [(3, "rol", sentence), (8, "rol", sentence)]
    result = checked(delivery(lines))
    assert "P1" in result.damaged
    assert kept(result)[1] == [("P2", COMPANY)]


def test_one_organisation_with_two_vestigingen_has_one_promoter_only() -> None:
    lines = [call(), project("P1"), place("P1"), place("P1", COMPANY, "partner", SITE)]
    assert found(lines) == []


def test_an_unknown_call() -> None:
    lines = [*simple("P1"), project("P2", oproep="999"), place("P2"), training("P2")]
    assert found(lines) == [(5, "oproep", "Oproep 999 is niet gekend.")]
    assert "P2" in checked(delivery(lines)).damaged


def test_a_file_that_is_not_complete_may_speak_of_known_calls() -> None:
    lines = [project("P2", oproep="999"), place("P2")]
    there = delivery(lines, complete=False)
    assert not checked(there, {"999"}).faults
    assert [f.sentence for f in checked(there, {"1"}).faults] == ["Oproep 999 is niet gekend."]
    assert not checked(there).faults  # the validator knows no calls


def test_a_relation_without_project() -> None:
    lines = [*simple("P1"), place("P7"), training("P8")]
    assert found(lines) == [
        (5, "project", "Project P7 is niet gekend."),
        (6, "project", "Project P8 is niet gekend."),
    ]


def test_a_project_without_promoter() -> None:
    lines = [*simple("P1"), project("P2"), place("P2", PARTNER, "partner")]
    assert found(lines) == [(5, "nummer", "Dit project heeft geen promotor.")]


def test_a_promoter_that_could_not_be_read_is_no_missing_promoter() -> None:
    lines = [*simple("P1"), project("P2"), place("P2", "0123456788")]
    assert [fault[1] for fault in found(lines)] == ["kbo"]


def test_the_same_line_twice_is_one_line() -> None:
    lines = simple("P1", "P2")
    result = checked(delivery([*lines, *lines]))
    assert not result.faults
    assert kept(result)[0] == ["P1", "P2"]
    assert not result.damaged


@pytest.mark.parametrize(
    "line",
    [
        call(naam="Anders"),
        project("P1", titel="Anders"),
        place("P1", COMPANY, "partner"),
        training("P1", "A1", "Anders"),
    ],
)
def test_two_lines_that_contradict_each_other_are_both_faults(line: Any) -> None:
    lines = simple("P1", "P2")
    before = {"oproep": 1, "project": 2, "deelname": 3, "opleiding": 4}[line["soort"]]
    told = found([*lines, line])
    contradicting = [one for one in told if one[2].startswith("Dit staat ook op een andere")]
    assert [one[0] for one in contradicting] == [before, len(lines) + 1]
    if line["soort"] != "oproep":
        assert "P1" in checked(delivery([*lines, line])).damaged


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 999), st.sets(st.integers(0, 13)))
def test_the_order_never_matters(seed: int, left_out: set[int]) -> None:
    """Faults and what is kept are the same for every order of whatever lines."""
    lines = [
        *simple("P1", "P2"),
        place("P1", PARTNER, "promotor"),
        project("P2", titel="Anders"),
        project("P3", oproep="999"),
        place("P3", "0123456788"),
        training("P4"),
        training("P2", "A1", "Lassen"),
        place("", COMPANY),
    ]
    lines = [line for number, line in enumerate(lines) if number not in left_out]
    shuffled = list(lines)
    random.Random(seed).shuffle(shuffled)
    one, other = checked(delivery(lines)), checked(delivery(shuffled))
    assert kept(one) == kept(other)
    assert one.damaged == other.damaged
    assert one.lost == other.lost
    assert sorted(f.sentence for f in one.faults) == sorted(f.sentence for f in other.faults)
    assert one.digest == other.digest
