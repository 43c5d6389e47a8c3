"""Who may what: the table that tests/matrix holds against the gate."""

from __future__ import annotations

import csv
from pathlib import Path

from sleutelbos.config.reference.markdown import NOTICE, table
from sleutelbos.kernel.actions import ACTIONS

SOURCE = Path("tests/matrix/wie_mag_wat.csv")


def page(root: Path) -> str:
    """One table per actor of the standing cast would be long; one row per action is not."""
    with (root / SOURCE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    cast = rows[0][1:]
    text = NOTICE + "# Wie mag wat\n\n"
    text += (
        "Elke handeling en wie ze mag doen in de vaste testwereld. `ja` is toegelaten, leeg is"
        " geweigerd. De test in `tests/matrix` houdt elke cel tegen de poort.\n\n"
    )
    for row in rows[1:]:
        allowed = [who for who, cell in zip(cast, row[1:], strict=True) if cell == "ja"]
        name, _sep, case = row[0].partition("#")  # a second example of the same action
        label = str(ACTIONS[name].label) if name in ACTIONS else ""
        about = f": {case.replace('-', ' ')}" if case else ""
        text += f"## {label}{about} (`{name}`)\n\n"
        text += (", ".join(allowed) if allowed else "niemand uit de testwereld") + "\n\n"
    headings = ["handeling", *cast]
    text += "## Alles in één tabel\n\n" + table(headings, rows[1:])
    return text
