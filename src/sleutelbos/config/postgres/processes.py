"""Which processes live, and which of them work in a cluster."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

PROC = Path("/proc")
HAS_PROC = (PROC / "self" / "stat").exists()


def is_postmaster(pid: int, cluster: Path) -> bool:
    """Whether ``pid`` is the living server of the cluster: no zombie, no number given out again."""
    try:
        command = (
            (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace")
            if HAS_PROC
            else _ask_ps(pid, "command=")
        )
    except OSError:
        return False
    return str(cluster) in command and not is_zombie(pid)


def is_zombie(pid: int) -> bool:
    """Dead, but not yet fetched by its parent (or gone altogether)."""
    try:
        state = (
            (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
            if HAS_PROC
            else _ask_ps(pid, "stat=")
        )
    except OSError:
        return True
    return state[:1] in ("", "Z", "X")


def working_in(cluster: Path) -> list[int]:
    """Living processes whose working directory is the cluster (Linux only, else none)."""
    found = []
    for entry in PROC.glob("[0-9]*"):
        try:
            at = os.readlink(entry / "cwd")
        except OSError:
            continue
        if at == str(cluster) and not is_zombie(int(entry.name)):
            found.append(int(entry.name))
    return found


def _ask_ps(pid: int, what: str) -> str:
    command = ["ps", "-o", what, "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()  # noqa: S603
