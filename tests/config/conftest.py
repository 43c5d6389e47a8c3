"""Processes that use an embedded server, each started and ended by a test."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sleutelbos.config.postgres import postmaster

JOIN = """
import sys
from pathlib import Path
from sleutelbos.config.postgres import ensure_server
with ensure_server(Path(sys.argv[1]), durable=len(sys.argv) > 2) as server:
    print(server.admin_url, flush=True)
    sys.stdin.readline()
"""


@dataclass
class User:
    """A process that joined a server and waits to be told to leave."""

    process: subprocess.Popen[str]

    def joined(self) -> str:
        """Wait until it has joined; the address of the server."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def leave(self) -> None:
        """Let it release its share in order."""
        self.process.communicate("\n", timeout=30)
        assert self.process.returncode == 0

    def kill(self) -> None:
        """End it as kill -9 does."""
        self.process.kill()
        self.process.wait()


@pytest.fixture
def join() -> Iterator[Callable[..., User]]:
    """Start a process that joins the server of a data directory."""
    users: list[User] = []

    def start(data: Path, *before: str, durable: bool = False) -> User:
        process = subprocess.Popen(
            [*before, sys.executable, "-c", JOIN, str(data), *(["durable"] if durable else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        users.append(User(process))
        return users[-1]

    yield start
    for user in users:
        if user.process.poll() is None:
            user.kill()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data directory; whatever still runs on it afterwards is stopped."""
    yield tmp_path
    stop_servers(tmp_path)


def stop_servers(place: Path) -> None:
    """Whatever a test left running below a directory."""
    for note in place.rglob("postmaster.pid"):
        running = postmaster.find(note.parent)
        if running:
            postmaster.stop(running)


def running_on(data: Path) -> postmaster.Running | None:
    """The server of a data directory."""
    return postmaster.find(data.resolve() / "postgres" / "cluster")


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return False
