"""Start the site as users do, for tests that look from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sleutelbos.config.children import end_with_parent


@dataclass(frozen=True)
class Site:
    """A site that answers: its address (with a slash at the end), its decisions, its database, its
    folder."""

    url: str
    decisions_url: str
    database_url: str
    data: Path


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_site(database_url: str, data: Path, **more: str) -> Iterator[Site]:
    """``sleutelbos serve`` in demo mode on a database that is ready; stopped at the end."""
    environment = {
        **os.environ,
        **more,
        "DATABASE_URL": database_url,
        "SLEUTELBOS_MODE": "demo",
        "SLEUTELBOS_DATA": str(data),
    }
    decisions = free_port()
    command = [sys.executable, "-m", "sleutelbos.config.cli", "serve", "--port", "0"]
    command += ["--decisions-port", str(decisions)]
    log = data / "serve.log"
    with log.open("w") as said:
        child = subprocess.Popen(
            [*command, "--workers", "1"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            preexec_fn=end_with_parent,  # a killed run leaves no site behind
        )
    try:
        assert child.stdout
        line = child.stdout.readline()
        if not line.startswith("ready: "):
            raise RuntimeError(f"the site did not start:\n{log.read_text()[-4000:]}")
        url = line.removeprefix("ready: ").strip()
        yield Site(url, f"http://127.0.0.1:{decisions}", database_url, data)
    finally:
        child.terminate()
        child.wait(timeout=20)
