"""What we depend on has a reason and a version; nothing tells where it was built."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import chain

from tests.architecture.source import ROOT, told, tracked_files, where

REASON = re.compile(r'\s*"[^"]+",\s*# \S.{9,}')
PINNED = re.compile(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+")
EXACT = re.compile(r"\d+\.\d+\.\d+")
NAME = re.compile(r"[A-Za-z0-9_.-]+")
# Written in pieces, so that this file does not hold what it looks for.
PLACES = ["/" + place + "/" for place in ("home", "Users", "work", "workspace")]
REGISTRIES = [
    "py" + "pi.org", "python" + "hosted.org", "registry." + "npm" + "js.org",
    "index" + "-url",
]  # fmt: skip
READ_AS_TEXT = {
    "", ".cfg", ".css", ".csv", ".html", ".ini", ".js", ".json", ".md", ".mjs", ".po", ".py",
    ".sh", ".sql", ".svg", ".toml", ".txt", ".yml", ".yaml",
}  # fmt: skip
# Places that are allowed, each with its reason: file → text that may stand there.
ALLOWED: dict[str, str] = {}


def dependency_lines() -> list[tuple[int, str]]:
    """The lines of pyproject.toml that name a dependency."""
    found = []
    inside = False
    for number, line in enumerate((ROOT / "pyproject.toml").read_text("utf-8").splitlines(), 1):
        if re.match(r"(dependencies|test|node) = \[", line):
            inside = True
        elif line.startswith("]"):
            inside = False
        elif inside:
            found.append((number, line))
    return found


def direct() -> set[str]:
    """Normalised names of what we depend on ourselves."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    return {_plain(found[0]) for text in wanted if (found := NAME.match(text))}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_has_its_reason() -> None:
    lines = dependency_lines()
    assert len(lines) == len(direct()) > 20
    wrong = [f"pyproject.toml:{number}" for number, line in lines if not REASON.fullmatch(line)]
    assert not wrong, told(wrong)


def test_every_version_is_exact_and_names_no_index() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    wrong = [
        f"constraints.txt:{n}" for n, line in enumerate(lines, 1) if not PINNED.fullmatch(line)
    ]
    assert not wrong, told(wrong)
    assert direct() <= {_plain(line.partition("==")[0]) for line in lines}


def test_every_version_of_npm_is_exact() -> None:
    files = [path for path in tracked_files() if path.name == "package.json"]
    assert files
    for path in files:
        wanted = json.loads(path.read_text("utf-8"))["dependencies"]
        wrong = [name for name, version in wanted.items() if not EXACT.fullmatch(version)]
        assert not wrong, told(wrong)


def test_no_file_names_a_place_of_a_machine_or_a_registry() -> None:
    wrong = []
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in READ_AS_TEXT:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            text = line.replace(ALLOWED[name], "") if name in ALLOWED else line
            wrong += [where(path, number) for word in PLACES + REGISTRIES if word in text]
    assert not wrong, told(wrong)
