"""Sets the stage before Django's settings are read: ``-p tests.plugin`` in pyproject.toml.

The run has one server that is fast and not safe, shared by all workers and by other runs of this
checkout; a DATABASE_URL from outside is used as the server instead. Each worker gets a database of
its own, whose name is known here and which is made when the first test asks (see conftest).
"""

from __future__ import annotations

import hashlib
import os
import signal
import tempfile
from pathlib import Path
from shutil import disk_usage, rmtree

import pytest
from hypothesis import HealthCheck, settings

from sleutelbos.config.postgres import Databases, Server, ensure_server
from sleutelbos.tools import collector

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes; a run with two workers needs about one
SERVER_VARIABLE = "SLEUTELBOS_TEST_SERVER"
NO_BROWSER = "no Chromium found"
NO_NODE = "no Node with its packages"
# What was skipped → what it is, and what to do about it.
MISSING = {
    NO_BROWSER: ("browser checks", "install chromium or set SLEUTELBOS_CHROMIUM"),
    NO_NODE: ("tours of openid-client", "install Node 20 or newer with npm, or the extra “node”"),
}

# Fixtures that clone the loaded demo.
DEMO = {"demo", "own_demo", "live_site", "own_site", "demo_database", "site", "page"}

# How fast an example is made says nothing of the code: another run may have the machine.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")
os.environ["SLEUTELBOS_MODE"] = "test"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's sync API keeps a loop running


def _place() -> Path:
    """Where the server of this checkout keeps its files between runs: in memory when there is room,
    since making a database there takes a tenth of the time."""
    begin = f"sleutelbos-tests-{os.getuid()}-"
    place = MEMORY / f"{begin}{hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:10]}"
    if not place.exists() and not (MEMORY.is_dir() and disk_usage(MEMORY).free > ROOM):
        return ROOT / ".data" / "tests"
    for other in MEMORY.glob(f"{begin}*"):
        of = other / "checkout"
        if of.exists() and not Path(of.read_text()).exists():  # that checkout is gone
            rmtree(other, ignore_errors=True)
    place.mkdir(mode=0o700, exist_ok=True)
    (place / "checkout").write_text(str(ROOT))
    return place


def _server() -> tuple[Databases, Server | None]:
    """The server of the run; the embedded one is held by the controlling process only."""
    known = os.environ.get(SERVER_VARIABLE) or os.environ.get("DATABASE_URL")
    if known:
        return Databases(known), None
    server = ensure_server(_place(), durable=False)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends in order, so it releases
    return server, server


def run_of(database: str) -> int:
    """The process that a test database belongs to; 0 for any other database."""
    first, _, rest = database.partition("_")
    number = rest.partition("_")[0]
    return int(number) if first == "run" and number.isdigit() else 0


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sweep(server: Databases) -> None:
    """Drop what killed runs left behind."""
    for name in server.names():
        if run_of(name) and not _lives(run_of(name)):
            server.drop_database(name)


databases, _held = _server()
os.environ[SERVER_VARIABLE] = databases.admin_url
worker_database = f"run_{os.getpid()}"
os.environ["DATABASE_URL"] = databases.dsn(worker_database)
_files = tempfile.TemporaryDirectory(prefix="sleutelbos-test-")
os.environ["SLEUTELBOS_DATA"] = _files.name
# One key file for all: what a template database holds encrypted must be readable in its clones.
os.environ["SLEUTELBOS_SECRET_FILE"] = str(ROOT / ".data" / "tests" / "keys.json")
if _held:
    _sweep(databases)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started."""
    if _held:
        _held.release()
    _files.cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a browser; refuse pytest-django's flush, which the write guard forbids.

    Modules that take long begin first, so that no worker waits for another at the end, nor for the
    demo at the beginning.
    """
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & {"browser", "page"}:
            item.add_marker(pytest.mark.browser)
        mark = item.get_closest_marker("django_db")
        if "world" in names:  # before anything asks for the database
            item.fixturenames.insert(0, "in_standing_database")  # type: ignore[attr-defined]
        elif mark or "db" in names:
            item.fixturenames.insert(0, "in_own_database")  # type: ignore[attr-defined]
        if names & {"transactional_db", "live_server"} or (mark and mark.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: use committed_db or live_site instead")
    items.sort(key=_turns(items).__getitem__)


def _turns(items: list[pytest.Item]) -> dict[pytest.Item, int]:
    """When each item comes: one module that needs the loaded demo, which takes a minute to make;
    beside it slow ones that don't need it; then the other slow ones, and the rest."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    demo = {item.path for item in items if DEMO & set(getattr(item, "fixturenames", ()))} & slow
    first = min(demo, default=None)

    def turn(path: Path) -> int:
        if path == first:
            return 0
        return 3 if path not in slow else 2 if path in demo else 1

    return {item: turn(item.path) for item in items}


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector need not go through it."""
    collector.settle()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what did not run because the machine lacks something."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for reason, (checks, advice) in MISSING.items():
        count = sum(reason in text for text in skipped)
        if count:
            line = f" {count} {checks} skipped: {reason} ({advice}) "
            terminalreporter.write_line("")
            terminalreporter.write_line(line, red=True, bold=True, invert=True)
