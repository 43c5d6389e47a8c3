"""Which numbers are not told outside the entity: small ones, and what betrays them (P08)."""

from __future__ import annotations

from collections.abc import Mapping


def banded(persons: Mapping[str, int], limit: int) -> set[str]:
    """Keys whose number of persons is not told.

    Those with less than ``limit`` people, but not those with nobody. Next to them the smallest
    others, until what is kept back is of two or more and counts ``limit`` people: whoever knows the
    whole from another report can't work out a small one by subtracting.
    """
    kept = {key for key, number in persons.items() if 0 < number < limit}
    others = sorted((number, key) for key, number in persons.items() if number >= limit)
    for _number, key in others:
        if not kept or (len(kept) > 1 and sum(persons[one] for one in kept) >= limit):
            break
        kept.add(key)
    return kept
