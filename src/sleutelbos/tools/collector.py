"""Python's garbage collector, in a process that has loaded its code and now works."""

from __future__ import annotations

import gc

# Objects made before the collector looks for cycles (Python's own number is 700). A page makes some
# tens of thousands, nearly all of them gone by themselves; looking that often took a tenth of its
# time.
AFTER = 50_000


def settle() -> None:
    """What was loaded stays to the end: the collector passes it over, and looks less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(AFTER)
