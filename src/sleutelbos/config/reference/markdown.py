"""Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Gemaakt uit de code met ./dev fix; niet met de hand wijzigen. -->\n\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; bars and line breaks in cells are escaped."""
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ").strip()
