"""Python's garbage collector, in a process that loads much code and then works with it."""

from __future__ import annotations

import gc

# Objects made before the collector looks for cycles (Python's own number is 700). A page makes some
# tens of thousands, nearly all of them gone by themselves; looking that often took a tenth of its
# time, and a fifth of a start.
AFTER = 50_000


def look_less() -> None:
    """From the first line of the settings on: reading our code makes objects that all stay."""
    gc.set_threshold(AFTER)


def settle() -> None:
    """What was loaded stays to the end: the collector passes it over."""
    gc.collect()
    gc.freeze()
    look_less()
