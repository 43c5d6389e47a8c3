"""The glossary: Dutch term, English identifier, definition, source."""

from __future__ import annotations

import csv
from pathlib import Path

from sleutelbos.config.reference.markdown import NOTICE, table


def page(root: Path) -> str:
    """``docs/woordenboek.csv`` as a page, in alphabetical order."""
    with (root / "docs" / "woordenboek.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.reader(list(file)[1:]), key=lambda row: row[0].lower())
    text = NOTICE + "# Woordenboek\n\n"
    return text + table(["term", "in de code", "betekenis", "bron"], rows)
