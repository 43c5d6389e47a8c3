"""The processes of the sandboxes: a site and a worker each, started on demand, ended when idle."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from sleutelbos.config.children import Child, stop_all
from sleutelbos.config.postgres import Databases
from sleutelbos.config.programs import SITE, ask, free_port, granian, worker_command
from sleutelbos.config.sandboxes.house import House, Sandbox
from sleutelbos.config.sandboxes.template import environment

IDLE = 15 * 60  # seconds without a request
SURELY_LEFT = 60  # seconds without a request: may make place for somebody else
START_SECONDS = 60.0
HERE = "127.0.0.1"
T = TypeVar("T")


class Busy(Exception):
    """As many people use a sandbox at this moment as this machine can bear."""


@dataclass
class Started:
    """What runs for one sandbox, and when somebody last asked something of it."""

    port: int
    children: list[Child]
    used: float = field(default_factory=time.monotonic)


class Running:
    """At most ``most`` sandboxes at work at the same time.

    One thread that never ends starts and stops them all: a child ends with the thread that made it
    (``children.end_with_parent``).
    """

    def __init__(self, house: House, databases: Databases, url: str, hosts: str, most: int) -> None:
        self._house, self._databases = house, databases
        self._url, self._hosts, self._most = url, hosts, most
        self._started: dict[str, Started] = {}
        self._keeper = ThreadPoolExecutor(1, "keeper")

    def port_of(self, sandbox: Sandbox) -> int:
        """Where its site listens; started when it isn't yet. Raises Busy, TimeoutError."""
        found = self._started.get(sandbox.number)
        if found is None:
            found = self._keeper.submit(self._start, sandbox).result()
        found.used = time.monotonic()
        return found.port

    def without(self, sandbox: Sandbox, do: Callable[[], T]) -> T:
        """Do something while nothing of the sandbox runs, and nothing starts."""

        def alone() -> T:
            self._stop(sandbox.number)
            return do()

        return self._keeper.submit(alone).result()

    def look_after(self) -> None:
        """Restart what died, stop what nobody uses."""
        self._keeper.submit(self._look).result()

    def end(self) -> None:
        """Stop all."""
        self._keeper.submit(self._stop_all).result()
        self._keeper.shutdown()

    def environment(self, sandbox: Sandbox) -> dict[str, str]:
        """All that the processes of a sandbox know."""
        place = self._house.place(sandbox)
        day = datetime.fromtimestamp(sandbox.ends, UTC).date().isoformat()
        told = environment(
            self._house.folder, self._databases.dsn(sandbox.database), SLEUTELBOS_SANDBOX=day,
            SLEUTELBOS_BASE_URL=self._url, SLEUTELBOS_HOSTS=self._hosts,
        )  # fmt: skip
        return told | {"SLEUTELBOS_DATA": str(place)}

    def _start(self, sandbox: Sandbox) -> Started:
        found = self._started.get(sandbox.number)
        if found is not None:
            return found
        self._make_place()
        port, told = free_port(HERE, 0), self.environment(sandbox)
        site = Child("speeltuin", granian(HERE, port, 1, 3, SITE), told)
        worker = Child("speeltuin worker", worker_command(), told)
        children = [site, worker]
        for child in children:
            child.start()
        try:
            _wait(port, site)
        except TimeoutError:
            stop_all(children)
            raise
        self._started[sandbox.number] = Started(port, children)
        return self._started[sandbox.number]

    def _make_place(self) -> None:
        if len(self._started) < self._most:
            return
        number, oldest = min(self._started.items(), key=lambda item: item[1].used)
        if time.monotonic() - oldest.used < SURELY_LEFT:
            raise Busy
        self._stop(number)

    def _stop_all(self) -> None:
        stop_all([child for found in self._started.values() for child in found.children])
        self._started.clear()

    def _stop(self, number: str) -> None:
        found = self._started.pop(number, None)
        if found is not None:
            stop_all(found.children)

    def _look(self) -> None:
        for number, found in list(self._started.items()):
            if time.monotonic() - found.used > IDLE:
                self._stop(number)
                continue
            for child in found.children:
                child.look_after()


def _wait(port: int, site: Child) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        site.look_after()
        if 0 < ask(HERE, port, "/_gezond") < 500:
            return
        time.sleep(0.1)
    raise TimeoutError("the sandbox did not answer")
