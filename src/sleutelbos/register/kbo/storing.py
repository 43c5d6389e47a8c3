"""The ZIP of a load waits in a folder of the house until it is loaded or refused."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from sleutelbos.register.ports import kbo as ports


def keep(path: Path) -> str:
    """A copy of the file, under a name of its own. What is left over is swept up by the week."""
    name = f"{uuid4().hex}.zip"
    folder = ports.folder()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / name)
    return name


def path_of(name: str) -> Path:
    """Where it stands."""
    return ports.folder() / name


def forget(name: str) -> None:
    """Take it away once the transaction is committed; one that is gone already is fine."""
    if name:
        transaction.on_commit(lambda: path_of(name).unlink(missing_ok=True))


def sweep(wanted: Collection[str]) -> None:
    """Take away what no load waits for: left when a transaction did not come to its end."""
    for path in ports.folder().glob("*.zip"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)
