"""Every requirement with the tests that prove it."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

from sleutelbos.config.reference.markdown import NOTICE, table


def page(root: Path) -> str:
    """The catalogue (docs/eisen.csv) beside the marks in the tests."""
    proofs: dict[str, set[str]] = {}
    for test in sorted((root / "tests").rglob("test_*.py")):
        for requirement in _marks(test):
            proofs.setdefault(requirement, set()).add(test.relative_to(root).as_posix())
    with (root / "docs" / "eisen.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    proven = sum(row["id"] in proofs for row in rows)
    text = NOTICE + "# Eisen en hun bewijs\n\n"
    text += f"{proven} van de {len(rows)} eisen hebben minstens één test die hun nummer draagt.\n\n"
    return text + table(
        ["eis", "wat", "bron", "tests"],
        (
            (
                row["id"],
                row["requirement"],
                row["source"],
                "<br>".join(f"`{test}`" for test in sorted(proofs.get(row["id"], ()))) or "–",
            )
            for row in rows
        ),
    )


def _marks(test: Path) -> Iterator[str]:
    """The ids in ``pytest.mark.requirement("G07")`` anywhere in a file."""
    for node in ast.walk(ast.parse(test.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "requirement"
        ):
            for argument in node.args:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)
