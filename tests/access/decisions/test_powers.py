"""What one person holds: laid out, searched in the arrays, or read again since."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from sleutelbos.access.decisions import layout
from sleutelbos.access.decisions.index import FEW, MOST_READ, Index
from sleutelbos.access.decisions.layout import FOREVER, Arrays
from sleutelbos.access.decisions.powers import InArrays, Power

pytestmark = pytest.mark.requirement("G26")
LITTLE, MUCH = bytes([0x0A] * 20), bytes([0xB0] * 20)
PLACES = {LITTLE: [3, 3, 7], MUCH: [n // 3 for n in range(3 * FEW)]}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """Two persons, one with more than is laid out."""
    places = [place for held in PLACES.values() for place in held]
    content = {
        "person_buckets": array("I", [0, 2]),
        "person_heads": array("Q", [int.from_bytes(sub[:8], "big") for sub in PLACES]),
        "person_tails": array("B", b"".join(sub[8:] for sub in PLACES)),
        "offsets": array("I", [0, len(PLACES[LITTLE]), len(places)]),
        "places": array("I", places),
        "roles": array("H", [n % 2 for n in range(len(places))]),
        "starts": array("I", range(len(places))),
        "ends": array("I", [FOREVER] * len(places)),
        "known_offsets": array("I", [0]), "site_offsets": array("I", [0]),
        "key_buckets": array("I", [0, 0]),
    }  # fmt: skip
    arrays = {name: content.get(name, array("B")) for name in layout.FORMATS}
    roles = [["grant", 1, ""], ["grant", 2, ""]]
    layout.write(tmp_path, arrays, layout.Meta(layout.new_name(), "test", 0, 0.0, roles))
    meta = layout.current(tmp_path)
    assert meta is not None
    return Index(Arrays(tmp_path, meta), {})


def at(index: Index, sub: bytes, place: int) -> list[Power]:
    return list(index.powers(sub.hex()).get(place, ()))


def test_little_is_laid_out_and_much_is_searched(index: Index) -> None:
    assert at(index, LITTLE, 3) == [(0, 0, FOREVER), (1, 1, FOREVER)]
    assert at(index, LITTLE, 7) == [(0, 2, FOREVER)]
    assert at(index, LITTLE, 4) == []
    much = index.powers(MUCH.hex())
    assert isinstance(much, InArrays)
    assert [len(much.get(place, ())) for place in (0, FEW - 1, FEW)] == [3, 3, 0]
    everything = dict(much.items())
    assert sum(map(len, everything.values())) == 3 * FEW
    assert all(list(much.get(place, ())) == held for place, held in everything.items())


@pytest.mark.parametrize("sub", [LITTLE, MUCH])
def test_what_was_read_before_never_hides_a_change(index: Index, sub: bytes) -> None:
    assert at(index, sub, 3)
    assert index.powers(sub.hex().upper()).get(3, ())
    index.replace(sub, [(5, 0, 10, 20), (6, 0, 20, 20)])
    for text in (sub.hex(), sub.hex().upper()):
        assert dict(index.powers(text).items()) == {5: [(0, 10, 20)]}
    index.replace(sub, [])
    for text in (sub.hex(), sub.hex().upper()):
        assert not dict(index.powers(text).items())


@pytest.mark.parametrize("text", ["", "x", "é" * 40, "0a" * 19, "0a" * 21, " 0a" * 20, "cc" * 20])
def test_nobody_holds_nothing(index: Index, text: str) -> None:
    assert not dict(index.powers(text).items())


def test_what_is_kept_has_a_bound(index: Index) -> None:
    index._read.update((str(number), {}) for number in range(MOST_READ))
    assert at(index, LITTLE, 7)
    assert list(index._read) == [LITTLE.hex()]
