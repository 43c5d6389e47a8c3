"""The directories and locks of one embedded server."""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sleutelbos.config.postgres.account import Account
from sleutelbos.config.postgres.problems import PostgresError

PORT = 5432
LONGEST_SOCKET = 107  # bytes: sun_path of unix(7) less its closing zero
SYSTEM_HOME = Path("/var/lib")


@dataclass(frozen=True)
class Places:
    """What belongs to the cluster of one data directory."""

    home: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """What the server said since it was last started."""
        return self.home / "postgres.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the server."""
        return self.home / "users.lock"

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Start and stop one at a time."""
        descriptor = _open(self.home / "turn.lock")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def join(self) -> int:
        """Count ourselves among the users; the lock ends with the process, however it ends."""
        descriptor = _open(self.users_lock)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        return descriptor


def leave(descriptor: int) -> bool:
    """Stop being a user (within ``turn``); True when nobody else is left."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)


def prepare(data: Path) -> Places:
    """Make the private directory of the server under the data directory."""
    home = data.expanduser().resolve() / "postgres"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Places(home)


def cluster_for(account: Account, places: Places) -> Path:
    """Where the cluster lives: under ``data``, or in /var/lib for an account that can't enter."""
    if not account.drop_to:
        return places.cluster
    place = SYSTEM_HOME / f"sleutelbos-{_short(places.home)}"
    place.mkdir(mode=0o755, exist_ok=True)
    if place.stat().st_uid == 0:
        place.chmod(0o755)
        account.own(place)
    return place / "cluster"


def socket_directory(cluster: Path) -> Path:
    """A path short enough for a socket, the same for every process that asks."""
    for base in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 - private directories in it
        place = Path(base) / f"sleutelbos-{os.getuid()}-{_short(cluster)}"
        longest = len(os.fsencode(place / f".s.PGSQL.{PORT}.lock"))
        if longest <= LONGEST_SOCKET and not set(str(place)) & set(",'\"\\ "):
            return place
    raise PostgresError("no directory is short enough for the socket of PostgreSQL")


def make_private(place: Path, account: Account) -> None:
    """Make the socket directory, empty and with mode 0700; refuse one that somebody else made.

    A killed server leaves its socket and lock there, which would keep the next one from starting.
    """
    place.mkdir(mode=0o700, exist_ok=True)
    found = place.lstat()
    trusted = {os.getuid()} | ({account.drop_to.pw_uid} if account.drop_to else set())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in trusted:
        raise PostgresError(f"{place} belongs to somebody else; remove it or set TMPDIR")
    place.chmod(0o700)
    account.own(place)
    for left in place.glob(".s.PGSQL.*"):
        left.unlink()


def _open(path: Path) -> int:
    """A lock file; Python closes its descriptor in programs that we start."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
