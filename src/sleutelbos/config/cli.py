"""The command ``sleutelbos``: serve, keys, audit check, and every management command of Django."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from sleutelbos.config import keys, postgres, serve
from sleutelbos.config.console import answer, say
from sleutelbos.tools.ledger import proof

SETTINGS = "sleutelbos.config.settings"


def main(arguments: list[str] | None = None) -> None:
    """Run one command; leaves by SystemExit when it fails."""
    given = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if given[:1] == ["serve"]:
        sys.exit(serve.main(given[1:]))
    if given[:1] == ["keys"]:
        sys.exit(make_keys())
    if given[:2] == ["audit", "check"]:
        sys.exit(proof.main(given[2:]))  # for outsiders: no database, no keys, no settings
    manage(given)


def make_keys() -> int:
    """Make the key file of an instance; never overwrites one."""
    data = serve.data_directory()
    path = Path(os.environ.get("SLEUTELBOS_SECRET_FILE", data / "keys.json"))
    if path.exists():
        say(f"{path} exists already and is left alone")
        return 1
    keys.make(path)
    answer(f"keys written to {path}; keep a copy apart from the database")
    return 0


def manage(arguments: list[str]) -> None:
    """Run a management command, with the embedded server when DATABASE_URL is not set."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave in order: the server too
    try:
        postgres.use(serve.data_directory())
    except postgres.PostgresError as problem:
        sys.exit(f"sleutelbos: {problem}")
    execute_from_command_line(["sleutelbos", *arguments])


if __name__ == "__main__":
    main()
