"""What processes use, read from /proc, and keeping them on a core."""

from __future__ import annotations

import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
READY_SECONDS = 30.0
CORES = sorted(os.sched_getaffinity(0))


class NoServer(SystemExit):
    """A server that was started doesn't answer."""


def descendants(pid: int) -> list[int]:
    """A process and all that it started."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                children[int(_fields(int(entry.name))[1])].append(int(entry.name))
    found = [pid]
    for one in found:
        found += children[one]
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time, user and system, of a process and all that it started; ended ones too."""
    ticks = 0
    for one in descendants(pid):
        with suppress(OSError):
            ticks += sum(map(int, _fields(one)[11:15]))
    return ticks / TICK


def used(*pids: int | None) -> tuple[float, ...]:
    """:func:`cpu_seconds` of each; 0 for a process that isn't here."""
    return tuple(cpu_seconds(pid) if pid else 0.0 for pid in pids)


def since(before: tuple[float, ...], *pids: int | None) -> tuple[float, ...]:
    """What they used since :func:`used` said ``before``."""
    return tuple(later - sooner for later, sooner in zip(used(*pids), before, strict=True))


def parent_of(pid: int) -> int:
    """Who started a process."""
    return int(_fields(pid)[1])


def _fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on (proc(5))."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


@contextmanager
def beside() -> Iterator[None]:
    """Keep this process off the first core, which is the server's; not where there is just one."""
    os.sched_setaffinity(0, CORES[1:] or CORES)
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


@contextmanager
def on_first_core(command: Sequence[str], port: int, **more: str) -> Iterator[int]:
    """A server on the first core, with ``more`` in its environment; its process when it answers."""
    child = subprocess.Popen(
        command, env={**os.environ, **more}, preexec_fn=_pinned, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port, child.poll)
        yield child.pid
    finally:
        child.terminate()
        child.wait(timeout=20)


def _pinned() -> None:
    os.sched_setaffinity(0, CORES[:1])


def _wait(port: int, ended: Callable[[], int | None]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and ended() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise NoServer(f"no server on port {port}")
