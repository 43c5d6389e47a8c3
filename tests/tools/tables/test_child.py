"""The child process is held by the kernel, whatever the parser does."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sleutelbos.tools.tables import SheetColumn, read_sheet, workbook
from sleutelbos.tools.tables.columns import Limits
from tests.tools.tables.test_reading import workbook as make_workbook

START = f"import runpy; child = runpy.run_path({str(workbook.CHILD)!r}); child['restrain'](1)\n"


def held(program: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-I", "-c", START + program], capture_output=True, timeout=20, check=False
    )


def test_memory() -> None:
    assert b"MemoryError" in held("bytearray(2_000_000_000)").stderr


def test_time() -> None:
    assert held("while True: pass").returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_files(tmp_path: Path) -> None:
    said = held(f"open({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'x')").stderr
    assert b"File too large" in said


def test_a_child_that_dies_gives_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "CHILD", "/nowhere/child.py")
    data = make_workbook([["Naam"], ["An"]])
    (fault,) = read_sheet(data, "x.xlsx", [SheetColumn("name", "Naam")], Limits()).faults
    assert "te groot" in fault.sentence
