"""What the command line says to whoever runs it."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """One line on standard error: progress and trouble."""
    print(f"sleutelbos: {text}", file=sys.stderr, flush=True)  # noqa: T201 - a command's own voice


def answer(text: str) -> None:
    """One line on standard output: what was asked for."""
    print(text, flush=True)  # noqa: T201 - a command's own voice
