"""The Rijksregister of the demo: a few named people, and somebody behind every test number.

It never knows a number that a real person can have.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sleutelbos.register.ports import PersonRecord
from sleutelbos.register.public import InszFault, NumberKind, parse_insz, test_insz

WOMEN = (
    "An", "Annelies", "Aïcha", "Britt", "Charlotte", "Chantal", "Elif", "Els", "Emma", "Fatima",
    "Greet", "Hanne", "Ilse", "Ines", "Jana", "Kaat", "Katrien", "Laura", "Leen", "Lotte",
    "Marie", "Mieke", "Nathalie", "Nele", "Noor", "Olga", "Rita", "Sara", "Sofie", "Tinne",
    "Veerle", "Zeynep",
)  # fmt: skip
MEN = (
    "Ahmed", "Bart", "Bram", "Christophe", "Daan", "Dirk", "Emre", "Filip", "Geert", "Hans",
    "Ibrahim", "Jan", "Jeroen", "Joris", "Karel", "Kobe", "Koen", "Lars", "Luc", "Mehmet",
    "Milan", "Mohamed", "Niels", "Patrick", "Peter", "Pieter", "Robbe", "Senne", "Stijn", "Tom",
    "Wim", "Youssef",
)  # fmt: skip
FAMILIES = (
    "Aerts", "Baert", "Bogaert", "Claes", "Claeys", "Cools", "De Backer", "De Clercq", "De Smet",
    "De Vos", "Declercq", "Demir", "Desmet", "Dubois", "El Amrani", "Goossens", "Hermans",
    "Jacobs", "Janssens", "Lambrecht", "Lemmens", "Maes", "Martens", "Mertens", "Michiels",
    "Özdemir", "Pauwels", "Peeters", "Segers", "Smets", "Stevens", "Thys", "Van Damme",
    "Van den Broeck", "Van Dyck", "Vandenberghe", "Verhaegen", "Verstraete", "Vermeulen",
    "Willems", "Wouters", "Yılmaz",
)  # fmt: skip


def _named(birth: date, counter: int, given_name: str, family_name: str) -> PersonRecord:
    number = test_insz(birth, counter)
    return PersonRecord(number, given_name, family_name, birth)


ANNELIES = _named(date(1975, 3, 12), 2, "Annelies", "Peeters")
BART = _named(date(1968, 11, 4), 1, "Bart", "Janssens")
FATIMA = _named(date(1983, 7, 21), 2, "Fatima", "El Amrani")
JEROEN = _named(date(1979, 1, 30), 1, "Jeroen", "Claes")
SOFIE = _named(date(1990, 5, 17), 2, "Sofie", "Dubois")
SUPARMAN = _named(date(1987, 9, 9), 1, "", "Suparman")
NADIA = _named(date(1994, 2, 28), 2, "Nadia", "Willems")
# The number that Nadia had before, with another day of birth.
NADIA_BEFORE = PersonRecord(
    test_insz(date(1994, 2, 1), 2), "Nadia", "Willems", replaced_by=NADIA.insz
)
LUC = PersonRecord(
    test_insz(date(1941, 6, 2), 1), "Luc", "Maes", date(1941, 6, 2), date(2024, 12, 3)
)
DEMO_PEOPLE = (ANNELIES, BART, FATIMA, JEROEN, SOFIE, SUPARMAN, NADIA, NADIA_BEFORE, LUC)


class FakeDirectory:
    """Deterministic: the people that are given, and for any other test number an invented name.

    ``anyone`` False leaves the invented ones out. A test number without date of birth is nobody's.
    """

    def __init__(
        self, people: Iterable[PersonRecord] = DEMO_PEOPLE, *, anyone: bool = True
    ) -> None:
        self._people = {record.insz: record for record in people}
        self._anyone = anyone

    def find(self, insz: str) -> PersonRecord | None:
        """As the port says."""
        known = self._people.get(insz)
        return known or (invented(insz) if self._anyone else None)


def invented(value: str) -> PersonRecord | None:
    """The person whom the demo invents behind a test number; None behind any other."""
    try:
        number = parse_insz(value, allow_test=True)
    except InszFault:
        return None
    if number.kind is not NumberKind.TST or number.birth is None:
        return None
    seed = int(number.value)
    given = (WOMEN if number.sex == "F" else MEN)[seed // 97 % 32]
    return PersonRecord(number.value, given, FAMILIES[seed % len(FAMILIES)], number.birth)
