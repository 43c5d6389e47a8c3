"""The functions feed: fake and file client keep the same promises."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from sleutelbos.connectors import sheets
from sleutelbos.connectors.kbo_functions import checks, fake, mapping
from sleutelbos.connectors.kbo_functions.client import (
    FUNCTIONS,
    ORGANISATIONS,
    SITES,
    FileFunctions,
)
from sleutelbos.connectors.kbo_functions.fake import FakeFunctions
from sleutelbos.connectors.person_directory import fake as people
from sleutelbos.register import function_kinds
from sleutelbos.register.kbo import numbers
from sleutelbos.register.ports import Address, FunctionRecord, KboFunctionsFeed


def sheet(path: Path, header: tuple[str, ...], rows: Iterable[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def address(record: Address) -> list[object]:
    return [
        record.street, record.house_number, record.box, record.postcode, record.municipality,
        record.country,
    ]  # fmt: skip


def written(directory: Path) -> Path:
    """The files as the other service hands them over."""
    sheet(
        directory / FUNCTIONS,
        (*mapping.FUNCTIONS, *mapping.NAMES),
        (
            [numbers.shown(f.number), f.insz, f.function, f.first, f.last or "", "", ""]
            for f in fake.DEMO_FUNCTIONS
        ),
    )
    sheet(
        directory / ORGANISATIONS,
        (*mapping.ORGANISATIONS, *mapping.ORGANISATIONS_MORE),
        (
            [
                *(o.number, o.name, o.legal_form, o.legal_situation),
                *(o.started_on, o.stopped_on or "", o.short_name, o.email),
                *address(o.address),
            ]
            for o in fake.DEMO_ORGANISATIONS
        ),
    )
    sheet(
        directory / SITES,
        (*mapping.SITES, *mapping.ADDRESS),
        (
            [o.number, s.number, s.name, s.started_on, *address(s.address)]
            for o in fake.DEMO_ORGANISATIONS
            for s in o.sites
        ),
    )
    return directory


@pytest.fixture(params=["fake", "file"])
def feed(request: pytest.FixtureRequest, tmp_path: Path) -> KboFunctionsFeed:
    if request.param == "fake":
        return FakeFunctions()
    return FileFunctions(written(tmp_path), allow_test=True)


def test_all_functions_in_an_enterprise(feed: KboFunctionsFeed) -> None:
    found = feed.functions_of(fake.JOINERY)
    assert len(found) == 4
    assert {record.number for record in found} == {fake.JOINERY}
    assert FunctionRecord(
        fake.JOINERY, people.SOFIE.insz, "bestuurder", date(2012, 1, 1), date(2019, 12, 31)
    ) in found  # fmt: skip


def test_all_functions_of_a_person(feed: KboFunctionsFeed) -> None:
    held = feed.functions_held(people.FATIMA.insz)
    assert {record.number for record in held} == {fake.JOINERY, fake.TRAINING}
    assert {record.insz for record in held} == {people.FATIMA.insz}


def test_both_ways_tell_the_same(feed: KboFunctionsFeed) -> None:
    known = [fake.BAKERY, fake.JOINERY, fake.TRAINING, fake.PRINTER]
    by_number = {record for number in known for record in feed.functions_of(number)}
    persons = {record.insz for record in by_number}
    assert {record for person in persons for record in feed.functions_held(person)} == by_number


def test_codes_are_those_of_our_table(feed: KboFunctionsFeed) -> None:
    for record in feed.functions_of(fake.JOINERY) + feed.functions_of(fake.PRINTER):
        assert record.function in function_kinds.kinds()


def test_an_enterprise_with_its_sites(feed: KboFunctionsFeed) -> None:
    assert feed.organisation(fake.BAKERY) == fake.DEMO_ORGANISATIONS[0]
    assert feed.organisation(fake.PRINTER) == fake.DEMO_ORGANISATIONS[3]


def test_one_that_stopped(feed: KboFunctionsFeed) -> None:
    stopped = feed.organisation(fake.TEXTILE)
    assert stopped is not None
    assert stopped.stopped_on == date(2024, 3, 31)


def test_what_is_not_known(feed: KboFunctionsFeed) -> None:
    assert feed.organisation("0200068636") is None
    assert feed.functions_of("0200068636") == []
    assert feed.functions_held("85073003328") == []
    assert feed.functions_of("") == feed.functions_held("") == []


def test_answers_are_copies(feed: KboFunctionsFeed) -> None:
    feed.functions_of(fake.JOINERY).clear()
    assert len(feed.functions_of(fake.JOINERY)) == 4


def test_functions_alone_are_enough(tmp_path: Path) -> None:
    header = ",".join(mapping.FUNCTIONS)
    (tmp_path / FUNCTIONS).write_text(f"{header}\n200068636,85073003328,90001,01/02/2020,\n")
    feed = FileFunctions(tmp_path, allow_test=False)
    assert feed.functions_of("0200068636") == [
        FunctionRecord("0200068636", "85073003328", "curator", date(2020, 2, 1))
    ]
    assert feed.organisation("0200068636") is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("0200068637,85073003328,curator,,", "functies.csv, regel 2: een nummer klopt niet."),
        ("0200068636,85073003329,curator,,", "functies.csv, regel 2: een nummer klopt niet."),
        ("0200068636,85073003328,koning,,", "functies.csv, regel 2: de functie is niet gekend."),
        ("0200068636,85073003328,curator,1-2-3,", "functies.csv, regel 2: een datum klopt niet."),
        (
            "0200068636,85073003328,curator,2020-02-01,2020-01-31",
            "functies.csv, regel 2: een datum klopt niet.",
        ),
        ("0200068636,85073003328", "functies.csv, regel 2: er zijn te veel of te weinig kolommen."),
        (f"{fake.BAKERY},85073003328,curator,,", "functies.csv, regel 2: een nummer klopt niet."),
    ],
)
def test_a_broken_line_refuses_the_file(tmp_path: Path, line: str, sentence: str) -> None:
    (tmp_path / FUNCTIONS).write_text(f"{','.join(mapping.FUNCTIONS)}\n{line}\n")
    assert checks.problems(tmp_path, allow_test=False) == [sentence]
    with pytest.raises(sheets.BrokenFile):
        FileFunctions(tmp_path, allow_test=False).functions_held("85073003328")


def test_a_good_directory_has_no_problems(tmp_path: Path) -> None:
    assert checks.problems(tmp_path, allow_test=True) == ["functies.csv is er niet."]
    assert checks.problems(written(tmp_path), allow_test=True) == []


def test_the_files_are_read_again_when_one_changes(tmp_path: Path) -> None:
    feed = FileFunctions(written(tmp_path), allow_test=True)
    assert feed.functions_of(fake.PRINTER)
    (tmp_path / FUNCTIONS).write_text(",".join(mapping.FUNCTIONS) + "\n")
    assert feed.functions_of(fake.PRINTER) == []
