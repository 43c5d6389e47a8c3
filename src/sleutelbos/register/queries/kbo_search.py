"""Find enterprises and vestigingen of the KBO by number or name, in the mirror."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import TextField, Value

from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.register.folding import Fold
from sleutelbos.register.kbo import records
from sleutelbos.register.kbo.importer import is_first
from sleutelbos.register.kbo.models import (
    KboDenomination,
    KboEnterprise,
    KboEstablishment,
    words_of,
)
from sleutelbos.register.ports import Address

SHORTEST, MOST = 3, 50
CANDIDATES = 500  # names that are looked at: an entity has at most ten


@dataclass(frozen=True)
class Entity:
    """An enterprise, or a vestiging with the ``enterprise`` that it belongs to; numbers have ten
    digits. ``situation`` and ``type`` (1 natural person, 2 legal person) are of an enterprise."""

    number: str
    name: str
    address: Address
    enterprise: str = ""
    situation: str = ""
    type: str = ""
    first_extract: int = 0


def entities_by_number_or_name(by: Actor, text: str) -> list[Entity]:
    """At most 50, in the order of their numbers: those with this number, or with a name in which
    words begin as these do. Words of less than three letters are too common to begin with.

    Names are public, but only to who signed in.
    """
    text = text.strip().replace("\x00", "")[:200]
    if isinstance(by, Nobody) or not text or is_first():
        return []
    digits = re.sub(r"[\s.\-/]", "", text).upper().removeprefix("BE")
    if digits.isascii() and digits.isdigit() and 9 <= len(digits) <= 10:
        return _entities([digits.zfill(10)])
    return _entities(_named(text))


def _named(text: str) -> list[str]:
    words = [word for word in re.findall(r"\w+", text) if len(word) >= SHORTEST]
    if not words:
        return []
    prefixes = Value(" & ".join(f"{word}:*" for word in words), output_field=TextField())
    query = SearchQuery(Fold(prefixes), config="simple", search_type="raw")
    rows = KboDenomination.objects.annotate(words=words_of("name")).filter(words=query)
    return sorted({row.entity for row in rows[:CANDIDATES]})[:MOST]


def _entities(numbers: list[str]) -> list[Entity]:
    names, addresses = records.names_of(numbers), records.addresses_of(numbers)
    found = [
        Entity(
            row.number,
            records.enterprise_name(row.number, names),
            records.seat(row.number, addresses),
            situation=row.situation,
            type=row.type,
            first_extract=row.first_extract,
        )
        for row in KboEnterprise.objects.filter(number__in=numbers)
    ]
    found += [
        Entity(
            row.number,
            records.site_name(row.number, names),
            records.place(row.number, addresses),
            enterprise=row.enterprise,
            first_extract=row.first_extract,
        )
        for row in KboEstablishment.objects.filter(number__in=numbers)
    ]
    return sorted(found, key=lambda one: one.number)
