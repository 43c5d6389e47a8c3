"""Decisions: numbered, dated, and referred to by numbers that exist."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.source import ROOT, told, tracked_files, where

FOLDER = ROOT / "docs" / "adr"
NAME = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
HEADING = re.compile(r"# (\d{4}) \S.*")
STATUS = re.compile(
    r"Status: (proposed|accepted|superseded by \d{4}), [A-Z][a-z]+ \d{4}\.", re.MULTILINE
)


def decisions() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.name != "README.md")


def test_names_and_headings_have_the_same_number() -> None:
    wrong = []
    for path in decisions():
        name, heading = NAME.fullmatch(path.name), HEADING.match(path.read_text("utf-8"))
        if not name or not heading or name[1] != heading[1]:
            wrong.append(where(path, 1))
    assert not wrong, told(wrong)


def test_numbers_follow_each_other() -> None:
    numbers = [int(path.name[:4]) for path in decisions()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_says_where_it_stands() -> None:
    wrong = []
    for path in decisions():
        lines = path.read_text("utf-8").splitlines()
        if len(lines) < 3 or not STATUS.fullmatch(lines[2]):
            wrong.append(where(path, 3))
    assert not wrong, told(wrong)


def test_each_decides_and_says_what_follows() -> None:
    wrong = [
        f"{where(path)}: {part}"
        for path in decisions()
        for part in ("**Decision.**", "**Consequences.**")
        if part not in path.read_text("utf-8")
    ]
    assert not wrong, told(wrong)


def test_whoever_refers_to_a_decision_finds_it() -> None:
    known = {path.name[:4] for path in decisions()}
    wrong = []
    for path in tracked_files():
        if path.suffix not in (".py", ".md", ".toml", ".html"):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            wrong += [where(path, number) for found in re.findall(r"ADR (\d{4})", line)
                      if found not in known]  # fmt: skip
    assert not wrong, told(wrong)
