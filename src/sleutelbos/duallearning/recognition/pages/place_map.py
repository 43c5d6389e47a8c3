"""The map beside the list of free places: an SVG of our own, made on the server (W12)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from sleutelbos.duallearning import geography
from sleutelbos.duallearning.geography import Place
from sleutelbos.web.parts import Template

WEST, NORTH = 2.52, 51.52  # corner of the map, degrees
SCALE = 300.0  # units per degree of latitude
NARROWER = math.cos(math.radians(51.0))  # a degree of longitude against one of latitude here
KM = SCALE / 111.2
WIDTH, HEIGHT = 646, 258
LEAST, GROWS = 9.0, 4.0  # radius of a dot: of one place, and how it grows
NAMED = 5  # towns that the description names


@dataclass(frozen=True)
class Dot:
    """A town with its number of offers, in units of the map."""

    x: str
    y: str
    radius: str
    label: str


def _at(longitude: float, latitude: float) -> tuple[str, str]:
    """As an SVG writes numbers, whatever the language of the page."""
    x, y = (longitude - WEST) * SCALE * NARROWER, (NORTH - latitude) * SCALE
    return f"{x:.1f}", f"{y:.1f}"


def _outlines() -> list[str]:
    return [
        " ".join(f"{x},{y}" for x, y in (_at(*point) for point in ring))
        for ring in geography.outline()
    ]


def _told(many: int) -> str:
    return ngettext("%s aanbod", "%s aanbiedingen", many) % many


def place_map(found: Mapping[str, int], here: Place | None, kilometres: int | None) -> Template:
    """Dots where the offers of each postcode lie; the chosen place with the distance around it."""
    towns: dict[Place, int] = {}
    for code, many in found.items():
        place = geography.at_postcode(code)
        if place is not None:
            towns[place] = towns.get(place, 0) + many
    ordered = sorted(towns.items(), key=lambda pair: (-pair[1], pair[0].postcode))
    dots = [
        Dot(*_at(place.longitude, place.latitude), f"{LEAST + GROWS * math.log2(many):.1f}",
            f"{place}: {_told(many)}")
        for place, many in ordered
    ]  # fmt: skip
    most = ", ".join(f"{place.town} ({many})" for place, many in ordered[:NAMED])
    sentence = _t("De meeste: %s.") % most if most else _t("Er is niets te tonen.")
    centre = _at(here.longitude, here.latitude) if here else None
    return Template(
        "duallearning/place_map.html",
        {
            "width": WIDTH, "height": HEIGHT, "rings": _outlines(), "dots": dots,
            "sentence": sentence, "here": here, "centre": centre,
            "reach": f"{kilometres * KM:.1f}" if kilometres else "",
        },
    )  # fmt: skip
