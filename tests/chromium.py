"""The Chromium of this machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # the same engine without a window: a third of the work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)


def find() -> Path | None:
    """``$SLEUTELBOS_CHROMIUM``, else the first known browser on PATH, else Playwright's own."""
    for name in (os.environ.get("SLEUTELBOS_CHROMIUM", ""), *NAMES):
        program = shutil.which(name) if name else None
        if program:
            return Path(program)
    cached = Path.home() / ".cache" / "ms-playwright"
    return next(iter(sorted(cached.glob("chromium-*/chrome-linux*/chrome"), reverse=True)), None)


def arguments() -> list[str]:
    """Quiet and off line; without its sandbox only as root, where Chromium refuses one."""
    quiet = [
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--js-flags=--no-opt --no-maglev",  # a page lives a second: too short to gain by them
    ]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet
