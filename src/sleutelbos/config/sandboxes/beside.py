"""The speeltuin beside a demo: started by ``serve`` as one small process, the rest when asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sleutelbos.config import postgres
from sleutelbos.config.children import Child
from sleutelbos.config.sandboxes import role, template

ADDRESS, KEY = "SLEUTELBOS_SPEELTUIN", "SLEUTELBOS_SPEELTUIN_KEY"
DATABASE = "SLEUTELBOS_SPEELTUIN_DATABASE"


def possible() -> bool:
    """Whether this demo has one: with a server of its own, or a role that was made for it."""
    demo = os.environ.get("SLEUTELBOS_MODE") == "demo"
    return demo and (bool(os.environ.get(DATABASE)) or not os.environ.get("DATABASE_URL"))


def announce(port: int, data: Path) -> None:
    """Tell the site where it will be, and which key its passes have."""
    os.environ.setdefault(ADDRESS, f"http://127.0.0.1:{port}")
    os.environ.setdefault(KEY, str(data / "speeltuin.key"))


def child(server: postgres.Server | None, real: str, host: str, port: int, data: Path) -> Child:
    """The front, that knows nothing of the demo but the key of the passes."""
    url = role.make(server, real) if server else os.environ[DATABASE]
    told = {name: os.environ[name] for name in template.KEPT if name in os.environ}
    told |= {name: v for name, v in os.environ.items() if name.startswith(f"{ADDRESS}_")}
    told |= {
        ADDRESS: os.environ[ADDRESS], KEY: os.environ[KEY], DATABASE: url,
        f"{ADDRESS}_DATA": os.environ.get(f"{ADDRESS}_DATA", str(data / "speeltuin")),
        f"{ADDRESS}_LISTEN": f"{host}:{port}", f"{ADDRESS}_AT_ONCE": "3",
    }  # fmt: skip
    return Child("speeltuin", [sys.executable, "-m", "sleutelbos.config.sandboxes"], told)
