"""Names for many: half a million different ones, put together from parts."""

from __future__ import annotations

from sleutelbos.demo import stories

PREFIXES = ("", "Van ", "De ", "Vander", "Ver", "Van den ")
STEMS = (
    "aert", "akker", "baer", "beke", "berg", "boom", "bos", "brug", "bulck", "daele", "dijck",
    "does", "eecke", "eynde", "gael", "ghem", "ghin", "haeg", "heyden", "hoeve", "houte", "hulst",
    "ket", "laer", "leen", "linde", "loo", "maele", "meer", "meir", "moer", "noot", "oever",
    "poel", "raedt", "riet", "roey", "sande", "schelde", "schoot", "slag", "sluys", "stael",
    "steen", "stock", "straete", "velde", "veken", "voorde", "waele", "walle", "weghe", "wiele",
    "winckel", "wouwer", "zande", "zele", "zyp", "ulm", "quaet",
)  # fmt: skip
ENDINGS = ("", "n", "s", "mans", "ls", "ne", "rs", "ghem", "kens", "lle", "ns", "tte")
TRADES = ("Bouw", "Zorg", "Transport", "Techniek", "Horeca", "Groen", "Print", "Metaal")


def _families() -> list[str]:
    return [
        f"{prefix}{stem}{ending}" if prefix.endswith("r") else f"{prefix}{(stem + ending).title()}"
        for stem in STEMS
        for ending in ENDINGS
        for prefix in PREFIXES
    ]


FAMILIES = _families()
GIVEN = [one.given_name for one in stories.people().values()]


def person(number: int) -> tuple[str, str]:
    """Given name and family name of the person with this number."""
    return GIVEN[number % len(GIVEN)], FAMILIES[number * 7919 % len(FAMILIES)]


def company(number: int) -> str:
    """Name of the company with this number."""
    return f"{TRADES[number % len(TRADES)]} {FAMILIES[number * 31 % len(FAMILIES)]} {number}"
