"""Grades of the statute, functions of Profielbeheer and their file."""

from __future__ import annotations

from datetime import date

import pytest

from sleutelbos.kernel import actors
from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions import functions_file, reference_files
from sleutelbos.positions.actions.catalogues import FunctionLine, load_grades, write_functions
from sleutelbos.positions.models import Grade, JobFunction
from sleutelbos.positions.queries import catalogues
from sleutelbos.positions.runs import FUNCTIONS_FILE
from sleutelbos.tools.runs import LineOutcome, confirm_run, stage_run
from sleutelbos.tools.runs.executor import work_next
from tests.world import World
from tests.world_positions import BEGIN, EXPERT, function

HOUSE = actors.system("test")
HEAD = "functiecode;functietitel;functiefamilie;laatste dag\n"


def read(text: str) -> functions_file.SheetResult:
    return functions_file.read((HEAD + text).encode(), "functies.csv")


@pytest.mark.requirement("A01")
def test_the_grades_are_those_of_the_annex(world: World) -> None:
    assert Grade.objects.count() == len(reference_files.grades()) == 69
    assert Grade.objects.filter(extinct=True).count() == 5
    senior = Grade.objects.get(name="senior adviseur")
    assert (senior.level, senior.rank, senior.code) == ("A", "A2E", "A2E senior adviseur")
    assert load_grades(HOUSE) == 0


def test_a_family_is_found_by_its_name() -> None:
    assert reference_files.family_of("Controle en audit") == "controle-en-audit"
    assert reference_files.family_of("onbestaand") is None
    assert len(reference_files.families()) == 15


@pytest.mark.requirement("A02")
def test_functions_are_added_and_take_over_what_is_new(world: World) -> None:
    write_functions(
        HOUSE, [FunctionLine("F00001", "Dossierbehandelaar"), FunctionLine("F00009", "Jurist")]
    )
    assert function("F00001").title == "Dossierbehandelaar"
    assert JobFunction.objects.count() == 3
    with pytest.raises(Invalid, match="een code en een titel"):
        write_functions(HOUSE, [FunctionLine("F00010", "")])
    used = {row.code: row.used for row in catalogues.functions(BEGIN)}  # type: ignore[attr-defined]
    assert used == {"F00001": 4, "F00002": 0, "F00009": 0}


def test_what_is_wrong_is_told_row_by_row(world: World) -> None:
    rows = read(
        "F00001;Dossierbeheerder;;\nF00003;;;\nF00004;Jurist;Onbekend;\nF00005;A;;31/12/2030\n"
        "F00005;B;;\nF0000678;Te lang;;\n"
    ).rows
    planned = functions_file.plan(rows)
    told = [" ".join(one.faults) for one in planned]
    assert told[0] == told[3] == ""
    assert "functietitel: Vul deze cel in." in told[1]
    assert "Deze functiefamilie bestaat niet" in told[2]
    assert "staat hoger in dit bestand al" in told[4]
    assert "hoogstens 6 tekens" in told[5]
    assert planned[0].line is None
    assert planned[3].line == FunctionLine("F00005", "A", ends_on=date(2030, 12, 31))


@pytest.mark.requirement("A02")
def test_a_file_is_tried_out_and_then_done(world: World) -> None:
    by = world.actor(EXPERT)
    rows = read("F00001;Dossierbeheerder;;\nF00009;Jurist;Controle en audit;31/12/2030\n").rows
    run = stage_run(by, FUNCTIONS_FILE.name, name="functies.csv", about={}, rows=rows)
    assert list(run.lines.order_by("number").values_list("outcome", flat=True)) == [
        LineOutcome.SAME, LineOutcome.TODO,
    ]  # fmt: skip
    confirm_run(by, run)
    assert work_next()
    made = function("F00009")
    assert (made.family, made.ends_on) == ("controle-en-audit", date(2030, 12, 31))


def test_the_example_can_be_read_back() -> None:
    for kind in ("csv", "xlsx"):
        data = b"".join(functions_file.example(kind))  # type: ignore[arg-type]
        result = functions_file.read(data, f"voorbeeld.{kind}")
        assert result.rows[0].values["code"] == "F00123"
        assert not result.faults
