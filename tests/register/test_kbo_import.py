"""The importer of KBO Open Data: real format, exact, all or nothing."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import models as django_models
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sleutelbos.register
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.kbo import layout
from sleutelbos.register.kbo.models import (
    KboAddress,
    KboBranch,
    KboCode,
    KboContact,
    KboDenomination,
    KboEnterprise,
    KboEstablishment,
    KboExtract,
)
from sleutelbos.register.kbo.records import LANGUAGES
from sleutelbos.register.public import load_kbo
from tests.register import people
from tests.register.people import HOUSE, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]
REFERENCE = Path(sleutelbos.register.__file__).parent / "reference"
FULL, UPDATE = REFERENCE / "kbo_sample_full", REFERENCE / "kbo_sample_update"
Rows = dict[str, list[list[str]]]  # file → rows as they stand in the CSV


def mirror() -> dict[str, list[tuple[object, ...]]]:
    """All that the mirror holds, file by file, in an order of its own."""
    found = {}
    for table in (*layout.TABLES, layout.CODES):
        fields = [column.field for column in table.columns]
        rows = table.model._base_manager.values_list(*fields)
        found[table.file] = sorted(rows, key=repr)
    return found


def sentence_of(source: Path) -> str:
    """The refusal of an extract, of which nothing may be kept."""
    before = mirror()
    with pytest.raises(Invalid) as caught:
        load_kbo(HOUSE, source)
    assert mirror() == before
    return str(caught.value.problems[""])


def zipped(directory: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(directory.iterdir()):
            archive.write(file, file.name)
    return target


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the full sample that a test may spoil."""
    return shutil.copytree(FULL, tmp_path / "full")


def test_the_sample_loads() -> None:
    extract = load_kbo(HOUSE, FULL)
    assert (extract.number, extract.type, str(extract.snapshot_on)) == (136, "full", "2025-05-30")
    assert KboEnterprise.objects.count() == 10
    assert str(KboEnterprise.objects.get(number="0200065765").started_on) == "1960-08-09"
    assert KboEstablishment.objects.get(number="2000000438").enterprise == "0403590274"
    assert KboAddress.objects.get(entity="0400357897").struck_off_on is not None
    assert KboAddress.objects.get(entity="0400067095").country_nl == "Frankrijk"
    assert KboContact.objects.filter(entity="0200362408").count() == 2
    assert KboCode.objects.filter(category="ActivityGroup", language="NL").count() == 7


def test_the_languages_of_names_are_those_of_the_code_file() -> None:
    load_kbo(HOUSE, FULL)
    codes = KboCode.objects.filter(category="Language", language="NL")
    labels = dict(codes.values_list("code", "description"))
    assert [labels[code] for code in LANGUAGES] == [
        "Nederlands", "Onbekend", "Frans", "Duits", "Engels",
    ]  # fmt: skip


def test_the_update_follows() -> None:
    load_kbo(HOUSE, FULL)
    load_kbo(HOUSE, UPDATE)
    assert KboAddress.objects.get(entity="0220815847").street_nl == "Wallhäuser Straße, Dürler"
    assert not KboEnterprise.objects.filter(number="0200245711").exists()
    assert not KboDenomination.objects.filter(entity="0200245711").exists()
    # Deletes don't cascade: the address of the enterprise that is gone is an orphan now.
    assert KboAddress.objects.filter(entity="0200245711").exists()
    assert not KboEstablishment.objects.filter(number="2000000438").exists()
    assert not KboBranch.objects.filter(number="9000008705").exists()
    assert KboContact.objects.filter(entity="0200362408").count() == 1
    assert list(KboExtract.objects.order_by("number").values_list("number", "type")) == [
        (136, "full"), (137, "update"),
    ]  # fmt: skip


def test_an_entity_that_is_only_inserted_gets_its_complete_new_set(tmp_path: Path) -> None:
    load_kbo(HOUSE, FULL)
    changed = shutil.copytree(UPDATE, tmp_path / "update")
    with (changed / "denomination_insert.csv").open("a") as file:
        file.write('"0200.068.636","2","001","Farys nieuw"\n')
    load_kbo(HOUSE, changed)
    assert KboDenomination.objects.get(entity="0200068636").name == "Farys nieuw"


def test_a_zip_gives_the_same_as_a_directory(tmp_path: Path) -> None:
    load_kbo(HOUSE, FULL)
    from_directory = mirror()
    load_kbo(HOUSE, zipped(FULL, tmp_path / "KboOpenData_0136_2025_06_01_Full.zip"))
    assert mirror() == from_directory
    load_kbo(HOUSE, zipped(UPDATE, tmp_path / "update.zip"))
    assert KboExtract.objects.count() == 2


