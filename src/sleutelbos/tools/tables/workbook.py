"""Excel in: the child process and the sentences for what it finds."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.tables.columns import Grid, Limits, Unreadable

CHILD = Path(__file__).with_name("child.py")

SENTENCES: dict[str, type_of_text] = {
    "broken": _("Dit Excelbestand is beschadigd. Bewaar het opnieuw en probeer nog eens."),
    "bomb": _("Dit Excelbestand is uitgepakt te groot. Er is niets gelezen."),
    "encrypted": _("Dit bestand is met een wachtwoord beveiligd. Haal het wachtwoord weg."),
    "macros": _("Dit bestand bevat macro's. Bewaar het als gewone werkmap (.xlsx)."),
    "links": _("Dit bestand verwijst naar andere bestanden. Plak de waarden in een nieuw bestand."),
    "formulas": _("Dit bestand bevat formules. Plak de waarden in een nieuw bestand."),
    "columns": _("Dit blad heeft te veel kolommen. Gebruik het voorbeeldbestand."),
    "rows": _("Dit blad heeft te veel rijen. Verdeel het over meer bestanden."),
}


def read_workbook(data: bytes, limits: Limits) -> Grid:
    """The first sheet of a workbook; raises Unreadable."""
    command = [sys.executable, "-I", str(CHILD), json.dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            command,
            input=data,
            capture_output=True,
            timeout=limits.seconds + 5,
            check=False,
            env={},  # it has no use for our secrets
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(str(SENTENCES["bomb"])) from error
    if done.returncode:
        raise Unreadable(str(SENTENCES["bomb"]))
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise Unreadable(str(SENTENCES[answer["fault"]]))
    rows = [[_cell(value) for value in row] for row in answer["rows"]]
    if not rows:
        return Grid([])
    return Grid([str(cell).strip() for cell in rows[0]], list(enumerate(rows[1:], start=2)))


def _cell(value: Any) -> Any:
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value
