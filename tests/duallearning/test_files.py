"""Files of opleidingen and of approved programmatieaanvragen: row by row, all or none (G17)."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from sleutelbos.duallearning.recognition import programmes_file, programming_file
from sleutelbos.duallearning.recognition.actions.programmes_file import (
    ProgrammeLine,
    write_programmes,
)
from sleutelbos.duallearning.recognition.actions.programming import record_programming
from sleutelbos.duallearning.recognition.models import Programme, ProgrammeOffer
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.models import Organisation
from tests.access.pages.conftest import SignIn, text_of
from tests.duallearning.examples_offer import programming
from tests.world import World
from tests.world_duaal import OFFICER, programme

pytestmark = pytest.mark.requirement("G17")


def sheet(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)),
                            delimiter=";")  # fmt: skip
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def school(**more: str) -> dict[str, str]:
    return {"instellingsnummer": "900124", "naam": "Instituut Nieuw", "opleiding": "BAK-1",
            "vanaf": "01/09/2026", "tot en met": "", **more}  # fmt: skip


def planned(module: object, *rows: dict[str, str]) -> list[object]:
    result = module.read(sheet(*rows), "bestand.csv")  # type: ignore[attr-defined]
    assert result.rows, result.faults
    found: list[object] = module.plan(result.rows)  # type: ignore[attr-defined]
    return found


def faults(module: object, *rows: dict[str, str]) -> str:
    last = planned(module, *rows)[-1]
    assert last.line is None  # type: ignore[attr-defined]
    return " ".join(last.faults)  # type: ignore[attr-defined]


def test_what_is_wrong_with_a_programmatie(world: World) -> None:
    def told(*rows: dict[str, str]) -> str:
        return faults(programming_file, *rows)

    assert "drie tot zes cijfers" in told(school(instellingsnummer="A1"))
    assert "Deze opleiding is niet gekend" in told(school(opleiding="NIETS"))
    assert "ligt voor de eerste" in told(school(**{"tot en met": "01/08/2026"}))
    assert "staat hoger in het bestand al" in told(school(), school())
    known = school(instellingsnummer="901001", naam=world.school.name)
    assert "biedt deze opleiding al aan" in told(known)
    assert "vanaf" in told(school(vanaf="gisteren"))


def test_schools_appear_by_themselves_and_the_same_file_changes_nothing(world: World) -> None:
    rows = school(), school(opleiding="ZAAL-1", instellingsnummer="0900124")
    lines = [one.line for one in planned(programming_file, *rows)]  # type: ignore[attr-defined]
    assert record_programming(world.actor(OFFICER), lines) == 2
    made = Organisation.objects.get(identifiers__value="900124")
    assert (made.kind, made.name) == ("school", "Instituut Nieuw")
    assert made.programme_offers.count() == 2
    again = planned(programming_file, *rows)
    assert [(one.line, one.faults) for one in again] == [(None, ()), (None, ())]  # type: ignore[attr-defined]
    [ending] = planned(programming_file, school(**{"tot en met": "31/08/2027"}))
    record_programming(world.actor(OFFICER), [ending.line])  # type: ignore[attr-defined]
    offer = ProgrammeOffer.objects.get(school=made, programme=programme())
    assert offer.valid.upper == date(2027, 9, 1)


def test_one_bad_line_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        record_programming(
            world.actor(OFFICER), [programming(), programming(number=3, programme="NIETS")]
        )
    assert list(caught.value.problems) == ["3"]
    assert not Organisation.objects.filter(name="Instituut Nieuw").exists()


def training(**more: str) -> dict[str, str]:
    return {"code": "SLA-1", "naam": "Slager duaal", "domein": "Voeding",
            "type overeenkomst": "OAO", "tot en met": "", "opvolger": "",
            "activiteiten": "Versnijdt | Fileert", **more}  # fmt: skip


def test_what_is_wrong_with_an_opleiding(world: World) -> None:
    def told(*rows: dict[str, str]) -> str:
        return faults(programmes_file, *rows)

    assert "Dit type overeenkomst bestaat niet" in told(training(**{"type overeenkomst": "X"}))
    assert "De opvolger NIETS is niet gekend" in told(training(opvolger="NIETS"))
    assert "Vul de laatste dag in" in told(training(opvolger="BAK-1"))
    assert "staat hoger in dit bestand al" in told(training(), training())
    many = "|".join(f"Activiteit {n}" for n in range(61))
    assert "hoogstens 60 activiteiten" in told(training(activiteiten=many))


def test_opleidingen_come_with_activities_type_and_successor(world: World) -> None:
    rows = (
        training(**{"tot en met": "31/08/2027", "opvolger": "SLA-2"}),
        training(code="SLA-2", **{"type overeenkomst": "Stageovereenkomst alternerende opleiding"}),
    )
    lines = [one.line for one in planned(programmes_file, *rows)]  # type: ignore[attr-defined]
    assert write_programmes(world.actor(OFFICER), lines) == 2
    row = Programme.objects.get(code="SLA-1")
    assert [one.text for one in row.activities.all()] == ["Versnijdt", "Fileert"]
    assert row.successor == Programme.objects.get(code="SLA-2", agreement="SAO")
    again = planned(programmes_file, *rows)
    assert [(one.line, one.faults) for one in again] == [(None, ()), (None, ())]  # type: ignore[attr-defined]


def test_a_circle_of_successors_is_refused_by_line(world: World) -> None:
    last = date(2027, 8, 31)
    lines = [
        ProgrammeLine(2, "A", "A", "OAO", last=last, successor="B"),
        ProgrammeLine(3, "B", "B", "OAO", last=last, successor="A"),
    ]
    with pytest.raises(Invalid) as caught:
        write_programmes(world.actor(OFFICER), lines)
    assert list(caught.value.problems) == ["3"]
    assert not Programme.objects.filter(code="A").exists()


def test_the_pages_take_a_file_and_give_an_example(world: World, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    listed = text_of(client.get(reverse("duallearning:programmes")))
    assert "Goedgekeurde programmaties inlezen" in listed
    for name, module in (("import-programmes", programmes_file),
                         ("import-programming", programming_file)):  # fmt: skip
        url = reverse(f"duallearning:{name}")
        assert "Eerst ziet u per rij" in text_of(client.get(url))
        example = client.get(url, {"voorbeeld": "csv"})
        assert not module.read(b"".join(example), "voorbeeld.csv").faults
    assert sign_in("right role").get(url).status_code == 403
