"""Numbers that look like chance and are the same each time: no generator has to be kept."""

from __future__ import annotations

MASK = 0xFFFFFFFFFFFFFFFF


def mixed(*parts: int) -> int:
    """64 bits that follow from these numbers (the steps of SplitMix64)."""
    found = 0x9E3779B97F4A7C15
    for part in parts:
        found = ((found ^ part) + 0x9E3779B97F4A7C15) & MASK
        found = (found ^ (found >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        found = (found ^ (found >> 27)) * 0x94D049BB133111EB & MASK
        found ^= found >> 31
    return found
