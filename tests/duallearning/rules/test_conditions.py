"""The conditions of recognition: pure rules, tried at their bounds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.duallearning.recognition.rules import conditions
from sleutelbos.duallearning.recognition.rules.conditions import Limits, MentorFacts
from sleutelbos.duallearning.recognition.states import Condition
from sleutelbos.tools.policies import Finding, Severity

LIMITS = Limits(25, 5, 1, 12, ("rsz-schulden",))
TODAY = date(2026, 11, 30)


def mentor(**more: object) -> MentorFacts:
    values = {"name": "Mieke", "birth": date(1980, 1, 1), "experience": 9, "educated": False,
              "extract_on": date(2026, 6, 1), **more}  # fmt: skip
    return MentorFacts(**values)  # type: ignore[arg-type]


def codes(findings: object, severity: Severity = Severity.BLOCKING) -> list[str]:
    found: list[Finding] = list(findings)  # type: ignore[call-overload]
    return [one.code for one in found if one.severity == severity]


@pytest.mark.requirement("W09")
@pytest.mark.parametrize(
    ("birth", "young"), [(date(2001, 11, 30), False), (date(2001, 12, 1), True)]
)
def test_a_mentor_is_of_age_on_his_birthday(birth: date, young: bool) -> None:
    found = codes(conditions.of_mentor(mentor(birth=birth), TODAY, LIMITS))
    assert found == (["M01"] if young else [])


def test_two_mentors_of_whom_one_is_24(db: None) -> None:
    pair = [mentor(), mentor(name="Jonas", birth=date(2002, 5, 5))]
    found = [str(one.sentence) for one in conditions.of_mentors(pair, TODAY, LIMITS)]
    assert found == ["Jonas is jonger dan 25 jaar en kan nog geen mentor zijn."]


@pytest.mark.requirement("W02")
@pytest.mark.parametrize(
    ("extract_on", "wrong"),
    [
        (date(2025, 11, 30), False),  # a year old to the day
        (date(2025, 11, 29), True),  # a year and a day
        (date(2026, 11, 30), False),
        (date(2026, 12, 1), True),  # not made yet
    ],
)
def test_an_extract_counts_a_year(extract_on: date, wrong: bool) -> None:
    found = codes(conditions.of_extract(mentor(extract_on=extract_on), TODAY, LIMITS))
    assert found == (["M04"] if wrong else [])


def test_less_experience_needs_an_education() -> None:
    less = mentor(experience=4)
    assert codes(conditions.of_mentor(less, TODAY, LIMITS)) == ["M02"]
    educated = mentor(experience=4, educated=True)
    assert codes(conditions.of_mentor(educated, TODAY, LIMITS)) == []
    assert codes(conditions.of_mentor(educated, TODAY, LIMITS), Severity.WARNING) == ["M02"]


def test_an_age_that_nobody_knows_is_for_the_partnership() -> None:
    unknown = list(conditions.of_mentor(mentor(birth=None), TODAY, LIMITS))
    assert codes(unknown) == []
    assert codes(unknown, Severity.WARNING) == ["M01"]


@pytest.mark.parametrize(
    ("workers", "places", "mentors", "found"),
    [
        (0, 1, 1, []),
        (0, 2, 2, ["E10"]),
        (3, 3, 3, []),
        (3, 4, 4, ["E10"]),
        (9, 2, 1, ["E11"]),
        (9, 2, 0, []),  # without mentors another rule speaks
        (1, 2, 1, ["E10", "E11"]),
    ],
)
def test_learners_are_bounded_by_employees_and_mentors(
    workers: int, places: int, mentors: int, found: list[str]
) -> None:
    assert codes(conditions.of_places(workers, places, mentors, LIMITS)) == found


def test_each_condition_is_answered_with_yes() -> None:
    yes = [(one, True) for one in Condition]
    assert codes(conditions.of_company(yes)) == []
    assert codes(conditions.of_company(yes[1:])) == [f"E-{Condition.ORGANISATION}"]
    assert codes(conditions.of_company([*yes[1:], (Condition.ORGANISATION, False)])) == [
        f"E-{Condition.ORGANISATION}"
    ]


def test_documents_that_the_partnership_asks_for() -> None:
    assert codes(conditions.of_documents(["ander"], LIMITS)) == ["E09-rsz-schulden"]
    assert codes(conditions.of_documents(["rsz-schulden"], LIMITS)) == []


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 120))
def test_months_after_keeps_day_or_falls_back_to_the_last(day: date, months: int) -> None:
    later = conditions.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and day.day > 28)
