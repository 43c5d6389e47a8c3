"""Where postcodes lie: names and numbers that people type, and distances that are known."""

from __future__ import annotations

import pytest

from sleutelbos.duallearning import geography

pytestmark = pytest.mark.requirement("W12")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Gent", "9000 Gent"), ("gent ", "9000 Gent"), ("9050", "9050 Gentbrugge"),
        ("9000 Gent", "9000 Gent"), ("Halle", "1500 Halle"), ("Sint-Niklaas", "9100 Sint-Niklaas"),
        ("sint niklaas", "9100 Sint-Niklaas"), ("Oostend", "8400 Oostende"),
        ("Zichem", "3271 Zichem"),
    ],
)  # fmt: skip
def test_what_somebody_means(typed: str, meant: str) -> None:
    assert str(geography.find_place(typed)) == meant


@pytest.mark.parametrize("typed", ["", "x", "Parijs", "4000", "75001", "Sint", "123"])
def test_what_is_nowhere_here(typed: str) -> None:
    assert geography.find_place(typed) is None


@pytest.mark.parametrize(
    ("one", "other", "km"), [("Gent", "Aalst", 26), ("Brugge", "Hasselt", 152), ("Gent", "Gent", 0)]
)
def test_distances_as_the_crow_flies(one: str, other: str, km: int) -> None:
    here, there = geography.find_place(one), geography.find_place(other)
    assert here is not None
    assert there is not None
    assert geography.kilometres(here, there) == pytest.approx(km, abs=2)
    assert geography.distances_from(here)[there.postcode] == geography.kilometres(here, there)


def test_every_town_lies_in_flanders_or_brussels_near_its_municipality() -> None:
    middle = {one.municipality: one for one in geography.places() if one.town == one.municipality}
    for place in geography.places():
        assert 50.6 < place.latitude < 51.6, place
        assert 2.5 < place.longitude < 6.0, place
        where = middle.get(place.municipality)
        assert where is None or geography.kilometres(place, where) < 22, place
    assert len({one.postcode for one in geography.places()}) == 541
