"""Seconds from a bare clone to the first page, and with a warm environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

from common import ROOT, report
from common.site import demo

CONSTRAINTS = ("-c", "constraints.txt")


def run(*command: str, where: Path) -> float:
    """Run a command; how many seconds it took."""
    start = perf_counter()
    subprocess.run(command, cwd=where, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def install(clone: Path, venv: Path) -> float:
    """The floor: what ./dev does to make its environment, and nothing else."""
    if shutil.which("uv"):
        made = run("uv", "venv", "--quiet", str(venv), where=clone)
        program = ["uv", "pip", "install", "--quiet", "-p", str(venv / "bin" / "python")]
    else:
        made = run("python3", "-m", "venv", str(venv), where=clone)
        program = [str(venv / "bin" / "python"), "-m", "pip", "install", "-qq"]
    return made + run(*program, *CONSTRAINTS, "-e", ".", where=clone)


def started(clone: Path, data: Path) -> float:
    """Seconds from ``./dev demo`` to the first page."""
    with demo(clone, data) as (_url, _process, seconds):
        return seconds


def main() -> None:
    """Clone what is committed, install, start three times."""
    with tempfile.TemporaryDirectory(prefix="sleutelbos-start-") as name:
        place = Path(name)
        clone = place / "clone"
        report.conditions(
            f"{'uv' if shutil.which('uv') else 'venv and pip'}, the package cache warm after the"
            " floor, embedded PostgreSQL, demo data loaded where there is none"
        )
        os.environ.pop("VIRTUAL_ENV", None)
        cloned = run("git", "clone", "--quiet", str(ROOT), str(clone), where=place)
        install(clone, place / "first")
        floor = install(clone, place / "floor")
        bare = started(clone, place / "data")
        fresh = started(clone, place / "other")
        warm = started(clone, place / "data")
    rows = [
        ["git clone", f"{cloned:.1f}", ""],
        ["floor: environment and pip install", f"{floor:.1f}", "1.00"],
        ["bare clone to first page (./dev demo)", f"{bare:.1f}", f"{bare / floor:.2f}"],
        ["environment there, new demo data", f"{fresh:.1f}", f"{fresh / floor:.2f}"],
        ["environment and data there", f"{warm:.1f}", f"{warm / floor:.2f}"],
    ]
    report.show("start", ["", "seconds", "× floor"], rows)
    report.figure(
        "start",
        f"bare clone {cloned + bare:.1f} s ({bare / floor:.1f} × pip install alone), warm"
        f" {warm:.1f} s",
    )


if __name__ == "__main__":
    main()
