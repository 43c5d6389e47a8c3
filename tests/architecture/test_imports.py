"""Who may import whom: the contracts of pyproject.toml, and no import hidden in a function."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TypeGuard

from tests.architecture.source import PACKAGE, ROOT, python_files, told, tree_of, where

# Imports of our own code inside a function, each with its reason.
LATE_IMPORTS = {
    "config/apps.py": "ready(): models exist only when all applications are loaded",
}


def contracts() -> list[str]:
    """The names of the contracts."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [contract["name"] for contract in config["tool"]["importlinter"]["contracts"]]


def test_every_contract_is_kept(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--cache-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in contracts():
        assert any(name in line and "KEPT" in line for line in done.stdout.splitlines()), name


def test_the_contracts_name_every_room() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {room for layer in layers for room in layer.split(" | ")} == rooms


def late_imports(path: Path) -> list[int]:
    """Lines on which a function imports our own code, by statement or by ``import_module``."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return sorted(
        {
            node.lineno
            for function in ast.walk(tree_of(path))
            if isinstance(function, functions)
            for node in ast.walk(function)
            if _imports_ours(node)
        }
    )


def _imports_ours(node: ast.AST) -> TypeGuard[ast.ImportFrom | ast.Import | ast.Call]:
    if isinstance(node, ast.ImportFrom):
        return _ours(node.module or "", node.level)
    if isinstance(node, ast.Import):
        return any(_ours(name.name, 0) for name in node.names)
    return isinstance(node, ast.Call) and _by_name(node)


def _ours(module: str, level: int) -> bool:
    return level > 0 or module.partition(".")[0] == "sleutelbos"


def _by_name(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = call.args[0] if call.args else None
    return (
        name in ("import_module", "__import__")
        and isinstance(first, ast.Constant)
        and _ours(str(first.value), 0)
    )


def test_no_function_imports_our_own_code() -> None:
    wrong = [
        where(path, line)
        for path in python_files()
        if path.relative_to(PACKAGE).as_posix() not in LATE_IMPORTS
        for line in late_imports(path)
    ]
    assert not wrong, told(wrong)


def test_every_late_import_is_still_needed() -> None:
    idle = [name for name in LATE_IMPORTS if not late_imports(PACKAGE / name)]
    assert not idle, told(idle)
