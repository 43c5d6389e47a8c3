"""``sleutelbos serve``: database, web, decisions and worker from one command, stopped together.

1. the embedded PostgreSQL, unless DATABASE_URL is set; 2. ``migrate``, and with ``--demo`` the
demo's data in a new database; 3. granian (site, decisions) and the worker as children, restarted
when they die; 4. one line on standard output when all answers: ``ready: http://127.0.0.1:PORT/``.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple, NoReturn

from sleutelbos.config import postgres
from sleutelbos.config.children import Child, stop_all
from sleutelbos.config.console import answer, say
from sleutelbos.config.programs import SITE, ask, free_port, granian, worker_command
from sleutelbos.config.sandboxes import beside

PACKAGE = Path(__file__).resolve().parent.parent
DATABASE = "sleutelbos"
UNFINISHED = "demo.unfinished"
READY_SECONDS = 60.0
MOST_FAILURES = 5
THREADS = 4  # per web worker: a request waits for the database about half of its time
DECISIONS = ("--factory", "sleutelbos.config.decisions:application")
BUSY = 503


class PortTaken(Exception):
    """A port can't be used; the text says which, and what to do."""


class Ports(NamedTuple):
    """Where the site, the decision process and the speeltuin listen (0: there is none)."""

    site: int
    decisions: int
    speeltuin: int


class Stopped(Exception):
    """Somebody asked us to stop (SIGTERM, SIGINT)."""


def data_directory() -> Path:
    """SLEUTELBOS_DATA, made when absent; default ``.data`` where the command is run."""
    place = Path(os.environ.get("SLEUTELBOS_DATA", ".data")).resolve()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def main(arguments: list[str]) -> int:
    """Serve until told to stop; 0 when stopped in order, 1 on a failure, 2 on a taken port."""
    asked = _parse(arguments)
    if asked.demo:
        os.environ["SLEUTELBOS_MODE"] = "demo"
    try:
        ports = free_ports(asked)
    except PortTaken as problem:
        say(str(problem))
        return 2
    _set_environment(asked, ports)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _raise_stopped)
    server: postgres.Server | None = None
    children: list[Child] = []
    try:
        server = postgres.use(data_directory(), DATABASE)
        web = Child("web", granian(asked.host, ports.site, asked.workers, THREADS, SITE))
        children.append(web)
        prepare(server, demo=asked.demo, meanwhile=web)
        children += others(asked, ports, server)
        supervise(children, reachable(asked.host), ports)
    except Stopped:
        return 0
    except (postgres.PostgresError, subprocess.CalledProcessError, TimeoutError) as problem:
        say(str(problem))
        return 1
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        stop_all(children)
        if server:
            server.release()


def others(asked: argparse.Namespace, ports: Ports, server: postgres.Server | None) -> list[Child]:
    """What runs beside the site: decisions, the worker, in a demo the speeltuin."""
    decisions = granian(asked.host, ports.decisions, asked.deciders, 1, DECISIONS)
    found = [Child("decisions", decisions), Child("worker", worker_command())]
    if ports.speeltuin:
        place = data_directory()
        found.append(beside.child(server, DATABASE, asked.host, ports.speeltuin, place))
    return found


def prepare(server: postgres.Server | None, *, demo: bool, meanwhile: Child) -> None:
    """Bring the database up to date, and fill it with the demo when it is new and embedded.

    A demo whose loading was cut off starts again. While a new one is filled, on one core, the web
    server reads our code on another: nobody knows its address yet.
    """
    mark = data_directory() / UNFINISHED
    if server and demo:
        if mark.exists():
            server.drop_database(DATABASE)
            server.create_database(DATABASE)
        elif server.is_empty(DATABASE):
            mark.touch()
    if demo and mark.exists():
        meanwhile.start()
        manage("prepare", "--demo")
        mark.unlink()
    else:
        manage("prepare")


