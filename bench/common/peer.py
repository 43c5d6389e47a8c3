"""Peers from npm, installed in .data/bench when Node can be had; oidc-provider in memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from common import processes, stage
from common.provider import Served
from sleutelbos.config.serve import free_port

SOURCE = Path(__file__).resolve().parents[1] / "peers"
PLACE = stage.DATA / "peers"


class Absent(Exception):
    """The peer can't be had here; the text says why."""


def installed() -> Path:
    """Where the packages of all peers are. Raises Absent without Node or without a package."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise Absent(f"no {program} on this machine")
    PLACE.mkdir(parents=True, exist_ok=True)
    for file in SOURCE.iterdir():
        shutil.copy(file, PLACE)
    command = ["npm", "install", "--no-package-lock", "--loglevel", "error"]
    made = subprocess.run(command, cwd=PLACE, stdout=sys.stderr, check=False)
    if made.returncode:
        raise Absent("npm could not install the peers")
    return PLACE


@contextmanager
def oidc_provider(client_id: str, secret: str, back: str) -> Iterator[Served]:
    """The peer on the first core, with one client. Raises Absent."""
    port = free_port("127.0.0.1", 0)
    command = ["node", str(installed() / "oidc_provider.js"), str(port), client_id, secret, back]
    try:
        with processes.on_first_core(command, port, NODE_ENV="production") as pid:
            yield Served(port, pid)
    except processes.NoServer:
        raise Absent("oidc-provider does not start") from None
