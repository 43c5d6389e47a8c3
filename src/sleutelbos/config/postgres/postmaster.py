"""Start, find and stop the server of one cluster. Callers hold the turn (see ``places``)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from sleutelbos.config.postgres import places, processes
from sleutelbos.config.postgres.account import Account
from sleutelbos.config.postgres.binaries import Binaries
from sleutelbos.config.postgres.problems import PostgresError

SUPERUSER = "sleutelbos"
START_SECONDS = 60.0
STOP_SECONDS = 10.0
FAST_NOT_SAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Running:
    """A server that runs: its cluster, its process and the directory of its socket."""

    cluster: Path
    pid: int
    socket: Path

    @property
    def url(self) -> str:
        """The address of its maintenance database."""
        return f"postgresql://{SUPERUSER}@/postgres?host={self.socket}&port={places.PORT}"

    def answers(self) -> bool:
        """Whether it takes a connection now."""
        try:
            psycopg.connect(self.url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


def initialise(cluster: Path, programs: Binaries, account: Account, *, durable: bool) -> None:
    """Make the cluster: UTF-8, C collation, no ICU; whole or not at all."""
    draft = cluster.with_name("cluster.new")
    said = b""
    for locale in ("C.UTF-8", "C"):
        shutil.rmtree(draft, ignore_errors=True)
        command: list[str | Path] = [
            programs.initdb,
            "-D",
            draft,
            "-U",
            SUPERUSER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            f"--locale={locale}",
            "--no-instructions",
            *([] if durable else ["--no-sync"]),
        ]
        child = account.popen(
            command, cwd=cluster.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said = child.communicate()[0]
        if child.returncode == 0:
            draft.rename(cluster)
            return
    raise PostgresError(f"initdb failed in {cluster.parent}: {said.decode(errors='replace')}")


def find(cluster: Path) -> Running | None:
    """The server that runs on the cluster, from its own note (postmaster.pid)."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        pid, socket = int(lines[0]), lines[4].strip()
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not socket or not processes.is_postmaster(pid, cluster):
        return None
    return Running(cluster, pid, Path(socket))


def clear_remains(cluster: Path) -> None:
    """After a kill -9: wait until the last child has gone, then take the note of the dead away.

    PostgreSQL clears its note itself, but not while its number lives on (a zombie, or another
    program that got the number).
    """
    deadline = time.monotonic() + STOP_SECONDS
    while left := processes.working_in(cluster):
        if time.monotonic() > deadline:
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
    if processes.HAS_PROC:
        (cluster / "postmaster.pid").unlink(missing_ok=True)


def start(
    cluster: Path, programs: Binaries, account: Account, log: Path, *, durable: bool
) -> Running:
    """Start the server and wait until it answers; only by socket, in a directory of mode 0700."""
    socket = places.socket_directory(cluster)
    places.make_private(socket, account)
    options = [
        "listen_addresses=",
        f"unix_socket_directories={socket}",
        "unix_socket_permissions=0700",
        f"port={places.PORT}",
        "max_connections=200",
        "timezone=UTC",
        "log_timezone=UTC",
        *(() if durable else FAST_NOT_SAFE),
    ]
    command: list[str | Path] = [programs.postgres, "-D", cluster]
    for option in options:
        command += ["-c", option]
    with log.open("wb") as said:
        child = account.popen(command, cwd=cluster.parent, stdout=said, stderr=said)
    try:
        return _until_ready(cluster, child, log)
    except BaseException:
        child.terminate()
        child.wait()
        raise


def _until_ready(cluster: Path, child: subprocess.Popen[bytes], log: Path) -> Running:
    deadline = time.monotonic() + START_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        running = find(cluster)
        if running and running.answers():
            return running
        time.sleep(0.02)
    tail = log.read_text(errors="replace")[-2000:]
    raise PostgresError(f"PostgreSQL didn't start; {log} says:\n{tail}")


def stop(running: Running) -> None:
    """Stop in order (fast shutdown); after ten seconds at once, without loss of what was saved."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(running.pid, how)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if not _lives(running):
                _until_left(running.cluster, deadline)
                shutil.rmtree(running.socket, ignore_errors=True)
                return
            time.sleep(0.01)


def _until_left(cluster: Path, deadline: float) -> None:
    """A process that ends has lost its command line a while before it has left its folder."""
    while processes.working_in(cluster) and time.monotonic() < deadline:
        time.sleep(0.01)


def _lives(running: Running) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(running.pid, os.WNOHANG)  # if it is a child of ours, let it go
    return processes.is_postmaster(running.pid, running.cluster)
