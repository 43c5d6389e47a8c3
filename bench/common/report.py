"""What a benchmark prints: its conditions, a table, and last ``NAME: FIGURE``."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from statistics import median, quantiles


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    lines = [[str(cell) for cell in line] for line in (head, *rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    print(f"\n{title}")
    for number, line in enumerate(lines):
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("  " + "  ".join(cells))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def conditions(*more: str) -> None:
    """Print on what this was measured; ``more`` says what the benchmark adds."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(
        f"conditions: {os.cpu_count()} cores, load {load} at the start, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    for line in more:
        print(f"            {line}")


def figure(name: str, text: str) -> None:
    """The last line, for whoever reads only that."""
    print(f"\n{name}: {text}", flush=True)


def ms(seconds: float) -> str:
    """Seconds as milliseconds with two decimals."""
    return f"{seconds * 1000:.2f}"


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


def spread(values: Sequence[float], decimals: int = 2) -> str:
    """The median with the first and third quartile."""
    low, _, high = quantiles(values, n=4, method="inclusive")
    text = [f"{value:,.{decimals}f}" for value in (median(values), low, high)]
    return "{} ({}–{})".format(*text)
