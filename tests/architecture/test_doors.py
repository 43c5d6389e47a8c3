"""A higher room uses a lower one through its door, ``public.py`` (architecture, The tree)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import PACKAGE, python_files, told, tree_of, where

BEHIND_A_DOOR = {"register", "access", "signin", "desk", "demo"}
# What a room may use of another room besides its door, with the reason.
SIDE_DOORS: dict[str, dict[str, str]] = {
    "config": {"*": "the assembly binds whatever answers a port; import-linter guards the models"},
    "connectors": {"ports": "a connector answers the ports of the room that it serves"},
    "desk": {"ports": "the desk answers what a lower room asks"},
    "demo": {"*": "tells its stories through everything that a user can do"},
}


def imported(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line, room, module within the room) for each import of a room's module."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "sleutelbos" and len(parts) > 2:
                yield node.lineno, parts[1], parts[2]


def allowed(room: str, other: str, module: str) -> bool:
    """Whether a module of ``room`` may import ``other.module``."""
    if other == room or other not in BEHIND_A_DOOR or module == "public":
        return True
    side = SIDE_DOORS.get(room, {})
    return "*" in side or module in side


def test_rooms_meet_at_their_doors() -> None:
    wrong = []
    for path in python_files():
        room = path.relative_to(PACKAGE).parts[0]
        for line, other, module in imported(path):
            if not allowed(room, other, module):
                wrong.append(f"{where(path, line)}: {other}.{module}")
    assert not wrong, told(sorted(set(wrong)))