def test_extracts_come_in_order(copy: Path) -> None:
    assert sentence_of(UPDATE) == "Laad eerst een volledig uittreksel."
    load_kbo(HOUSE, FULL)
    load_kbo(HOUSE, UPDATE)
    assert sentence_of(UPDATE) == "Uittreksel 137 is al geladen."
    assert sentence_of(FULL) == "Uittreksel 136 is ouder dan wat er al is: 137."
    meta = copy / "meta.csv"
    meta.write_text(meta.read_text().replace('"136"', '"140"').replace('"full"', '"update"'))
    assert sentence_of(copy).startswith("Uittreksel 140 volgt niet op 137.")


def spoil(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


def swap(old: bytes, new: bytes, times: int = -1) -> Callable[[bytes], bytes]:
    """A change that must find what it replaces."""

    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, times)

    return change


def twice(data: bytes) -> bytes:
    return data + data.splitlines()[1] + b"\n"


BROKEN = "Het bestand denomination.csv is beschadigd of niet volledig."
NO_COLUMNS = "Het bestand enterprise.csv heeft niet de kolommen van de KBO."
NO_META = "meta.csv zegt niet welk uittreksel dit is."


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("activity", swap(b',"MAIN"\n', b"\n", 1), "activity.csv, rij 2: er zijn 4 kolommen"),
        ("contact", swap(b'"ENT"', b'"ENT","x"', 1), "contact.csv, rij 2: er zijn 5 kolommen"),
        ("contact", lambda data: data[:-6], "Het bestand contact.csv is beschadigd"),
        ("enterprise", lambda data: b"", NO_COLUMNS),
        ("enterprise", swap(b"Status", b"State"), NO_COLUMNS),
        ("enterprise", swap(b"09-08-1960", b"31-02-1960"), "enterprise.csv, rij 2: de waarde in"),
        ("enterprise", swap(b"09-08-1960", b"9-8-1960"), "enterprise.csv, rij 2: de waarde in"),
        ("enterprise", swap(b"0200.065.765", b"200.065.765"), "enterprise.csv, rij 2: de waarde"),
        ("enterprise", swap(b'"416"', b'"4161"', 1), "enterprise.csv, rij 2: de waarde in"),
        ("enterprise", twice, "enterprise.csv: een nummer staat er twee keer in."),
        ("denomination", swap(b"Veneco", b"V\x00"), "Het bestand denomination.csv is geen CSV"),
        ("denomination", swap(b"Veneco", b"V\xff"), BROKEN),
        ("denomination", lambda data: data + b'"' + b"x" * 99_999, "Het bestand denomination.csv"),
        ("denomination", swap(b"Veneco", b"V" * 321), "denomination.csv, rij 2: de waarde in"),
        ("meta", swap(b'"136"', b'"x"'), NO_META),
        ("meta", swap(b'"full"', b'"half"'), NO_META),
        ("meta", swap(b"Version", b"Vrsion"), NO_META),
    ],
)
def test_a_broken_extract_is_refused_whole(
    copy: Path, name: str, change: Callable[[bytes], bytes], sentence: str
) -> None:
    spoil(copy / f"{name}.csv", change)
    assert sentence_of(copy).startswith(sentence)
    assert not KboExtract.objects.exists()


def test_a_file_that_is_missing(copy: Path) -> None:
    (copy / "branch.csv").unlink()
    assert sentence_of(copy) == "Het bestand branch.csv ontbreekt."
    assert sentence_of(copy.parent) == "Het bestand meta.csv ontbreekt."
    assert sentence_of(copy / "nergens.zip") == "Dit bestand bestaat niet."


def test_a_broken_update_leaves_the_mirror_as_it_was(tmp_path: Path) -> None:
    load_kbo(HOUSE, FULL)
    update = shutil.copytree(UPDATE, tmp_path / "update")
    spoil(update / "branch_delete.csv", lambda b: b.replace(b"9.000.008.705", b"9"))
    assert sentence_of(update).startswith("branch_delete.csv, rij 2:")
    assert KboExtract.objects.get().number == 136


