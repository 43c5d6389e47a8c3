"""Who and what the questions of one request are about, read together.

Persons and organisations in one query each; then for each person in a hoedanigheid his powers, and
the rows of a kind that he sees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField, Model
from django.db.models.expressions import RawSQL

from sleutelbos.access import means, queries
from sleutelbos.access.api.offers import Sight
from sleutelbos.access.decisions import keys, reading
from sleutelbos.kernel import actors
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.register.public import Organisation, OrganisationIdentifier, Person


@dataclass(frozen=True)
class Acting:
    """A person (``sub``) for an organisation (number), signed in by a means (empty: any)."""

    sub: str
    number: str
    acr: str = ""


@dataclass(frozen=True)
class Asked:
    """A question: who, which action, and the row (label of its model, key)."""

    acting: Acting
    action: str
    label: str
    key: str


Someone = tuple[Actor, Organisation]


class Known:
    """The actors and rows of some questions; of rows only what ``sights`` (by label) shows."""

    def __init__(self, asked: Iterable[Asked], sights: Mapping[str, Sight]) -> None:
        everything = list(asked)
        who = {one.acting for one in everything}
        persons = _persons({one.sub for one in who})
        organisations = _organisations({one.number for one in who})
        self._actors: dict[Acting, Someone] = {}
        for one in who:
            person, place = persons.get(one.sub), organisations.get(one.number)
            actor = _actor(person, place, one.acr) if person and place else None
            if actor and place:
                self._actors[one] = actor, place
        wanted: dict[tuple[Acting, str], set[str]] = defaultdict(set)
        for question in everything:
            wanted[question.acting, question.label].add(question.key)
        self._rows = {
            pair: _rows(self._actors[pair[0]], sights.get(pair[1]), found)
            for pair, found in wanted.items()
            if pair[0] in self._actors
        }

    def actor(self, asked: Asked) -> Actor | None:
        """Who would do it; None when he is not known or can't act for the organisation."""
        found = self._actors.get(asked.acting)
        return found[0] if found else None

    def row(self, asked: Asked) -> Model | None:
        """The row, when the actor sees it."""
        return self._rows.get((asked.acting, asked.label), {}).get(asked.key)


def _persons(subs: set[str]) -> dict[str, Person]:
    """The living, by ``sub``."""
    wanted = [found for sub in subs if (found := keys.sub_bytes(sub))]
    sub = RawSQL(reading.sub_of("register_person"), (), output_field=BinaryField())  # noqa: S611 - our own text
    rows = Person.objects.filter(deceased_on=None).annotate(sub=sub).filter(sub__in=wanted)
    return {bytes(row.sub).hex(): row for row in rows}


def _organisations(numbers: set[str]) -> dict[str, Organisation]:
    """By a number: whose it is, or was last."""
    wanted = [number for number in numbers if number.isalnum() and keys.padded(number)]
    rows = OrganisationIdentifier.objects.filter(value__in=wanted).select_related("organisation")
    # Later ones take the place of earlier ones.
    return {row.value: row.organisation for row in rows.order_by("valid", "pk")}


def _actor(person: Person, place: Organisation, acr: str) -> Actor | None:
    """As he is when he chose this hoedanigheid; None when he can't choose it."""
    level = means.level_of(acr) if acr else means.LEVELS[0]  # unsaid proves nothing
    powers = queries.powers_of(person.pk, place.pk, level=level)
    if not powers and not queries.organisations_of(person.pk).filter(pk=place.pk).exists():
        return None
    return actors.person(person.pk, person.name, capacity=Scope(place.pk), powers=powers)


def _rows(someone: Someone, sight: Sight | None, texts: set[str]) -> dict[str, Any]:
    """Of these rows those that somebody sees, by the text that named them."""
    if sight is None:
        return {}
    by_key = {key: text for text in texts if (key := sight.read(text)) is not None}
    rows = sight.rows(*someone).filter(**{f"{sight.key}__in": list(by_key)})
    return {by_key[str(getattr(row, sight.key))]: row for row in rows}
