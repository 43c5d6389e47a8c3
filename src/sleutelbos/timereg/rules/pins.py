"""What a pincode may be, and how often it may be wrong. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

LENGTH = 6


def is_guessed_first(text: str) -> bool:
    """Whether who guesses begins with it: one digit again and again, or digits in a row."""
    steps = {int(b) - int(a) for a, b in pairwise(text)}
    return steps in ({0}, {1}, {-1})


def paused_until(wrong: Sequence[datetime], most: int, pause: timedelta) -> datetime | None:
    """Until when nobody may try again; ``wrong`` are the wrong tries of the last ``pause``."""
    if len(wrong) < most:
        return None
    return sorted(wrong)[-most] + pause
