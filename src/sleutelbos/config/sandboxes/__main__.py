"""``python -m sleutelbos.config.sandboxes``: the speeltuin, all from its environment.

SLEUTELBOS_SPEELTUIN           its public address, e.g. https://speeltuin.example.be
SLEUTELBOS_SPEELTUIN_KEY       file with the key of the passes, shared with the real instance
SLEUTELBOS_SPEELTUIN_DATABASE  postgresql://… of a role that may make databases, and open no other
SLEUTELBOS_SPEELTUIN_DATA      its own folder: keys, mails and files of the sandboxes
SLEUTELBOS_SPEELTUIN_MOST      how many sandboxes at most        (24)
SLEUTELBOS_SPEELTUIN_AT_ONCE   how many at work at the same time (6; each takes 225 MB)
SLEUTELBOS_SPEELTUIN_NAMES     how the names of its databases begin (speeltuin)
SLEUTELBOS_SPEELTUIN_LISTEN    host:port                         (127.0.0.1:8002)
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from sleutelbos.config.console import say
from sleutelbos.config.postgres import Databases
from sleutelbos.config.sandboxes.front import Speeltuin, serve
from sleutelbos.config.sandboxes.house import NAMES, House
from sleutelbos.config.sandboxes.running import Running
from sleutelbos.config.sandboxes.template import Template
from sleutelbos.tools import handover

NEVER_BOTH = ("DATABASE_URL", "SLEUTELBOS_SECRET_FILE", "SLEUTELBOS_DATA", "SLEUTELBOS_SMTP")


def build(told: Mapping[str, str]) -> Speeltuin:
    """The speeltuin of an environment. Raises ValueError for one of the real instance."""
    real = [name for name in NEVER_BOTH if told.get(name)]
    if real:
        raise ValueError(f"the speeltuin may not know {', '.join(real)} of the real instance")
    url = told["SLEUTELBOS_SPEELTUIN"].rstrip("/")
    home = Path(told["SLEUTELBOS_SPEELTUIN_DATA"]).resolve()
    databases = Databases(told["SLEUTELBOS_SPEELTUIN_DATABASE"])
    names = told.get("SLEUTELBOS_SPEELTUIN_NAMES", NAMES)
    house = House(home, databases, int(told.get("SLEUTELBOS_SPEELTUIN_MOST", "24")), names)
    hosts = f"{urlsplit(url).hostname},127.0.0.1,localhost"
    at_once = int(told.get("SLEUTELBOS_SPEELTUIN_AT_ONCE", "6"))
    running = Running(house, databases, url, hosts, at_once)
    key = handover.key_of(Path(told["SLEUTELBOS_SPEELTUIN_KEY"]))
    return Speeltuin(
        house, running, Template(home, databases, names), key, url.startswith("https://")
    )


def main() -> int:
    """Serve until told to stop."""
    try:
        speeltuin = build(os.environ)
    except (KeyError, ValueError) as problem:
        say(f"speeltuin: {problem}")
        return 1
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    host, _colon, port = os.environ.get("SLEUTELBOS_SPEELTUIN_LISTEN", "127.0.0.1:8002").rpartition(
        ":"
    )
    serve(speeltuin, host, int(port), stopped)
    return 0


if __name__ == "__main__":
    sys.exit(main())