def archive(target: Path, members: dict[str, bytes], *, times: int = 1) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            for _ in range(times):
                made.writestr(name, data)
    return target


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_zip_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "kbo.zip"
    target.write_bytes(b"PK\x03\x04 not a zip")
    assert sentence_of(target) == "Dit is geen leesbaar ZIP-bestand."
    whole = zipped(FULL, tmp_path / "whole.zip").read_bytes()
    target.write_bytes(whole[: len(whole) // 2])
    assert sentence_of(target) == "Dit is geen leesbaar ZIP-bestand."
    elsewhere = "Dit ZIP-bestand bevat iets anders dan de bestanden van de KBO."
    for name in ("../meta.csv", "/meta.csv", "a/meta.csv", "..\\meta.csv"):
        assert sentence_of(archive(target, {name: b"x"})) == elsewhere
    assert sentence_of(archive(target, {"meta.csv": b"x"}, times=2)).startswith("Een bestand staat")
    bomb = {"meta.csv": b"0" * 5_000_000}
    assert sentence_of(archive(target, bomb)) == "Dit ZIP-bestand pakt verdacht groot uit."
    many = {f"{n}.csv": b"x" for n in range(100)}
    assert sentence_of(archive(target, many)).startswith("Dit ZIP-bestand is te groot")


def test_a_zip_with_a_damaged_member(tmp_path: Path) -> None:
    target = tmp_path / "kbo.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        for file in sorted(FULL.iterdir()):
            made.write(file, file.name)
    spoil(target, lambda data: data.replace(b"Farys", b"Faris"))  # the checksum no longer fits
    assert sentence_of(target) == "Het bestand denomination.csv is beschadigd of niet volledig."


def test_only_the_house_loads() -> None:
    assert not load_kbo.check(acting(people.person()), FULL)


# incremental = full, on small invented worlds

ENTITIES = [f"0{n}" * 5 for n in range(1, 7)]
cells = st.text("aé\"',;\n ", max_size=4)
days = st.sampled_from(["", "01-02-1999", "31-12-2020"])


def rows_of(table: layout.Table) -> st.SearchStrategy[dict[str, list[list[str]]]]:
    """Per entity the rows of one table; one row where the entity is the primary key."""
    single = isinstance(table.model._meta.pk, django_models.CharField)
    columns: list[st.SearchStrategy[str]] = []
    for column in table.columns[1:]:
        if column.read is layout.number:
            columns.append(st.sampled_from(ENTITIES))
        elif column.read is layout.day:
            columns.append(days)
        else:
            columns.append(cells.map(lambda text: text[:1]))
    rows = st.lists(st.tuples(*columns).map(list), min_size=1, max_size=1 if single else 3)
    return st.dictionaries(st.sampled_from(ENTITIES), rows, max_size=4)


world = st.fixed_dictionaries({table.file: rows_of(table) for table in layout.TABLES})
World = dict[str, dict[str, list[list[str]]]]


def dotted(number: str) -> str:
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


def text_of(header: tuple[str, ...], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write(directory: Path, number: int, kind: str, files: dict[str, str]) -> Path:
    meta = [
        ["SnapshotDate", "01-01-2026"], ["ExtractTimestamp", "x"], ["ExtractType", kind],
        ["ExtractNumber", str(number)], ["Version", "1.0.0"],
    ]  # fmt: skip
    files = {"meta": text_of(layout.META, meta), "code": text_of(layout.CODES.header, []), **files}
    directory.mkdir(parents=True)
    for name, text in files.items():
        (directory / f"{name}.csv").write_text(text, newline="")
    return directory


def cells_of(table: layout.Table, entities: dict[str, list[list[str]]]) -> list[list[str]]:
    place = {c.heading: n for n, c in enumerate(table.columns[1:]) if c.read is layout.number}
    rows = []
    for entity, lines in entities.items():
        for line in lines:
            shown = [dotted(c) if n in place.values() else c for n, c in enumerate(line)]
            rows.append([dotted(entity), *shown])
    return rows


def full(directory: Path, number: int, state: World) -> Path:
    files = {t.file: text_of(t.header, cells_of(t, state[t.file])) for t in layout.TABLES}
    return write(directory, number, "full", files)


def update(directory: Path, number: int, before: World, after: World) -> Path:
    files = {}
    for table in layout.TABLES:
        old, new = before[table.file], after[table.file]
        gone = [entity for entity in old if old[entity] != new.get(entity)]
        fresh = {entity: rows for entity, rows in new.items() if rows != old.get(entity)}
        deletes = [[dotted(entity)] for entity in gone]
        files[f"{table.file}_delete"] = text_of((table.key_heading,), deletes)
        files[f"{table.file}_insert"] = text_of(table.header, cells_of(table, fresh))
    return write(directory, number, "update", files)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(states=st.lists(world, min_size=2, max_size=4))
def test_incremental_equals_full(
    states: list[World], tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = tmp_path_factory.mktemp("kbo")
    with transaction.atomic():
        load_kbo(HOUSE, full(files / "0", 1, states[0]))
        for number, (before, after) in enumerate(pairwise(states), start=2):
            load_kbo(HOUSE, update(files / str(number), number, before, after))
        by_updates = mirror()
        load_kbo(HOUSE, full(files / "end", len(states), states[-1]))
        assert by_updates == mirror()
        transaction.set_rollback(True)
