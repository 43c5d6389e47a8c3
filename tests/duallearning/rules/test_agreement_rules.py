"""Rules of agreements: pure, tried at their bounds (W23; werkplekduaal.md §3.3–3.5)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.duallearning.agreement import allowance, timetable
from sleutelbos.duallearning.agreement.rules.hours import of_hours, of_minor
from sleutelbos.duallearning.agreement.rules.term import TermFacts, of_term
from sleutelbos.duallearning.agreement.rules.weights import Weight, refuse_all
from sleutelbos.duallearning.agreement.rules.workplace import (
    WorkplaceFacts,
    most_at_once,
    of_workplace,
)
from sleutelbos.duallearning.agreement.timetable import Slot
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.actions import Invalid
from sleutelbos.tools import dates
from sleutelbos.tools.policies import Finding, Severity

pytestmark = pytest.mark.requirement("W23")

TODAY = date(2026, 11, 30)
SHARES = (290, 320, 345)
WARN = Severity.WARNING
WEIGHTS = {
    "E03": Weight(True, WARN), "E10b": Weight(1), "E11": Weight(2), "A02": Weight(20),
    "A06": Weight(50), "A07b": Weight(True, WARN), "A08": Weight(3), "A09": Weight(38, WARN),
    "A20": Weight(3, WARN), "A21": Weight(15), "A21b": Weight(25, WARN), "J01": Weight(8),
    "J02": Weight(38), "J03": Weight([270, 30, 360, 60]), "J04": Weight(12),
    "J05": Weight(True), "J06": Weight([20, 6]),
}  # fmt: skip


def codes(findings: object, severity: Severity = Severity.BLOCKING) -> list[str]:
    found: list[Finding] = list(findings)  # type: ignore[call-overload]
    return [one.code for one in found if one.severity == severity]


def work(day: int, first: float, last: float, rest: int = 0) -> Slot:
    return Slot(day, int(first * 60), int(last * 60), "werkplek", rest)


def school(day: int, first: float, last: float) -> Slot:
    return Slot(day, int(first * 60), int(last * 60), "school")


@pytest.mark.parametrize(
    ("base", "amounts"),
    [  # every amount that was published
        (165823, (48090, 53070, 57210)),
        (169140, (49060, 54130, 58360)),
        (195499, (56700, 62560, 67450)),
        (207048, (60050, 66260, 71440)),
    ],
)
def test_the_published_amounts_of_the_allowance(base: int, amounts: tuple[int, ...]) -> None:
    assert tuple(allowance.amount(base, share) for share in SHARES) == amounts


@given(st.integers(100_000, 400_000), st.sampled_from(SHARES))
def test_an_amount_is_rounded_up_to_ten_cents(base: int, share: int) -> None:
    cents = allowance.amount(base, share)
    assert cents % 10 == 0
    assert 0 <= cents * 1000 - base * share < 10_000


def test_the_schedule_steps_in_september_and_at_an_index() -> None:
    valid = dates.of_days(date(2022, 3, 1), date(2024, 6, 30))
    rows = {date(2022, 1, 1): 169140, date(2022, 12, 1): 195499, date(2024, 5, 1): 207048}

    def base_on(day: date) -> int:
        return rows[max(first for first in rows if first <= day)]

    steps = allowance.schedule(valid, 2, shares=SHARES, base_on=base_on, indexed=list(rows))
    assert [(one.first, one.category, one.cents, one.expected) for one in steps] == [
        (date(2022, 3, 1), 2, 54130, False),
        (date(2022, 9, 1), 3, 58360, True),
        (date(2022, 12, 1), 3, 67450, True),
        (date(2024, 5, 1), 3, 71440, True),
    ]
    base = {**rows, date(2022, 12, 1): 196000}  # the index was corrected afterwards (§10, 25)
    rows.update(base)
    again = allowance.schedule(valid, 2, shares=SHARES, base_on=base_on, indexed=list(rows))
    assert [one.cents for one in again] == [54130, 58360, 67620, 71440]


def test_money_is_written_as_here() -> None:
    assert allowance.money_text(100_050).replace("\xa0", " ") == "€ 1.000,50"


@pytest.mark.parametrize(
    ("kind", "hours", "wrong"),
    [
        (AgreementKind.OAO, 6.5, True),
        (AgreementKind.OAO, 20 / 3, False),  # twenty hours to the minute
        (AgreementKind.SAO, 20 / 3, True),
        (AgreementKind.SAO, 6.5, False),
        (AgreementKind.PART_TIME, 6, True),
        (AgreementKind.ADULT_STATUTE, 7, False),
        (AgreementKind.ADULT, 7, True),
    ],
)
def test_the_type_asks_for_its_hours(kind: AgreementKind, hours: float, wrong: bool) -> None:
    week = [work(day, 8, 8 + hours) for day in (1, 2, 3)]
    assert codes(of_hours(kind, week, WEIGHTS, minor=False)) == (["A02"] if wrong else [])


def test_a_week_without_workplace_is_no_week() -> None:
    week = [school(1, 9, 12)]
    assert codes(of_hours(AgreementKind.OAO, week, WEIGHTS, minor=True)) == ["A02"]


def test_an_adult_is_half_of_his_hours_at_work() -> None:
    half = [work(1, 8, 16), school(2, 8, 16)]
    assert codes(of_hours(AgreementKind.ADULT, half, WEIGHTS, minor=False)) == []
    less = [work(1, 8, 15.5), school(2, 8, 16)]
    assert codes(of_hours(AgreementKind.ADULT, less, WEIGHTS, minor=False)) == ["A06"]


@pytest.mark.parametrize(
    ("week", "broken"),
    [
        ([work(1, 8, 17, 60)], []),
        ([work(1, 8, 17.5, 60)], ["J01"]),
        ([work(1, 8, 12), school(1, 13, 17)], []),  # the gap is his break
        ([work(1, 8, 12), school(1, 13, 17.5)], ["J01"]),  # hours at school count
        ([work(1, 8, 12.5)], []),
        ([work(1, 8, 13)], ["J03"]),
        ([work(1, 8, 13.5, 30)], []),
        ([work(1, 8, 15, 30)], ["J03"]),
        ([school(1, 8, 15)], []),  # breaks at school are the school's
        ([work(1, 14, 20), work(2, 8, 12)], ["J03"]),  # exactly twelve hours
        ([work(1, 16, 20), work(2, 7.5, 11)], ["J04"]),
        ([work(7, 16, 20), work(1, 7, 11)], ["J04", "J05"]),  # Sunday night to Monday
        ([work(6, 8, 12), work(1, 8, 12)], ["J05"]),
        ([work(6, 8, 12), school(1, 8, 12)], []),
        ([work(1, 17, 20)], []),
        ([work(1, 17, 20.25)], ["J06"]),
        ([work(1, 5.5, 9)], ["J06"]),
        ([work(day, 8, 17, 60) for day in (1, 2, 3, 4, 5)], ["J02"]),
    ],
)
def test_the_working_time_of_a_minor(week: list[Slot], broken: list[str]) -> None:
    assert codes(of_minor(week, WEIGHTS)) == broken
    grown = of_hours(AgreementKind.OAO, week, WEIGHTS, minor=False)
    assert not [code for code in codes(grown) if code.startswith("J")]


def test_a_refusal_names_every_rule_that_is_broken() -> None:
    week = [work(1, 12, 21), work(2, 6.5, 12.5), work(7, 8, 12)]
    found = list(of_minor(week, WEIGHTS))
    with pytest.raises(Invalid) as caught:
        refuse_all(found)
    sentences = " ".join(str(one) for one in caught.value.problems.values())
    for said in ("9 uur", "pauze nodig", "tussen 20 en 6 uur", "12 uur rust", "niet op zondag"):
        assert said in sentences
    assert len(caught.value.problems) == len(found)


def test_a_warning_refuses_nothing() -> None:
    refuse_all([Finding("A20", WARN, "Let op.")])


def facts(**more: object) -> TermFacts:
    values = {
        "kind": AgreementKind.OAO, "birth": date(2009, 12, 1), "guardian": True,
        "valid": dates.of_days(date(2026, 12, 1), date(2027, 6, 30)), "category": 1, "plan": 2,
        "offered": True, **more,
    }  # fmt: skip
    return TermFacts(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "blocking", "warning"),
    [
        ({}, [], []),
        ({"valid": None}, ["A08"], []),
        ({"guardian": False}, ["A01"], []),
        ({"guardian": False, "birth": date(2008, 12, 1)}, [], []),  # grown up on the first day
        ({"guardian": False, "birth": None}, [], []),
        ({"birth": date(2011, 12, 1)}, [], []),
        ({"birth": date(2011, 12, 2)}, ["A21"], []),
        ({"birth": date(2000, 12, 1)}, [], ["A21b"]),
        ({"birth": date(1980, 1, 1), "kind": AgreementKind.ADULT}, [], []),
        ({"valid": dates.of_days(date(2026, 12, 1), date(2029, 11, 30))}, [], []),
        ({"valid": dates.of_days(date(2026, 12, 1), date(2029, 12, 1))}, ["A08"], []),
        ({"valid": dates.of_days(date(2026, 11, 29), date(2027, 6, 30))}, [], ["A07b"]),
        ({"valid": dates.of_days(date(2026, 8, 29), date(2027, 6, 30))}, [], ["A07b", "A20"]),
        ({"valid": dates.of_days(date(2026, 8, 30), date(2027, 6, 30))}, [], ["A07b"]),
        ({"category": None}, ["A05"], []),
        ({"category": None, "kind": AgreementKind.SAO}, [], []),
        ({"plan": 0}, ["A07"], []),
        ({"offered": False}, ["A05"], []),
        ({"overlaps": dates.of_days(date(2026, 9, 1))}, ["A22"], []),
    ],
)
def test_the_term(more: dict[str, object], blocking: list[str], warning: list[str]) -> None:
    found = list(of_term(facts(**more), TODAY, WEIGHTS))
    assert codes(found) == blocking
    assert codes(found, WARN) == warning


def test_a_rule_that_did_not_exist_yet_says_nothing() -> None:
    young = facts(birth=date(2015, 1, 1))
    assert codes(of_term(young, TODAY, {})) == []


def place(**more: object) -> WorkplaceFacts:
    values = {
        "state": "active", "valid": dates.of_days(date(2025, 1, 1), date(2029, 12, 31)),
        "places": 2, "workers": 4, "mentor": "Mieke", "mentor_valid": True, **more,
    }  # fmt: skip
    return WorkplaceFacts(**values)  # type: ignore[arg-type]


YEAR = dates.of_days(date(2026, 12, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("more", "blocking", "warning"),
    [
        ({}, [], []),
        ({"state": "suspended"}, ["A12"], []),
        ({"state": "lifted"}, ["A12"], []),
        ({"stopped": True}, ["A12"], []),
        ({"valid": dates.of_days(date(2026, 12, 2), date(2029, 12, 31))}, ["A12"], []),
        ({"valid": dates.of_days(date(2025, 1, 1), date(2027, 6, 29))}, [], ["E03"]),
        ({"valid": dates.of_days(date(2025, 1, 1), date(2027, 6, 30))}, [], []),
        ({"mentor": ""}, ["M10"], []),
        ({"mentor_valid": False}, ["M10"], []),
        ({"here": 1, "at_site": 3, "with_mentor": 1}, [], []),
        ({"here": 2, "at_site": 2}, ["E10"], []),
        ({"here": 0, "at_site": 4}, ["E10b"], []),
        ({"workers": 0, "at_site": 0}, [], []),  # nobody employed: one learner
        ({"workers": 0, "at_site": 1, "here": 1}, ["E10b"], []),
        ({"with_mentor": 2}, ["E11"], []),
    ],
)
def test_the_workplace(more: dict[str, object], blocking: list[str], warning: list[str]) -> None:
    found = list(of_workplace(place(**more), YEAR, WEIGHTS))
    assert codes(found) == blocking
    assert codes(found, WARN) == warning


def test_no_workplace_yet() -> None:
    assert codes(of_workplace(None, None, WEIGHTS)) == ["A12"]


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(
        lambda one: dates.of_days(
            date.fromordinal(737000 + one[0]), date.fromordinal(737000 + sum(one))
        )
    ),
    max_size=8,
)


@given(SPANS)
def test_the_most_at_once_is_that_of_the_busiest_day(spans: list[dates.DateRange]) -> None:
    within = dates.of_days(date.fromordinal(737010), date.fromordinal(737035))
    days = [date.fromordinal(day) for day in range(737010, 737036)]
    busiest = max(sum(dates.holds_on(span, day) for span in spans) for day in days)
    assert most_at_once(spans, within) == busiest


def test_a_timetable_is_kept_and_read_again() -> None:
    week = (work(2, 8, 12, 15), work(1, 8.5, 16, 30), school(1, 16.5, 18))
    assert timetable.read(timetable.kept(week)) == tuple(sorted(week))
    assert timetable.hours_text(timetable.minutes(week)) == "12,25"
    assert timetable.clock_text(510) == "8:30"
