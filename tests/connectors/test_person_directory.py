"""The Rijksregister: fake and file client keep the same promises."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sleutelbos.connectors import sheets
from sleutelbos.connectors.person_directory import checks, fake, mapping
from sleutelbos.connectors.person_directory.client import FILE, FileDirectory
from sleutelbos.connectors.person_directory.fake import FakeDirectory
from sleutelbos.register import insz
from sleutelbos.register.ports import PersonDirectory, PersonRecord


def written(directory: Path, people: tuple[PersonRecord, ...] = fake.DEMO_PEOPLE) -> Path:
    """The file as the other service hands it over."""
    with (directory / FILE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(mapping.COLUMNS)
        for one in people:
            number = insz.shown(one.insz)
            died = one.deceased_on.strftime("%d/%m/%Y") if one.deceased_on else ""
            writer.writerow(
                [
                    *(number, one.given_name, one.family_name),
                    *(one.birth_date or "", died, one.replaced_by),
                ]
            )
    return directory


@pytest.fixture(params=["fake", "file"])
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> PersonDirectory:
    if request.param == "fake":
        return FakeDirectory(anyone=False)
    return FileDirectory(written(tmp_path), allow_test=True)


def test_a_person_is_found(directory: PersonDirectory) -> None:
    assert directory.find(fake.ANNELIES.insz) == fake.ANNELIES


def test_the_same_question_gets_the_same_answer(directory: PersonDirectory) -> None:
    for known in fake.DEMO_PEOPLE:
        assert directory.find(known.insz) == directory.find(known.insz)


def test_nobody_has_the_number(directory: PersonDirectory) -> None:
    assert directory.find("85073003328") is None
    assert directory.find("00600099536") is None
    assert directory.find("") is None
    assert directory.find("geen nummer") is None


def test_somebody_who_died(directory: PersonDirectory) -> None:
    luc = directory.find(fake.LUC.insz)
    assert luc is not None
    assert luc.deceased_on == date(2024, 12, 3)


def test_a_replaced_number_names_the_new_one(directory: PersonDirectory) -> None:
    before = directory.find(fake.NADIA_BEFORE.insz)
    assert before is not None
    now = directory.find(before.replaced_by)
    assert now is not None
    assert (now.insz, now.replaced_by) == (fake.NADIA.insz, "")


def test_somebody_with_one_name(directory: PersonDirectory) -> None:
    found = directory.find(fake.SUPARMAN.insz)
    assert found is not None
    assert (found.given_name, found.family_name) == ("", "Suparman")


def test_the_fake_invents_somebody_behind_every_test_number_and_no_other() -> None:
    directory = FakeDirectory()
    number = insz.test_number(date(1999, 9, 9), 8)
    found = directory.find(number)
    assert found is not None
    assert found == directory.find(number)
    assert found.given_name in fake.WOMEN
    assert found.birth_date == date(1999, 9, 9)
    for real in ("85073003328", "98472899765"):
        assert directory.find(real) is None


def test_the_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    directory = FileDirectory(written(tmp_path, (fake.BART,)), allow_test=True)
    assert directory.find(fake.ANNELIES.insz) is None
    written(tmp_path, (fake.BART, fake.ANNELIES))
    assert directory.find(fake.ANNELIES.insz) == fake.ANNELIES


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "personen.csv: de kolommen moeten insz, voornaam"),
        ("insz,naam\n", "personen.csv: de kolommen moeten insz, voornaam"),
        (",".join(mapping.COLUMNS) + "\n1,2\n", "personen.csv, regel 2: er zijn te veel of te"),
        (",".join(mapping.COLUMNS) + "\n85073003329,A,B,,,\n", "personen.csv, regel 2: het nummer"),
        (",".join(mapping.COLUMNS) + "\n85073003328,A,B,x,,\n", "personen.csv, regel 2: een datum"),
        (",".join(mapping.COLUMNS) + '\n"85073003328,A', "personen.csv, regel 2: het bestand is"),
        (",".join(mapping.COLUMNS) + "\n\x00\n", "personen.csv is geen tekst in UTF-8."),
    ],
)
def test_a_broken_file_is_refused_whole(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert str(checks.problems(tmp_path, allow_test=True)[0]).startswith(sentence)
    with pytest.raises(sheets.BrokenFile):
        FileDirectory(tmp_path, allow_test=True).find("85073003328")


def test_a_file_in_another_encoding_or_absent(tmp_path: Path) -> None:
    assert checks.problems(tmp_path, allow_test=True) == ["personen.csv is er niet."]
    (tmp_path / FILE).write_bytes("Zoë".encode("latin-1"))
    assert checks.problems(tmp_path, allow_test=True) == ["personen.csv is geen tekst in UTF-8."]


def test_a_good_file_has_no_problems_but_test_numbers_stay_out(tmp_path: Path) -> None:
    assert checks.problems(written(tmp_path), allow_test=True) == []
    assert checks.problems(tmp_path, allow_test=False) != []


def test_semicolons_and_a_byte_order_mark(tmp_path: Path) -> None:
    header = ";".join(mapping.COLUMNS).upper()
    (tmp_path / FILE).write_text(f"\ufeff{header}\n85073003328;Jan;Jans;;;\n", encoding="utf-8")
    found = FileDirectory(tmp_path, allow_test=False).find("85073003328")
    assert found == PersonRecord("85073003328", "Jan", "Jans", date(1985, 7, 30))
