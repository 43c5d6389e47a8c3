"""``sleutelbos serve`` from outside: ready line, clean end, no remains."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.config.conftest import eventually, running_on, stop_servers
from tests.plugin import ROOT

Serve = Callable[..., "subprocess.Popen[str]"]

pytestmark = [pytest.mark.slow, pytest.mark.requirement("P01")]


@pytest.fixture
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``serve`` and its children say on standard error."""
    return tmp_path_factory.mktemp("log") / "serve.log"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory that lives on from test to test, as it does from day to day."""
    place = tmp_path_factory.mktemp("house")
    yield place
    stop_servers(place)


@pytest.fixture
def serve(house: Path, log: Path) -> Iterator[Serve]:
    """Start ``serve`` with an embedded server of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, data: Path = house) -> subprocess.Popen[str]:
        environment = {name: v for name, v in os.environ.items() if name != "DATABASE_URL"}
        command = [sys.executable, "-m", "sleutelbos.config.cli", "serve", "--workers", "1"]
        with log.open("w") as said:
            process = subprocess.Popen(
                [*command, "--data", str(data), *arguments],
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                env={**environment, "SLEUTELBOS_MODE": "demo"},
            )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def url_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    line = process.stdout.readline()
    assert re.fullmatch(r"ready: http://127\.0\.0\.1:\d+/\n", line), "see what serve logged"
    return line.split()[1]


def status(url: str) -> int:
    try:
        return int(urllib.request.urlopen(url, timeout=10).status)
    except HTTPError as answer:
        return answer.code
    except OSError:
        return 0


def descendants(pid: int) -> list[int]:
    """The processes below one, from the kernel's own list (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in children.read_text().split()] if children.exists() else []
    return found + [below for child in found for below in descendants(child)]


def gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}/cwd").exists() and is_running(pid) for pid in pids)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_one_ready_line_and_a_clean_end(serve: Serve, house: Path) -> None:
    process = serve("--demo", "--port", "0")
    assert status(url_of(process)) < 500
    below = descendants(process.pid)
    assert running_on(house)
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=10)
    assert rest == ""
    assert process.returncode == 0
    assert running_on(house) is None
    assert gone(below)


def test_a_killed_child_comes_back(serve: Serve) -> None:
    process = serve("--port", "0")
    url = url_of(process)
    web = next(
        pid
        for pid in descendants(process.pid)
        if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
    os.killpg(web, signal.SIGKILL)
    assert eventually(lambda: status(url) == 0, 5)
    assert eventually(lambda: 0 < status(url) < 500, 15)


def test_kill_minus_nine_leaves_no_web_server(serve: Serve, house: Path) -> None:
    process = serve("--port", "0")
    url = url_of(process)
    process.kill()
    assert eventually(lambda: status(url) == 0, 10)
    assert running_on(house), "the next user finds the database server and stops it"


def test_a_taken_port_is_said_clearly(serve: Serve, data: Path, log: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = serve("--port", str(port), data=data)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == 2
    assert out == ""
    assert f"port {port} on 127.0.0.1 can't be used" in log.read_text()
    assert not list(data.iterdir())


def test_a_terminated_command_stops_its_server(data: Path) -> None:
    environment = {name: v for name, v in os.environ.items() if name != "DATABASE_URL"}
    sleeping = "import time; print('asleep', flush=True); time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "shell", "--verbosity", "0", "-c", sleeping],
        stdout=subprocess.PIPE,
        text=True,
        env={**environment, "SLEUTELBOS_DATA": str(data)},
    )
    assert process.stdout
    assert process.stdout.readline() == "asleep\n"
    assert running_on(data)
    process.terminate()
    process.communicate(timeout=10)
    assert process.returncode == 143
    assert running_on(data) is None
