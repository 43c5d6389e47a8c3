"""Regions of prospectie: the Flemish provinces and Brussels, by postcode (``provinces.csv``)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _ranges() -> tuple[tuple[str, str, str, str], ...]:
    path = files("sleutelbos.duallearning") / "reference" / "provinces.csv"
    with path.open(encoding="utf-8") as file:
        return tuple(
            (row["first"], row["last"], row["code"], row["name"]) for row in csv.DictReader(file)
        )


@cache
def regions() -> dict[str, str]:
    """Code → name of each region, by name."""
    found = {code: name for _first, _last, code, name in _ranges()}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def region_of(postcode: str) -> str:
    """The code of the region of a postcode; empty outside them."""
    found = (code for first, last, code, _name in _ranges() if first <= postcode <= last)
    return next(found, "") if len(postcode) == 4 else ""


def postcodes_of(region: str) -> list[tuple[str, str]]:
    """The first and last postcode of each range of a region."""
    return [(first, last) for first, last, code, _name in _ranges() if code == region]
