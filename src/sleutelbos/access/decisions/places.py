"""Organisations and vestigingen as a process knows them: the arrays, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sleutelbos.access.decisions import keys
from sleutelbos.access.decisions.layout import Arrays

ORGANISATION, SITE = "organisation", "site"
Known = tuple[int, int, int, str]  # number of a doelgroep (0: none), start, end, the number there
SiteRow = tuple[int, str]  # key of the row, vestigingsnummer
Spot = tuple[int, int, str]  # place, the organisation that it is or belongs to, which of the two
NOWHERE: Spot = (-1, -1, "")
MOST_FOUND = 100_000  # numbers that are kept with their place
MOST_KNOWN = 20_000  # organisations whose doelgroepen and numbers are kept


@dataclass(frozen=True)
class Record:
    """An organisation read again: its doelgroepen and numbers, and the places of its sites."""

    known: tuple[Known, ...]
    sites: tuple[int, ...]


class Places:
    """Numbers to places and back. A place is a number: organisations first, then vestigingen.

    One thread changes it, others read; each change is one assignment.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.organisations = len(arrays.organisation_ids)
        self.end = self.organisations + len(arrays.site_ids)
        self._next = self.end
        self._found: dict[str, Spot] = {}  # what was asked before
        self._known: dict[int, tuple[Known, ...]] = {}  # from the arrays, asked before
        self._by_key: dict[str, int] = {}
        self._new_organisations: dict[int, int] = {}
        self._new_sites: dict[int, int] = {}
        self._parents: dict[int, int] = {}
        self._site_keys: dict[int, str] = {}
        self._records: dict[int, Record] = {}

    def find(self, text: str) -> int:
        """The place with this number; -1 when there is none."""
        return self.spot(text)[0]

    def spot(self, text: str) -> Spot:
        """The place with this number and where it belongs; :data:`NOWHERE` when there is none."""
        found = self._found  # the one of now: what changes meanwhile begins another
        spot = found.get(text)
        if spot is None:
            place = self._by_key.get(text)
            if place is None:
                place = keys.place_at(self.arrays, text)
            kind = SITE if self.is_site(place) else ORGANISATION
            spot = NOWHERE if place < 0 else (place, self.parent(place), kind)
            if len(found) >= MOST_FOUND:
                found.clear()
            found[text] = spot
        return spot

    def is_site(self, place: int) -> bool:
        """Whether a place is a vestiging."""
        return self.organisations <= place < self.end or place in self._parents

    def parent(self, place: int) -> int:
        """The organisation of a vestiging; an organisation itself."""
        if place < self.organisations:
            return place
        if place < self.end:
            return int(self.arrays.site_parents[place - self.organisations])
        return self._parents.get(place, place)

    def key_of_site(self, place: int) -> str:
        """The number of a vestiging; empty when it has none."""
        found = self._site_keys.get(place)
        if found is not None:
            return found
        if place < self.end:
            return keys.text_at(self.arrays.site_keys, place - self.organisations)
        return ""

    def sites(self, organisation: int) -> Iterable[int]:
        """The vestigingen of an organisation."""
        record = self._records.get(organisation)
        if record is not None:
            return record.sites
        if organisation >= self.organisations:
            return ()
        first, last = self.arrays.site_offsets[organisation : organisation + 2]
        return range(self.organisations + first, self.organisations + last)

    def known(self, organisation: int) -> Sequence[Known]:
        """Its doelgroepen with their period and number, then its numbers without one."""
        record = self._records.get(organisation)
        if record is not None:
            return record.known
        found = self._known.get(organisation)
        return self._read(organisation) if found is None else found

    def _read(self, organisation: int) -> Sequence[Known]:
        """What the arrays say, kept for the next question: they never change."""
        if organisation >= self.organisations:
            return ()
        arrays = self.arrays
        first, last = arrays.known_offsets[organisation : organisation + 2]
        found = tuple(
            (
                arrays.known_groups[n], arrays.known_starts[n], arrays.known_ends[n],
                keys.text_at(arrays.known_keys, n),
            )
            for n in range(first, last)
        )  # fmt: skip
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[organisation] = found
        return found

    def of_organisation(self, key: int) -> int:
        """The place of an organisation by the key of its row, made when it is new."""
        found = keys.id_at(self.arrays.organisation_ids, key)
        return found if found >= 0 else self._placed(self._new_organisations, key)

    def of_site(self, key: int, parent: int) -> int:
        """The place of a vestiging by the key of its row, made when it is new."""
        found = keys.id_at(self.arrays.site_ids, key)
        if found >= 0:
            return int(self.arrays.site_places[found])
        place = self._placed(self._new_sites, key)
        self._parents[place] = parent
        return place

    def replace(self, key: int, known: Iterable[Known], sites: Iterable[SiteRow]) -> None:
        """What an organisation is now, in the place of what was known of it."""
        place = self.of_organisation(key)
        before = [text for *_rest, text in self.known(place)]
        before += [self.key_of_site(site) for site in self.sites(place)]
        rows = [(self.of_site(site, place), text) for site, text in sites]
        record = Record(tuple(known), tuple(site for site, _text in rows))
        now = {text: place for *_rest, text in record.known} | {text: at for at, text in rows}
        self._site_keys |= dict(rows)
        lost = [text for text in before if text not in now and self._is_of(text, place)]
        self._by_key |= dict.fromkeys(lost, -1)
        self._by_key |= {text: at for text, at in now.items() if text}
        self._records[place] = record
        self._found = {}

    def _is_of(self, text: str, organisation: int) -> bool:
        """Whether a number leads to an organisation or one of its vestigingen."""
        found = self.find(text)
        return found >= 0 and self.parent(found) == organisation

    def _placed(self, known: dict[int, int], key: int) -> int:
        if key not in known:
            known[key] = self._next
            self._next += 1
        return known[key]
