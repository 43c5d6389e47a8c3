"""Personnel from Vlimpers: tried out, loaded, loaded again, corrected; joiners, movers, leavers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions import personnel_file, personnel_plan
from sleutelbos.positions.models import Employee, Employment, EmploymentSlice, PersonnelLoad
from sleutelbos.positions.personnel_plan import PlannedEmployment
from sleutelbos.positions.queries.personnel import employment_history, held_by, personnel_rows
from sleutelbos.positions.runs_personnel import PERSONNEL_FILE
from sleutelbos.tools.runs import confirm_run, stage_run
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.slices import standing
from tests.access.pages.conftest import number_of
from tests.world import World
from tests.world_positions import BEGIN, EXPERT, HR, HR_ELSEWHERE, READER, employment

pytestmark = pytest.mark.requirement("A24")

HEADINGS = list(personnel_file.HEADINGS.values())
DAY = timedelta(days=1)
MIDDLE = date(BEGIN.year, 7, 1)


def row(**more: str) -> dict[str, str]:
    return {
        "vlimpersnummer": "200001", "voornaam": "Noor", "familienaam": "D'Hondt-Éloi",
        "arbeidsrelatie": "1", "bedrijf": "810", "entiteit": "OVO900050", "eenheid": "NOORD",
        "soort": "werknemer", "status": "actief", "statuut": "statutair", "functiecode": "F00001",
        "rang": "B1", "graad": "deskundige", "regime": "80", "ingang": f"{BEGIN:%d/%m/%Y}", **more,
    }  # fmt: skip


def sheet(*rows: dict[str, str]) -> bytes:
    lines = [";".join(HEADINGS)]
    lines += [";".join(one.get(heading, "") for heading in HEADINGS) for one in rows]
    return "\n".join(lines).encode()


def plan(*rows: dict[str, str]) -> list[PlannedEmployment]:
    return personnel_plan.plan(personnel_file.read(sheet(*rows), "vlimpers.csv").rows)


def load(world: World, *rows: dict[str, str]) -> Run:
    by = world.actor(EXPERT)
    found = personnel_file.read(sheet(*rows), "vlimpers.csv").rows
    run = stage_run(by, PERSONNEL_FILE.name, name="vlimpers.csv", about={}, rows=found)
    if run.total:
        confirm_run(by, run)
        assert work_next()
        run.refresh_from_db()
        assert run.state == "done", run.reason
    return run


def told(number: str = "200001") -> list[tuple[str, date | None, date | None]]:
    rows = EmploymentSlice.objects.filter(employment__employee__number=number)
    return [
        (one.status, one.valid.lower, one.valid.upper)
        for one in standing(rows).order_by("employment__number", "valid")
    ]


def test_a_joiner_comes_in_with_all_that_vlimpers_says(world: World) -> None:
    run = load(world, row())
    one = standing(EmploymentSlice.objects.filter(employment__employee__number="200001")).get()
    assert one.employment.employee.name == "Noor D'Hondt-Éloi"
    assert (one.fte, one.statute, str(one.grade)) == (Decimal("0.8"), "statutair", "B1 deskundige")
    assert (one.organisation, one.unit.code, one.function.code) == (  # type: ignore[union-attr]
        world.entity, "NOORD", "F00001",
    )  # fmt: skip
    loaded = PersonnelLoad.objects.get()
    assert (loaded.run, loaded.done, loaded.same, loaded.faulty) == (run, 1, 0, 0)


def test_the_same_file_again_changes_nothing(world: World) -> None:
    load(world, row(), row(ingang=f"{MIDDLE:%d/%m/%Y}", status="verlof"))
    before = set(EmploymentSlice.objects.values_list("pk", "recorded"))
    run = load(world, row(), row(ingang=f"{MIDDLE:%d/%m/%Y}", status="verlof"))
    assert (run.total, run.same, run.faulty) == (0, 1, 0)
    assert set(EmploymentSlice.objects.values_list("pk", "recorded")) == before


def test_a_mover_a_leaver_and_a_rehire_after_one_day(world: World) -> None:
    load(world, row())
    planned = plan(row(ingang=f"{MIDDLE:%d/%m/%Y}", regime="100"))
    assert planned[0].label.endswith("arbeidsrelatie 1: andere gegevens")
    load(world, row(ingang=f"{MIDDLE:%d/%m/%Y}", regime="100"))
    leaves = row(ingang=f"{MIDDLE:%d/%m/%Y}", regime="100", einde=f"{MIDDLE + 30 * DAY:%d/%m/%Y}")
    assert plan(leaves)[0].label.endswith(": gaat uit dienst")
    load(world, leaves)
    assert told() == [
        ("actief", BEGIN, MIDDLE), ("actief", MIDDLE, MIDDLE + 31 * DAY),
    ]  # fmt: skip
    again = row(ingang=f"{MIDDLE + 32 * DAY:%d/%m/%Y}", regime="100")
    load(world, again)
    assert told()[2] == ("actief", MIDDLE + 32 * DAY, None)


def test_a_mandate_holder_has_two_relations(world: World) -> None:
    mandate = row(arbeidsrelatie="2", statuut="mandaat", rang="A2A", graad="afdelingshoofd")
    load(world, row(status="inactief"), mandate)
    assert told() == [("inactief", BEGIN, None), ("actief", BEGIN, None)]
    assert Employee.objects.filter(number="200001").count() == 1


def test_a_correction_of_the_past_begins_earlier_and_goes_on(world: World) -> None:
    load(world, row(), row(ingang=f"{MIDDLE:%d/%m/%Y}", status="verlof"))
    with clock.stamped(clock.now() + timedelta(minutes=1)):
        load(world, row(status="verlof"))
    assert told() == [("verlof", BEGIN, None)]
    rows = EmploymentSlice.objects.filter(employment__employee__number="200001")
    assert rows.count() == 3, "what we knew before is still there"


def test_who_is_known_in_the_register_is_found_by_his_number(world: World) -> None:
    person = world.people[READER]
    load(world, row(rijksregisternummer=number_of(person)))
    assert Employee.objects.get(number="200001").person == person
    load(world, row(vlimpersnummer="200002"))
    late = plan(row(vlimpersnummer="200002", rijksregisternummer=number_of(world.people[HR])))
    assert late[0].label.endswith(": gekend in het register")


FAULTS = [
    ({"vlimpersnummer": "20000a"}, "vlimpersnummer: Een Vlimpersnummer telt zes cijfers."),
    ({"vlimpersnummer": ""}, "vlimpersnummer: Vul deze cel in."),
    ({"arbeidsrelatie": "1000"}, "arbeidsrelatie: Dit nummer ligt tussen 0 en 999."),
    ({"entiteit": "OVO999999"}, "entiteit: Deze entiteit kennen we niet."),
    ({"eenheid": "ELD"}, "eenheid: Deze entiteit heeft geen eenheid met die code."),
    ({"soort": "vrijwilliger"}, "soort: Kies uit: werknemer, niet-werknemer."),
    ({"status": "ziek"}, "status: Kies uit: actief, verlof, inactief."),
    ({"statuut": "x"}, "statuut: Kies uit: statutair, contractueel, mandaat."),
    ({"functiecode": "F99999"}, "functiecode: Deze functiecode staat niet in Profielbeheer."),
    ({"rang": "A1"}, "graad: Deze graad staat niet in het statuut, of niet in die rang."),
    ({"regime": "120"}, "regime: Schrijf een percentage van 0 tot 100"),
    ({"regime": "nan"}, "regime: Schrijf een percentage van 0 tot 100"),
    ({"rijksregisternummer": "12345678901"}, "rijksregisternummer: "),
    ({"ingang": "30/02/2026"}, "ingang: Dit is geen datum."),
    ({"einde": "01/01/2001"}, "einde: De laatste dag ligt voor de eerste."),
    ({"voornaam": "=1+1"}, "voornaam: In deze cel staat een formule."),
]


@pytest.mark.parametrize(("more", "sentence"), FAULTS)
def test_a_fault_names_its_row_and_column_and_leaves_the_relation_out(
    world: World, more: dict[str, str], sentence: str
) -> None:
    wrong, right = plan({**row(), **more}, row(vlimpersnummer="200002"))
    assert any(sentence in fault for fault in wrong.faults), wrong.faults
    assert wrong.payload == {}
    assert not right.faults


def test_a_good_relation_is_loaded_beside_a_wrong_one(world: World) -> None:
    run = load(world, row(status="ziek"), row(vlimpersnummer="200002"))
    assert (run.done, run.faulty) == (1, 1)
    assert not Employment.objects.filter(employee__number="200001").exists()
    assert PersonnelLoad.objects.get().faulty == 1


def test_rows_of_one_relation_follow_each_other(world: World) -> None:
    twice = plan(row(), row(regime="50"))
    assert "Rij 3: ingang: Deze arbeidsrelatie heeft die dag al een rij." in twice[0].faults
    over = plan(row(einde=f"{MIDDLE:%d/%m/%Y}"), row(ingang=f"{MIDDLE:%d/%m/%Y}"))
    assert "Rij 3: ingang: De vorige rij is dan nog niet voorbij." in over[0].faults


def test_numbers_that_excel_made_of_them_are_read(world: World) -> None:
    load(world, row(vlimpersnummer="17", regime="82,5 %", status="Actief"))
    one = Employee.objects.get(number="000017").employments.get().slices.get()
    assert one.fte == Decimal("0.825")


def test_the_example_can_be_read_back() -> None:
    for kind in ("csv", "xlsx"):
        data = b"".join(personnel_file.example(kind))  # type: ignore[arg-type]
        result = personnel_file.read(data, f"voorbeeld.{kind}")
        assert result.rows[0].values["number"] == "000001"
        assert not result.faults


@pytest.mark.requirement("P08")
def test_a_person_in_two_entities_is_seen_by_each_for_its_part(world: World) -> None:
    load(world, row(), row(arbeidsrelatie="2", entiteit="OVO900051", eenheid="ELD", bedrijf="844"))
    who = Employee.objects.get(number="200001")
    for name, numbers in ((HR, [1]), (HR_ELSEWHERE, [2]), (EXPERT, [1, 2])):
        rows = employment_history(world.actor(name), who)
        assert [one.employment.number for one in rows] == numbers
    assert personnel_rows(world.entity, clock.today()).filter(
        employment__employee=who
    ).count() == 1  # fmt: skip


def test_where_somebody_sits_is_told_with_him(world: World) -> None:
    holder = employment("100001")
    found = personnel_rows(world.entity, clock.today()).get(employment=holder)
    assert found.place == "90000004"  # type: ignore[attr-defined]
    assert [row.position.number for row in held_by(world.actor(HR), holder.employee)] == [
        "90000004"
    ]
    assert held_by(world.actor(HR_ELSEWHERE), holder.employee) == []
    with arranging():
        assert personnel_rows(world.entity, BEGIN - DAY).count() == 0
