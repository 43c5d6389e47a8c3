"""Run a command as an ordinary user without leaving root's files: ``unroot.py UID GID COMMAND…``.

PostgreSQL refuses to run as root. In a user namespace of its own that maps UID to root, it sees an
ordinary user, while outside nothing changes: no account is made, no file changes hands.
Run as a program, so that a process with threads never forks to get here.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000


def main(arguments: list[str]) -> None:
    """Enter the namespace and become the command; exits with 125 where that is forbidden."""
    uid, gid, *command = arguments
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        sys.stderr.write(f"unshare: {os.strerror(ctypes.get_errno())}\n")
        sys.exit(125)
    try:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {outer_uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {outer_gid} 1")
    except OSError as problem:
        sys.stderr.write(f"user namespace: {problem}\n")
        sys.exit(125)
    os.execv(command[0], command)  # noqa: S606 - becoming the command is the purpose


if __name__ == "__main__":
    main(sys.argv[1:])
