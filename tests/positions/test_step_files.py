"""The workbooks of steps 3 and 5: out, filled in, back with a fault at its cell, taken over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions.onboarding_files import hand_in_file, rows_of, take_over_file
from sleutelbos.positions.actions.onboarding_making import link_people
from sleutelbos.positions.models import HandedIn, Onboarding
from sleutelbos.positions.queries import step_files
from sleutelbos.tools.tables import SheetRow, write_sheet
from tests.access.pages.conftest import SignIn, post, text_of
from tests.positions.world_onboarding import green, onboarding_at
from tests.world import World
from tests.world_positions import EXPERT, HR, HR_ELSEWHERE, READER

pytestmark = [pytest.mark.requirement("A09"), pytest.mark.requirement("A12")]

Edit = Callable[[dict[str, Any]], None]


def url(name: str, *keys: object) -> str:
    return reverse(f"positions:{name}", args=keys)


def rows(onboarding: Onboarding, **edits: Edit) -> list[SheetRow]:
    """What an entity would hand in: the workbook as it is read, with ``edits`` by reason."""
    step = onboarding.state
    make = step_files.asking_row if step == "asking" else step_files.assigning_row
    found = []
    for number, line in enumerate(step_files.lines_of(onboarding, step), start=2):
        values = dict.fromkeys(column.name for column in step_files.COLUMNS[step])
        values |= {"key": step_files.key_of(line, step), **make(line)}
        values |= {
            name: str(values[name]) for name in ("fte", "need") if values.get(name) is not None
        }
        if edit := edits.get(line.reason.replace("-", "_")):
            edit(values)
        found.append(SheetRow(number, values))
    return found


def put(**cells: Any) -> Edit:
    return lambda values: values.update(cells)


def workbook(onboarding: Onboarding, found: list[SheetRow]) -> bytes:
    columns = step_files.COLUMNS[onboarding.state]
    return b"".join(write_sheet(columns, [row.values for row in found]))


def send(client: Client, world: World, data: bytes) -> HttpResponse:
    sent = {"sleutel": str(uuid4()), "file": SimpleUploadedFile("sjabloon.xlsx", data)}
    return client.post(url("step-file", world.entity.uid), sent)  # type: ignore[return-value]


def faults(world: World, onboarding: Onboarding, found: list[SheetRow]) -> dict[str, str]:
    handed = hand_in_file(world.actor(HR), onboarding, name="s.xlsx", rows=found)
    told = {name: text for row in rows_of(handed) for name, text in row.faults.items()}
    assert handed.faulty == sum(bool(row.faults) for row in rows_of(handed))
    if told:
        with pytest.raises(Invalid, match="Verbeter eerst de fouten"):
            take_over_file(world.actor(HR), handed)
    return told


def test_the_workbook_is_filled_in_with_lists_locks_and_hidden_keys(world: World) -> None:
    onboarding = onboarding_at(world, "asking")
    data = b"".join(step_files.workbook(onboarding, "asking"))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "<sheetProtection" in sheet
    assert 'hidden="1"' in sheet.partition("<sheetData")[0]
    assert sheet.count("<dataValidation ") == 6
    assert "lijsten!$J$1:$J$2" in sheet
    assert 'name="lijsten" sheetId="2" state="hidden"' in names
    result = step_files.read(data, "s.xlsx", "asking")
    assert not result.faults
    told = {row.values["reason"]: row.values for row in result.rows}
    guest = told["Niet-werknemer"]
    assert (guest["outside"], guest["colour"], guest["wanted"]) == ("ja", "Groene lijn", None)
    assert told["Status verlof"]["function"] == "F00001 Dossierbeheerder"
    assert told["Status verlof"]["first"] == clock.today()


def test_each_wrong_cell_says_why_and_nothing_is_taken_over(world: World) -> None:
    onboarding = onboarding_at(world, "asking")
    asked = {"wanted": "ja"}
    for cells, column, sentence in (
        ({"wanted": "misschien"}, "wanted", "Kies uit: ja, niet nodig."),
        ({"wanted": "niet nodig"}, "note", "Zeg waarom er geen arbeidsplaats nodig is."),
        ({**asked, "function": "F99999 Niets"}, "function", "Kies uit de lijst."),
        ({**asked, "unit": "ELD"}, "unit", "Kies uit de lijst."),
        ({**asked, "grade": ""}, "grade", "Vul deze cel in."),
        ({**asked, "statute": "vrijwillig"}, "statute", "Kies uit: statutair"),
        ({**asked, "fte": "veel"}, "fte", "Schrijf de VTE zoals 1 of 0,8."),
        ({**asked, "fte": "2"}, "fte", "hoogstens het aantal personen"),
        ({**asked, "outside": "ja"}, "outside_reason", "Zeg waarom deze functie buiten het PEP"),
        ({**asked, "outside": "soms"}, "outside", "Kies uit: ja, nee."),
        ({"key": "1.weg.x"}, "key", "De sleutel van deze rij is weg of veranderd."),
        ({"key": None}, "key", "De sleutel van deze rij is weg of veranderd."),
    ):
        told = faults(world, onboarding, rows(onboarding, verlof=put(**cells)))
        assert sentence in told.get(column, ""), (cells, told)
    guest = put(wanted="ja", function="F00001", unit="NOORD", outside="nee")
    told = faults(world, onboarding, rows(onboarding, niet_werknemer=guest))
    assert told == {"outside": "Een niet-werknemer krijgt alleen een arbeidsplaats buiten het PEP."}
    assert not onboarding.lines.exclude(choice="").exists()


def test_a_key_of_another_row_entity_or_version_is_refused(world: World) -> None:
    onboarding = onboarding_at(world, "asking")
    key = step_files.key_of(green(onboarding), "asking")
    twice = faults(world, onboarding, rows(onboarding, verlof=put(key=key)))
    assert twice == {"key": "Deze rij staat twee keer in het bestand."}
    strange = faults(world, onboarding, rows(onboarding, verlof=put(key=f"{key[:-1]}~")))
    assert strange["key"].startswith("Deze rij is niet van dit bestand.")
    of_step = step_files.key_of(green(onboarding), "assigning")
    assert faults(world, onboarding, rows(onboarding, verlof=put(key=of_step)))["key"]
    old = faults(world, onboarding, rows(onboarding, verlof=put(key=f"0{key[1:]}")))
    assert old["key"] == "Dit bestand is van een oudere versie. Haal het opnieuw op."


@pytest.mark.requirement("A08")
@pytest.mark.requirement("A13")
def test_a_file_comes_back_with_its_faults_and_then_is_taken_over(
    world: World, sign_in: SignIn
) -> None:
    onboarding, client = onboarding_at(world, "asking"), sign_in(HR)
    page = url("step-file", world.entity.uid)
    assert client.get(f"{page}?als=xlsx").content.startswith(b"PK")
    assert "In Excel werken" in text_of(client.get(url("joining", world.entity.uid)))
    leave = put(wanted="niet nodig", note="Buiten PEP")
    bad = rows(onboarding, verlof=put(wanted="ja", fte="veel"), niet_werknemer=leave)
    answer = send(client, world, workbook(onboarding, bad))
    text = text_of(client.get(answer["Location"]))
    assert "heeft nog fouten. Er is niets overgenomen." in text
    assert "An Weg vte Schrijf de VTE zoals 1 of 0,8." in text
    back = step_files.read(client.get(f"{answer['Location']}?als=xlsx").content, "b.xlsx", "asking")
    assert "vte: Schrijf de VTE zoals 1 of 0,8." in [row.cells[-1] for row in back.rows]
    good = rows(onboarding, verlof=put(wanted="ja", fte="0,8"), niet_werknemer=leave,
                inactief=put(wanted="ja"))  # fmt: skip
    answer = send(client, world, workbook(onboarding, good))
    shown = text_of(client.get(answer["Location"]))
    assert "Klaar om over te nemen" in shown
    answer = post(client, answer["Location"])
    assert "Het bestand is overgenomen." in text_of(client.get(answer["Location"]))
    assert str(green(onboarding, "verlof").request.fte) == "0.80"
    assert green(onboarding, "niet-werknemer").note == "Buiten PEP"
    assert "Overgenomen" in text_of(client.get(page))
    handed = HandedIn.objects.latest("pk")
    with pytest.raises(Invalid, match="al overgenomen"):
        take_over_file(world.actor(HR), handed)
    assert send(client, world, b"PK geen werkmap").status_code == 422


@pytest.mark.requirement("A10")
def test_the_two_orange_columns_come_back(world: World, sign_in: SignIn) -> None:
    onboarding, client = onboarding_at(world, "assigning"), sign_in(HR)
    assert client.get(f"{url('step-file', world.entity.uid)}?als=xlsx").content.startswith(b"PK")
    for cells, column, sentence in (
        ({"number": "999999", "relation": 1}, "number", "Niemand met dit Vlimpersnummer"),
        ({"number": "200012", "relation": 9}, "relation", "heeft die arbeidsrelatie hier niet"),
        ({"number": "100001", "relation": 1}, "number", "Het contract telt er"),
        ({"number": "200012", "relation": 1, "vacant": "ja"}, "vacant", "Een vacante plaats"),
        ({"right": "nee"}, "right", "Kies uit: ja."),
    ):
        told = faults(world, onboarding, rows(onboarding, verlof=put(**cells)))
        assert sentence in told.get(column, ""), (cells, told)
    same = put(number="200012", relation=1)
    told = faults(world, onboarding, rows(onboarding, verlof=same, inactief=same))
    assert told == {"number": "Deze arbeidsrelatie staat al op een andere rij."}
    good = rows(onboarding, verlof=put(right="ja", number="200012", relation=1),
                inactief=put(right="ja", vacant="ja"))  # fmt: skip
    handed = hand_in_file(world.actor(HR), onboarding, name="c.xlsx", rows=good)
    take_over_file(world.actor(HR), handed)
    line = green(onboarding, "verlof")
    assert line.holder == line.employment
    assert (green(onboarding).holder, green(onboarding).assigned) == (None, True)
    assert green(onboarding).checked_at is not None


@pytest.mark.requirement("A10")
def test_two_people_change_places_in_one_file(world: World) -> None:
    onboarding = onboarding_at(world, "assigning")
    fallback, leave = green(onboarding), green(onboarding, "verlof")
    here = put(right="ja", number="200012", relation=1)
    there = put(right="ja", number="100001", relation=2)
    for verlof, inactief in ((here, there), (there, here)):
        told = rows(onboarding, verlof=verlof, inactief=inactief)
        handed = hand_in_file(world.actor(HR), onboarding, name="c.xlsx", rows=told)
        take_over_file(world.actor(HR), handed)
    assert green(onboarding).holder == leave.employment
    assert green(onboarding, "verlof").holder == fallback.employment


def test_a_file_is_of_its_step_and_goes_when_the_entity_joined(world: World) -> None:
    onboarding = onboarding_at(world, "assigning")
    handed = hand_in_file(world.actor(HR), onboarding, name="c.xlsx", rows=rows(onboarding))
    with arranging():
        onboarding.state = "asking"
        onboarding.save(update_fields=["state"])
    handed.refresh_from_db()
    with pytest.raises(Invalid, match="van een andere stap"):
        take_over_file(world.actor(HR), handed)
    with arranging():
        onboarding.state = "linking"
        onboarding.save(update_fields=["state"])
    link_people(world.actor(EXPERT), onboarding)
    handed.refresh_from_db()
    assert rows_of(handed) == []


@pytest.mark.requirement("P08")
def test_files_are_of_their_entity(world: World, sign_in: SignIn) -> None:
    onboarding = onboarding_at(world, "asking")
    handed = hand_in_file(world.actor(HR), onboarding, name="s.xlsx", rows=rows(onboarding))
    page = url("handed-in", handed.uid)
    assert sign_in(HR_ELSEWHERE).get(page).status_code == 404
    assert sign_in(HR_ELSEWHERE).get(url("step-file", world.entity.uid)).status_code == 404
    assert "Overnemen" not in text_of(sign_in(READER).get(page))
    assert sign_in(READER).post(page, {"sleutel": str(uuid4())}).status_code == 403
    assert sign_in(EXPERT).get(page).status_code == 200
