"""Which small numbers are kept back, and what would give them away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.positions.rules.banding import banded

pytestmark = pytest.mark.requirement("P08")


@pytest.mark.parametrize(
    ("persons", "kept"),
    [
        ({}, set()),
        ({"a": 0, "b": 9}, set()),
        ({"a": 5, "b": 9}, set()),
        ({"a": 1, "b": 9, "c": 30}, {"a", "b"}),  # one alone could be worked out
        ({"a": 3, "b": 4, "c": 30}, {"a", "b"}),  # seven together: enough
        ({"a": 1, "b": 2, "c": 7, "d": 8}, {"a", "b", "c"}),  # three together would be small
        ({"a": 1}, {"a"}),
        ({"a": 1, "b": 0}, {"a"}),
    ],
)
def test_what_is_kept_back(persons: dict[str, int], kept: set[str]) -> None:
    assert banded(persons, 5) == kept


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8), st.integers(1, 10))
def test_nobody_finds_a_small_number_by_subtracting(persons: dict[str, int], limit: int) -> None:
    kept = banded(persons, limit)
    told = {key: n for key, n in persons.items() if key not in kept}
    assert all(n == 0 or n >= limit for n in told.values())
    hidden = sum(persons.values()) - sum(told.values())
    if kept and any(n >= limit for n in persons.values()):
        assert hidden >= limit
        assert len(kept) > 1 or all(n == 0 for n in told.values())
