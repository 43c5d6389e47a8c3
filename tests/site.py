"""Start the site as users do, for tests that look from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Site:
    """A site that answers: its address (with a slash at the end) and its database."""

    url: str
    database_url: str


@contextmanager
def running_site(database_url: str, data: Path) -> Iterator[Site]:
    """``sleutelbos serve`` in demo mode on a database that is ready; stopped at the end."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "SLEUTELBOS_MODE": "demo",
        "SLEUTELBOS_DATA": str(data),
    }
    command = [sys.executable, "-m", "sleutelbos.config.cli", "serve", "--port", "0"]
    log = data / "serve.log"
    with log.open("w") as said:
        child = subprocess.Popen(
            [*command, "--workers", "1"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
    try:
        assert child.stdout
        line = child.stdout.readline()
        if not line.startswith("ready: "):
            raise RuntimeError(f"the site did not start:\n{log.read_text()[-4000:]}")
        yield Site(line.removeprefix("ready: ").strip(), database_url)
    finally:
        child.terminate()
        child.wait(timeout=20)
