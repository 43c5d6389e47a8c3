"""The suite's own source as these tests read it: files, syntax trees, templates, tracked files."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

from tests.examples import business_actions

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "sleutelbos"
ROOMS = ("config", "demo", "connectors", "desk", "signin", "access", "register", "web", "tools")
GENERATED = ("migrations",)


def load_everything() -> None:
    """Import every module, so that actions, flows, events and pages are all declared."""
    business_actions()


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the suite, without the migrations that Django writes."""
    return tuple(
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if not set(GENERATED) & set(path.relative_to(PACKAGE).parts)
    )


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def templates() -> tuple[Path, ...]:
    """Every template of the suite: pages, parts and mails."""
    return tuple(
        path
        for path in sorted(PACKAGE.rglob("*"))
        if "templates" in path.parts and path.suffix in (".html", ".txt")
    )


def template_name(path: Path) -> str:
    """The name under which Django finds a template, e.g. ``web/base.html``."""
    parts = path.relative_to(PACKAGE).parts
    return "/".join(parts[parts.index("templates") + 1 :])


@cache
def tracked_files() -> tuple[Path, ...]:
    """Files of the project as git knows them or would take them in; what git ignores is left out.

    Outside a checkout (a source archive) every file is one.
    """
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        names = sorted(name for name in done.stdout.decode().split("\0") if name)
        found = [ROOT / name for name in names]
    except (OSError, subprocess.CalledProcessError):
        hidden = {".git", ".venv", ".data", "__pycache__"}
        found = [p for p in sorted(ROOT.rglob("*")) if not hidden & set(p.parts)]
    return tuple(path for path in found if path.is_file())


def where(path: Path, line: int | None = None) -> str:
    """A place as people and editors read it: ``src/…/file.py:12``."""
    place = path.relative_to(ROOT).as_posix()
    return place if line is None else f"{place}:{line}"


def told(problems: list[str]) -> str:
    """Problems as the message of an assertion, one on a line."""
    return "\n" + "\n".join(problems)
