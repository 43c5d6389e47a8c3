"""Words and codes of the synthetic KBO, in the shares of the real one (data_standards §1.1)."""

from __future__ import annotations

from sleutelbos.connectors.kbo.chance import mixed

TRADES = (
    "Bakkerij", "Garage", "Houtatelier", "Kapsalon", "Bouwwerken", "Slagerij", "Elektro",
    "Drukkerij",
    "Tuinaanleg", "Schrijnwerkerij", "Transport", "Lasatelier", "Horeca", "Zorgpunt", "Apotheek",
    "Fietsen", "Dakwerken", "Schilderwerken", "Loodgieterij", "Confectie", "Advies", "Vastgoed",
)  # fmt: skip
FAMILIES = (
    "Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens", "Wouters",
    "De Smet", "Van Damme", "Verhaegen", "Lemmens", "Desmet", "Hermans", "Aerts", "Cools",
    "Vermeulen", "Pauwels", "Segers", "Nijs", "Baert", "Çelik", "Özdemir", "Dubois", "Lambert",
)  # fmt: skip
GIVEN = (
    "An",
    "Jan",
    "Lies",
    "Tom",
    "Els",
    "Bart",
    "Noor",
    "Sara",
    "Wim",
    "Émile",
    "Yusuf",
    "Griet",
)
STREETS = (
    "Kerkstraat", "Stationsstraat", "Molenweg", "Dorpsplein", "Nieuwstraat", "Schoolstraat",
    "Veldstraat", "Bergstraat", "Industrielaan", "Kanaalkaai", "Lindenlaan", "Groenstraat",
)  # fmt: skip
TOWNS = (
    ("9000", "Gent", "Gand"), ("2000", "Antwerpen", "Anvers"), ("3000", "Leuven", "Louvain"),
    ("8000", "Brugge", "Bruges"), ("3500", "Hasselt", "Hasselt"), ("2800", "Mechelen", "Malines"),
    ("8500", "Kortrijk", "Courtrai"), ("9300", "Aalst", "Alost"), ("1000", "Brussel", "Bruxelles"),
    ("2300", "Turnhout", "Turnhout"), ("3600", "Genk", "Genk"), ("8800", "Roeselare", "Roulers"),
)  # fmt: skip
FORMS = ("610", "014", "015", "017", "027", "416")  # BV, NV, CV …
SITUATIONS = ("000", "012", "040", "050", "051", "091")
NACE = {
    "2025": ("10712", "95311", "16231", "96211", "41003", "10130", "43210", "18120", "81300"),
    "2008": ("10712", "45201", "16230", "96021", "41201", "10130", "43211", "18120", "81300"),
    "2003": ("15811", "50200", "20300", "93021", "45211", "15130", "45310", "22220", "01412"),
}
ACTIVITIES = (1, 2, 4, 4, 6, 6, 8, 10, 14, 46)  # rows per entity; the mean is 10.1, the median 6


def situation(seed: int, enterprise: int, now: str = "") -> str:
    """The legal situation: 94.2 % normal, 4 % open bankruptcy, 1.4 % voluntary dissolution."""
    if now:
        return now
    place = mixed(seed, enterprise, 11) % 1000
    return "000" if place < 942 else "050" if place < 982 else "012" if place < 996 else "040"


def company(chance: int) -> str:
    """A name of a company."""
    trade, family = TRADES[chance % len(TRADES)], FAMILIES[chance // 31 % len(FAMILIES)]
    return f"{trade} {family} {chance // 1009 % 997}"


def person(chance: int) -> str:
    """A name of a natural person."""
    return f"{FAMILIES[chance % len(FAMILIES)]} {GIVEN[chance // 31 % len(GIVEN)]}"
