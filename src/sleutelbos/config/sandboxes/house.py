"""Which sandboxes exist: whose, until when. Each is a database and a folder with its own files."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree

from sleutelbos.config.postgres import Databases

RECORD = "speeltuin.json"
NAMES = "speeltuin"  # how the names of its databases begin
DAY = 24 * 60 * 60


class Full(Exception):
    """There are as many sandboxes as there may be."""


@dataclass(frozen=True)
class Sandbox:
    """A sandbox: its number and database, a hash of whose it is, when it ends (seconds since 1970),
    and the code of the template from which it was made."""

    number: str
    database: str
    owner: str
    ends: float
    code: str


class House:
    """The sandboxes of one folder and one server. Safe to use from several threads."""

    def __init__(self, folder: Path, databases: Databases, most: int, names: str = NAMES) -> None:
        self.folder, self._databases, self._most = folder, databases, most
        self._names = names
        self._turn = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def all(self) -> list[Sandbox]:
        """Those that exist, ended or not."""
        records = sorted(self.folder.glob(f"*/{RECORD}"))
        return [Sandbox(**json.loads(path.read_text())) for path in records]

    def find(self, number: str) -> Sandbox | None:
        """By its number."""
        return next((one for one in self.all() if one.number == number), None)

    def place(self, sandbox: Sandbox) -> Path:
        """Its folder: its mails, files and logs."""
        return self.folder / sandbox.number

    def open(self, who: str, days: int, template: str, code: str, now: float) -> Sandbox:
        """The sandbox of somebody: the one that he has, else a new one. Raises Full."""
        owner = hashlib.sha256(who.encode()).hexdigest()
        with self._turn:
            found = next((one for one in self.all() if one.owner == owner), None)
            if found is not None and found.ends > now and found.code == code:
                return found
            if found is not None:
                self._drop(found)
            if len(self.all()) >= self._most:
                raise Full
            number = secrets.token_hex(8)
            fresh = Sandbox(number, f"{self._names}_{number}", owner, now + days * DAY, code)
            self._clone(fresh, template)
            return fresh

    def reset(self, sandbox: Sandbox, template: str) -> None:
        """As it was at the beginning. Nobody uses it at this moment."""
        with self._turn:
            self._drop(sandbox)
            self._clone(sandbox, template)

    def end(self, now: float) -> list[Sandbox]:
        """Drop those that are over, and databases that a kill left without a record."""
        with self._turn:
            over = [one for one in self.all() if one.ends <= now]
            for sandbox in over:
                self._drop(sandbox)
            known, mine = {one.database for one in self.all()}, rf"{self._names}_[0-9a-f]{{16}}"
            for name in self._databases.names():
                if name not in known and re.fullmatch(mine, name):
                    self._databases.drop_database(name)
        return over

    def _clone(self, sandbox: Sandbox, template: str) -> None:
        self._databases.create_database(sandbox.database, template)
        place = self.place(sandbox)
        place.mkdir(mode=0o700)
        draft = place / f".{RECORD}"
        draft.write_text(json.dumps(asdict(sandbox)))
        draft.rename(place / RECORD)

    def _drop(self, sandbox: Sandbox) -> None:
        self._databases.drop_database(sandbox.database)
        rmtree(self.place(sandbox), ignore_errors=True)
