"""The template: the demo's fictitious people, loaded once with the keys of the speeltuin itself."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from datetime import date
from functools import cache
from pathlib import Path

from sleutelbos.config.children import Child
from sleutelbos.config.console import say
from sleutelbos.config.postgres import Databases

PACKAGE = Path(__file__).resolve().parents[2]
SHAPES = ("*/migrations/*.py", "demo/stories/*", "*/policies.toml", "access/manifests/*")
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV")


@cache
def code() -> str:
    """Changes with any file that shapes a sandbox's database: those of before don't fit then."""
    seen = hashlib.sha256()
    for pattern in SHAPES:
        for path in sorted(PACKAGE.glob(pattern)):
            if path.is_file():
                seen.update(os.fsencode(path.relative_to(PACKAGE)) + path.read_bytes())
    return seen.hexdigest()[:12]


def environment(home: Path, url: str, **more: str) -> dict[str, str]:
    """All that a process of the speeltuin knows: its own database, keys and folder."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {
        **kept, "SLEUTELBOS_MODE": "demo", "DJANGO_SETTINGS_MODULE": "sleutelbos.config.settings",
        "SLEUTELBOS_SECRET_FILE": str(home / "keys.json"), "DATABASE_URL": url,
        "SLEUTELBOS_DATA": str(home), **more,
    }  # fmt: skip


class Template:
    """Made in the background when somebody first asks; anew each week, for its days go by."""

    def __init__(self, home: Path, databases: Databases, names: str) -> None:
        self._home, self._databases = home, databases
        self._begin = f"{names}_sjabloon_"
        self._turn = threading.Lock()
        self._maker: threading.Thread | None = None

    def name(self, today: date) -> str:
        """Of this code and this week."""
        year, week, _day = today.isocalendar()
        return f"{self._begin}{code()}_{year}_{week:02}"

    def ready(self, today: date) -> str | None:
        """The template; None while it is being made."""
        name = self.name(today)
        with self._turn:
            if name in self._databases.names():
                return name
            if self._maker is None or not self._maker.is_alive():
                self._maker = threading.Thread(target=self.make, args=[today], daemon=True)
                self._maker.start()
        return None

    def make(self, today: date) -> None:
        """Load it; half a template never gets the name."""
        draft, name = f"{self._begin}draft", self.name(today)
        self._databases.drop_database(draft)
        self._databases.create_database(draft)
        command = [sys.executable, "-m", "django", "prepare", "--demo"]
        told = environment(self._home, self._databases.dsn(draft))
        child = Child("template of the speeltuin", command, told)
        child.start()
        if child.ended():
            say("the template of the speeltuin could not be loaded; the lines above say why")
            return
        for old in self._databases.names():
            if old.startswith(self._begin) and old not in (draft, name):
                self._databases.drop_database(old)
        self._databases.rename_database(draft, name)
