"""constraints.txt names every package exactly, and no place to get it from."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version

from tests.plugin import ROOT

LINES = (ROOT / "constraints.txt").read_text().splitlines()


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


PINNED = {canonical(line.partition("==")[0]): line.partition("==")[2] for line in LINES}


def test_each_line_is_one_exact_version() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line)] == []


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    names = {canonical(re.match(r"[\w.-]+", text)[0]) for text in wanted}  # type: ignore[index]
    assert names - set(PINNED) == set()


def test_what_is_installed_is_what_is_pinned() -> None:
    different = {}
    for name, pinned in PINNED.items():
        try:
            if version(name) != pinned:
                different[name] = version(name)
        except PackageNotFoundError:
            continue  # needed on another machine or Python only
    assert different == {}
