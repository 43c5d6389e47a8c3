"""Memory of web, worker and database at rest and under 16 connections."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter

from common import ROOT, report
from common.processes import descendants
from common.site import Visitor, demo

from sleutelbos.config.serve import DECISIONS, THREADS, free_port

CONNECTIONS, SECONDS, SETTLE = 16, 10.0, 5.0
WORKERS = min(2, os.cpu_count() or 1)  # as ``serve`` takes by itself
HELLO = """
def application(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")

PARTS = (  # the first sign that stands in a command line
    ("postgres", "database"),
    (DECISIONS[-1], "decisions"),
    ("decisions_build", "decisions"),
    ("granian", "web"),
    ("worker", "worker"),
)

Memory = dict[str, tuple[float, float]]
Clicks = Iterator[str]


def part_of(pid: int) -> str:
    """Which part of the site a process is."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return part_named(command.split("\0"))


def part_named(command: Sequence[str]) -> str:
    """Which part a command line is, as ``serve`` starts them; what granian starts for itself has
    the same command line."""
    line = " ".join(command).split("--data")[0]
    for sign, part in PARTS:
        if sign in line:
            return part
    return "supervisor"


def memory(pid: int) -> Memory:
    """Part → RSS and PSS in MB; PSS shares out what processes have together."""
    found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in descendants(pid):
        try:
            part, lines = part_of(one), Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        sizes = {line.split(":")[0]: line.split() for line in lines[1:]}
        found[part][0] += int(sizes["Rss"][1]) / 1024
        found[part][1] += int(sizes["Pss"][1]) / 1024
    return {part: (rss, pss) for part, (rss, pss) in sorted(found.items())}


def load(clicks: list[Clicks], pid: int) -> tuple[Memory, list[tuple[str, float]]]:
    """Memory near the end of ten seconds of clicks on all connections; seconds of each page."""
    end = perf_counter() + SECONDS

    def work(mine: Clicks) -> list[tuple[str, float]]:
        times = []
        while perf_counter() < end:
            start = perf_counter()
            times.append((next(mine), perf_counter() - start))
        return times

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        waiting = [pool.submit(work, mine) for mine in clicks]
        time.sleep(SECONDS - 1)
        seen = memory(pid)
        return seen, [one for done in waiting for one in done.result()]


def clicks_of(visitor: Visitor, links: list[str]) -> Clicks:
    """Through the same pages, over and over; each gives its address."""
    for link in cycle(links):
        visitor.page(link)
        yield link


def personas(url: str) -> list[Clicks]:
    """People of the demo, signed in, each before his own menu."""
    visitors = [Visitor(url) for _ in range(CONNECTIONS)]
    return [clicks_of(one, one.sign_in(number)) for number, one in enumerate(visitors)]


def strangers(url: str) -> list[Clicks]:
    """Visitors of the floor's only page."""
    return [clicks_of(Visitor(url), ["/"]) for _ in range(CONNECTIONS)]


def slowest(times: list[tuple[str, float]]) -> list[list[str]]:
    """The five slowest pages by their median, keys left out."""
    found: dict[str, list[float]] = defaultdict(list)
    for path, seconds in times:
        found[UUID.sub("…", path)].append(seconds)
    order = sorted(found, key=lambda path: -median(found[path]))[:5]
    return [[path, str(len(found[path])), report.ms(median(found[path]))] for path in order]


@contextmanager
def bare_server(place: Path) -> Iterator[tuple[str, int]]:
    """The floor: the same web server with as many workers and threads, and no program."""
    (place / "hello.py").write_text(HELLO)
    port = free_port("127.0.0.1", 0)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws",
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "warning",
        "hello:application",
    ]  # fmt: skip
    child = subprocess.Popen(command, cwd=place)
    try:
        time.sleep(SETTLE)
        yield f"http://127.0.0.1:{port}/", child.pid
    finally:
        child.terminate()
        child.wait(timeout=20)


def main() -> None:
    """Both servers, at rest and under load."""
    with tempfile.TemporaryDirectory(prefix="sleutelbos-memory-") as name:
        place = Path(name)
        report.conditions(
            f"./dev demo with {WORKERS} web workers of {THREADS} threads; {CONNECTIONS} connections"
            f" for {SECONDS:.0f} s,",
            "personas going through their menus, from this machine; MB, RSS counts shared pages"
            " in each process, PSS once",
        )
        with demo(ROOT, place / "data") as (url, pid, _seconds):
            time.sleep(SETTLE)
            rest = memory(pid)
            busy, times = load(personas(url), pid)
            time.sleep(SETTLE)
            after = memory(pid)
        with bare_server(place) as (url, pid):
            floor_rest = memory(pid)["web"]
            floor_busy = load(strangers(url), pid)[0]["web"]
    rows: list[list[str]] = []
    for part in rest:
        rows.append([part, *_pair(rest[part]), *_pair(busy[part]), *_pair(after[part])])
    totals = [tuple(map(sum, zip(*one.values(), strict=True))) for one in (rest, busy, after)]
    rows.append(["all", *(text for total in totals for text in _pair(total))])
    rows.append(["floor: web server without a program", *_pair(floor_rest), *_pair(floor_busy)])
    rows[-1] += ["", ""]
    head = ["", "rest RSS", "PSS", "load RSS", "PSS", "after RSS", "PSS"]
    report.show("memory in MB", head, rows)
    report.show("slowest pages under load", ["", "seen", "median ms"], slowest(times))
    every = [seconds for _, seconds in times]
    print(
        f"  all: {len(every) / SECONDS:.0f} pages/s, median {median(every) * 1000:.0f} ms,"
        f" p95 {report.p95(every) * 1000:.0f} ms"
    )
    ratio = busy["web"][1] / floor_busy[1]
    report.figure(
        "memory",
        f"{totals[0][1]:.0f} MB at rest, {totals[1][1]:.0f} MB under {CONNECTIONS} connections"
        f" (PSS of all); web {busy['web'][1]:.0f} MB, {ratio:.1f} × the bare web server",
    )


def _pair(sizes: tuple[float, ...]) -> list[str]:
    return [f"{size:.0f}" for size in sizes]


if __name__ == "__main__":
    main()
