"""Pictures of the manual, taken where a journey comes by; kept with ``./dev fix pictures``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.plugin import ROOT

SHOWN = ROOT / "src" / "sleutelbos" / "desk" / "static" / "guides"
SIZE = {"width": 1100, "height": 720}

Take = Callable[[Page, str], None]


@pytest.fixture
def take(pictures: bool, tmp_path: Path) -> Take:
    """Takes a picture of a page and calls it as the guides do, without ``.png``."""
    folder = SHOWN if pictures else tmp_path

    def taken(page: Page, name: str) -> None:
        before = page.viewport_size
        page.set_viewport_size(SIZE)
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=folder / f"{name}.png")
        if before:
            page.set_viewport_size(before)

    return taken