def manage(*command: str) -> None:
    """Run a management command in a process of its own, so that this one stays small."""
    line = [sys.executable, "-m", "django", *command]
    subprocess.run(line, check=True, stdout=sys.stderr)  # noqa: S603 - our own command


def supervise(children: list[Child], host: str, ports: Ports) -> NoReturn:
    """Start the children, say ``ready`` once, and restart whoever dies; ends by Stopped."""
    for child in children:
        if not child.started:
            child.start()
    wait_until_ready(children, host, ports.site, "/")
    wait_until_ready(children, host, ports.decisions, "/health")
    answer(f"ready: http://{host}:{ports.site}/")
    while True:
        time.sleep(0.5)
        for child in children:
            child.look_after()


def wait_until_ready(children: list[Child], host: str, port: int, path: str) -> None:
    """Return when somebody gives a page, a redirect or a refusal there.

    Raises TimeoutError when it keeps silent, or keeps failing.
    """
    deadline = time.monotonic() + READY_SECONDS
    failures = 0
    while time.monotonic() < deadline and failures < MOST_FAILURES:
        for child in children:
            child.look_after()
        status = ask(host, port, path)
        if status and status < 500:
            return
        failures += status not in (0, BUSY)
        time.sleep(0.5 if failures else 0.05)
    if failures:
        raise TimeoutError(f"the site answers with errors (HTTP {status}); its log says why")
    raise TimeoutError(f"the site didn't answer within {READY_SECONDS:.0f} seconds")


def reachable(host: str) -> str:
    """An address at which this machine finds what listens on ``host``."""
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound


def free_ports(asked: argparse.Namespace) -> Ports:
    """The ports that were asked for, or free ones. Raises PortTaken."""
    site = _checked(asked.host, asked.port, "--port")
    wanted = asked.decisions_port
    if wanted is None:
        wanted = site + 1 if asked.port else 0
    decisions = _checked(asked.host, wanted, "--decisions-port")
    if not beside.possible():
        return Ports(site, decisions, 0)
    return Ports(site, decisions, _checked(asked.host, asked.speeltuin_port, "--speeltuin-port"))


def _checked(host: str, port: int, option: str) -> int:
    try:
        return free_port(host, port)
    except OSError as problem:
        raise PortTaken(
            f"port {port} on {host} can't be used ({problem.strerror}); "
            f"choose another with {option}, or {option} 0 for a free one"
        ) from None


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sleutelbos serve", description="Serve the site.")
    parser.add_argument("--demo", action="store_true", help="load the demo's data when it is new")
    parser.add_argument("--port", type=int, default=8000, help="0 picks a free one (8000)")
    parser.add_argument(
        "--decisions-port", type=int, help="port of the decision process (the next one)"
    )
    parser.add_argument(
        "--speeltuin-port", type=int, default=0, help="port of the demo's speeltuin (a free one)"
    )
    parser.add_argument("--deciders", type=int, default=1, help="decision processes (1)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--data", type=Path, help="data directory (SLEUTELBOS_DATA, else .data)")
    parser.add_argument(
        "--workers", type=int, default=min(2, os.cpu_count() or 1), help="web processes"
    )
    return parser.parse_args(arguments)


def _set_environment(asked: argparse.Namespace, ports: Ports) -> None:
    """What the children must know, for as far as nobody said it already."""
    if asked.data:
        os.environ["SLEUTELBOS_DATA"] = str(asked.data.resolve())
    if ports.speeltuin:
        beside.announce(ports.speeltuin, data_directory())
    os.environ.setdefault("SLEUTELBOS_BASE_URL", f"http://127.0.0.1:{ports.site}")
    if os.environ.get("SLEUTELBOS_MODE") == "demo":
        url = f"http://127.0.0.1:{ports.decisions}"
        os.environ.setdefault("SLEUTELBOS_DECISIONS_URL", url)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")


def _raise_stopped(number: int, frame: object) -> None:
    raise Stopped
