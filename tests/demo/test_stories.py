"""The stories themselves: nobody real, nothing that refers to nothing."""

from __future__ import annotations

from datetime import date

import pytest

from sleutelbos.access import chain
from sleutelbos.demo import identifiers, sources, stories
from sleutelbos.demo.telling import VERBS
from sleutelbos.register.public import KboFault, KeyKind, NumberKind, parse_enterprise, parse_insz

FAKE_INSTELLINGSNUMMERS = range(999001, 999100)


def test_everybody_has_a_test_number_of_his_own() -> None:
    numbers = [one.insz for one in stories.people().values()]
    numbers += [record.insz for record in sources.strangers().values()]
    assert len(set(numbers)) == len(numbers) > 120
    for number in numbers:
        assert parse_insz(number, allow_test=True).kind is NumberKind.TST


def test_birth_and_sex_fit_the_number() -> None:
    for one in stories.people().values():
        read = parse_insz(one.insz, allow_test=True)
        assert read.birth == one.birth


def test_addresses_lead_nowhere() -> None:
    assert all(one.email.endswith("@example.be") for one in stories.people().values())


def test_numbers_of_organisations_are_real_only_for_public_bodies() -> None:
    for key in stories.keys().values():
        if key.kind == KeyKind.KBO:
            with pytest.raises(KboFault):
                parse_enterprise(key.value, allow_test=False)
        elif key.kind == KeyKind.INR:
            assert int(key.value) in FAKE_INSTELLINGSNUMMERS
        else:
            assert key.value.startswith("OVO")


def test_no_number_is_used_twice() -> None:
    enterprises = [row["enterprise"] for row in stories.companies()]
    sites = [number for row in stories.companies() for number, _name in row["sites"]]
    schools = [row["inr"] for row in stories.schools()]
    for numbers in (enterprises, sites, schools):
        assert len(set(numbers)) == len(numbers)


def test_steps_speak_of_what_exists() -> None:
    people, organisations = stories.people(), stories.keys()
    for step in stories.steps():
        assert step.do in VERBS, step
        assert step.by in people or step.by == "systeem", step
        assert set(step.person.split("+")) <= {"", *people}, step
        assert not step.organisation or step.organisation in organisations, step
        assert step.day < 0, step
        if step.do == "appoint":
            assert step.what.partition(":")[0] in chain.kind_rules(), step
        if step.do in ("withdraw", "refuse", "end-post", "end-relation", "help", "answer"):
            assert step.note, step


def test_working_days_skip_the_weekend() -> None:
    monday = date(2026, 3, 9)
    assert stories.working_day(monday, -1) == date(2026, 3, 6)
    assert stories.working_day(date(2026, 3, 8), -1) == date(2026, 3, 6)
    assert stories.working_day(monday, -6) == date(2026, 2, 27)
    assert stories.working_day(monday, 0) == monday


def test_personas_are_people_with_a_place_in_the_stories() -> None:
    told = {step.by for step in stories.steps()} | {step.person for step in stories.steps()}
    rows, organisations = stories.personas(), stories.keys()
    assert len({row["code"] for row in rows}) == len(rows) >= 14
    for row in rows:
        assert row["code"] in told
        assert row.get("at", "bouw") in organisations
        assert all(row[name] for name in ("function", "organisation", "story", "task", "page"))


@pytest.mark.parametrize("number", [0, 1, 999_999])
def test_blocks_of_demo_numbers(number: int) -> None:
    assert parse_enterprise(identifiers.enterprise(number), allow_test=True)
    with pytest.raises(KboFault):
        parse_enterprise(identifiers.enterprise(number), allow_test=False)


def test_a_million_persons_have_numbers_of_their_own() -> None:
    stream = identifiers.births()
    found = {identifiers.insz(*next(stream)) for _ in range(30_000)}
    assert len(found) == 30_000
