"""The reference in docs/naslag, generated from code; CI checks that it is current."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sleutelbos.config.reference import (
    dictionary,
    events,
    matrix,
    openapi,
    requirements,
    states,
    texts,
)

PAGES: dict[str, Callable[[Path], str]] = {
    "wie-mag-wat.md": matrix.page,
    "statussen.md": states.page,
    "gebeurtenissen.md": events.page,
    "eisen.md": requirements.page,
    "woordenboek.md": dictionary.page,
    "teksten.md": texts.page,
    "openapi.json": openapi.page,
}


def outdated(root: Path) -> list[str]:
    """Names of pages that differ from what the code says now; ``root`` is the project's root."""
    folder = root / "docs" / "naslag"
    return [
        name
        for name, page in PAGES.items()
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != page(root)
    ]


def write(root: Path) -> None:
    """Make all pages again."""
    folder = root / "docs" / "naslag"
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(root), "utf-8")
