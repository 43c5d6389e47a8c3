"""What the page of an audience says before the department wrote anything."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def first_texts() -> dict[str, dict[str, str]]:
    """Audience → its texts (``access``, ``plans``, ``contact``), Markdown."""
    path = files("sleutelbos.duallearning") / "reference" / "audiences.toml"
    found = tomllib.loads(path.read_text("utf-8"))
    return {name: {key: text.strip() for key, text in row.items()} for name, row in found.items()}
