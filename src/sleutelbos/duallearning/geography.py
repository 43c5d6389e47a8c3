"""Where postcodes lie and how far they are from each other; an own table, no outside service (W12).

Sources and licences: ``reference/SOURCES.md``.
"""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sleutelbos.tools.typed import folded

REFERENCE = files("sleutelbos.duallearning") / "reference"
EARTH = 6371.0  # mean radius, km


@dataclass(frozen=True)
class Place:
    """A town in a postcode; degrees north and east."""

    postcode: str
    town: str
    municipality: str
    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.postcode} {self.town}"


@cache
def places() -> tuple[Place, ...]:
    """Every town of Flanders and Brussels, by postcode; the first of a postcode names it best."""
    with (REFERENCE / "places.csv").open(encoding="utf-8") as file:
        return tuple(
            Place(row["postcode"], row["town"], row["municipality"],
                  float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        )  # fmt: skip


@cache
def _by_postcode() -> dict[str, Place]:
    return {place.postcode: place for place in reversed(places())}


@cache
def _by_name() -> dict[str, Place]:
    """A town by its name; of several with one name the municipality, then the first."""
    found: dict[str, Place] = {}
    for place in sorted(places(), key=lambda one: (one.town != one.municipality, one.postcode)):
        found.setdefault(plain(place.town), place)
    return found


def plain(text: str) -> str:
    """Letters only, small, without accents: how names are compared."""
    return "".join(one for one in folded(text) if one.isalpha() and one.isascii())


def at_postcode(postcode: str) -> Place | None:
    """Where a postcode lies; None outside Flanders and Brussels."""
    return _by_postcode().get(postcode)


def find_place(text: str) -> Place | None:
    """What somebody means by "Gent", "9000" or "9000 Gent"; None when no town is called so."""
    digits = re.search(r"\b\d{4}\b", text)
    if digits:
        return at_postcode(digits.group())
    name = plain(text)
    exact = _by_name().get(name)
    if exact is not None or len(name) < 3:
        return exact
    begin = {place for key, place in _by_name().items() if key.startswith(name)}
    return begin.pop() if len(begin) == 1 else None


def kilometres(one: Place, other: Place) -> float:
    """As the crow flies (haversine)."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))


@lru_cache(maxsize=256)
def distances_from(place: Place) -> dict[str, float]:
    """Each postcode → km from a place."""
    return {code: kilometres(place, other) for code, other in _by_postcode().items()}


@cache
def outline() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Flanders and Brussels as rings of (longitude, latitude), for a map."""
    rings: dict[tuple[str, str], list[tuple[float, float]]] = {}
    with (REFERENCE / "flanders.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            point = float(row["longitude"]), float(row["latitude"])
            rings.setdefault((row["area"], row["ring"]), []).append(point)
    return tuple(tuple(ring) for ring in rings.values())
