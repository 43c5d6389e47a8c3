"""Directeursopdrachten: fake and file client keep the same promises (G18)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from sleutelbos.access.ports.heads import HeadRecord, HeadsFeed, HeadsUnreachable
from sleutelbos.connectors.school_heads import checks, mapping
from sleutelbos.connectors.school_heads.client import FILE, FileHeads
from sleutelbos.connectors.school_heads.fake import FakeHeads
from sleutelbos.demo import identifiers

pytestmark = pytest.mark.requirement("G18")
ONE, OTHER = identifiers.insz(date(1970, 1, 2), 2), identifiers.insz(date(1971, 3, 4), 1)
RECORDS = [
    HeadRecord("901001", ONE, date(2020, 9, 1), None, "An", "Aerts"),
    HeadRecord("36201", OTHER, date(2019, 9, 1), date(2026, 8, 31), "Jan", "Claes"),
]


def written(directory: Path, records: Iterable[HeadRecord] = RECORDS) -> Path:
    """The file as Onderwijs hands it over."""
    with (directory / FILE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow((*mapping.COLUMNS, *mapping.MORE))
        for one in records:
            writer.writerow([one.institution.zfill(6), one.insz, one.first, one.last or "",
                             one.given_name, one.family_name])  # fmt: skip
    return directory


@pytest.fixture(params=["fake", "file"])
def feed(request: pytest.FixtureRequest, tmp_path: Path) -> HeadsFeed:
    if request.param == "fake":
        return FakeHeads(RECORDS)
    return FileHeads(written(tmp_path), allow_test=True)


@pytest.fixture(params=["fake", "file"])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> HeadsFeed:
    if request.param == "fake":
        return FakeHeads(fault="directeurs.csv is er niet.")
    return FileHeads(tmp_path, allow_test=True)


def test_both_tell_every_directeursopdracht(feed: HeadsFeed) -> None:
    assert list(feed.heads()) == RECORDS
    assert list(feed.heads()) == RECORDS  # asked again: the same
    assert feed.name == "directeurs.csv"
    assert [one.holds_on(date(2026, 9, 1)) for one in feed.heads()] == [True, False]
    assert [one.holds_on(date(2019, 12, 1)) for one in feed.heads()] == [False, True]


def test_both_say_why_they_can_not_be_read(broken: HeadsFeed) -> None:
    with pytest.raises(HeadsUnreachable) as caught:
        broken.heads()
    assert str(caught.value.sentence) == "directeurs.csv is er niet."


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("901001;1;2020-09-01", "regel 2: een nummer klopt niet"),
        (f"12;{ONE};2020-09-01", "regel 2: een nummer klopt niet"),
        (f"901001;{ONE};gisteren", "regel 2: een datum klopt niet"),
        (f"901001;{ONE};", "regel 2: een datum klopt niet"),
        (f"901001;{ONE}", "te veel of te weinig kolommen"),
    ],
)
def test_one_bad_line_refuses_the_file(tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / FILE).write_text(f"instellingsnummer;insz;van\n{line}\n", encoding="utf-8")
    [sentence] = checks.problems(tmp_path, allow_test=True)
    assert why in str(sentence)
    assert ONE not in str(sentence)


def test_a_record_never_shows_the_number_of_a_person() -> None:
    assert ONE not in repr(RECORDS[0])
    assert ONE not in str(RECORDS[0])
