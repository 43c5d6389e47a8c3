"""Finding persons: by number exactly, by name or e-mail in part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor, System
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register import insz, ports
from sleutelbos.register.folding import Fold
from sleutelbos.register.models import Organisation, Person, PersonIdentifier
from sleutelbos.register.ports import PersonRecord
from sleutelbos.tools import crypto

PURPOSE = "insz"  # what the numbers are encrypted and looked up for
# The order of names, as no index has it. Else the planner reads all persons by name until it met
# enough whom the actor may see: 2 s where few are in sight, against 20 ms (bench users).
NO_INDEX = Concat("names_search", Value(""))
SHORT = 3  # fragments below this many letters match the beginning of a word only


@dataclass(frozen=True)
class Found:
    """What is known of a number.

    unknown: nobody here; ``record`` is set when the Rijksregister knows the person.
    known: ``person``. replaced: ``person`` is the one of the number that counts now, ``record``
    when only the Rijksregister knows that one. deceased: ``person`` or ``record``.
    ``sentence`` is for the user; empty when there is nothing to say.
    """

    status: Literal["unknown", "known", "replaced", "deceased"]
    person: Person | None = None
    record: PersonRecord | None = None
    sentence: type_of_text = ""


def read_insz(text: str, field: str = "insz") -> insz.Insz:
    """The number that somebody typed; Invalid under ``field`` with the sentence of its fault."""
    try:
        return insz.parse(text, allow_test=settings.ALLOW_TEST_IDENTIFIERS)
    except insz.InszFault as fault:
        raise Invalid({field: fault.sentence}) from fault


def lookup_of(value: str) -> bytes:
    """The keyed hash by which eleven digits are found."""
    return crypto.lookup(value, PURPOSE)


def identifier_of(value: str) -> PersonIdentifier | None:
    """The row of eleven digits, whether it still counts or not."""
    rows = PersonIdentifier.objects.select_related("person")
    return rows.filter(lookup=lookup_of(value)).first()


def current_of(identifier: PersonIdentifier) -> PersonIdentifier:
    """The number that counts now: follows replacements to their end."""
    seen: set[int] = set()
    while identifier.replaced_by_id is not None and identifier.pk not in seen:
        seen.add(identifier.pk)
        rows = PersonIdentifier.objects.select_related("person")
        identifier = rows.get(pk=identifier.replaced_by_id)
    return identifier


def persons_with(numbers: Iterable[str]) -> dict[str, int]:
    """Eleven digits → key of the living person whose number it is now, for a file with many.

    Numbers that nobody here has, or that were replaced, are left out; nothing is asked outside.
    """
    hashes = {lookup_of(value): value for value in numbers}
    rows = PersonIdentifier.objects.filter(
        lookup__in=list(hashes), replaced_by=None, person__deceased_on=None
    )
    return {hashes[bytes(found)]: person for found, person in rows.values_list("lookup", "person")}


def found_by_insz(value: str) -> Found:
    """What is known of eleven digits, here and in the Rijksregister; who may ask is not asked."""
    identifier = identifier_of(value)
    return _known(identifier) if identifier is not None else _from_directory(value)


def _known(identifier: PersonIdentifier) -> Found:
    current = current_of(identifier)
    person = current.person
    if person.deceased_on is not None:
        return Found("deceased", person, sentence=_died(person.name))
    if current.pk != identifier.pk:
        return Found("replaced", person, sentence=_replaced(person.name))
    return Found("known", person)


def _from_directory(value: str) -> Found:
    record = ports.directory().find(value)
    if record is None:
        return Found("unknown", sentence=_("Niemand met dit nummer is hier al gekend."))
    if record.replaced_by:
        return _successor(record)
    name = f"{record.given_name} {record.family_name}".strip()
    if record.deceased_on is not None:
        return Found("deceased", record=record, sentence=_died(name))
    return Found("unknown", record=record)


def _successor(record: PersonRecord) -> Found:
    """Where the Rijksregister says that a number was replaced; one step, as it says the last."""
    identifier = identifier_of(record.replaced_by)
    if identifier:
        found = _known(identifier)
        if found.status == "deceased" or found.person is None:
            return found
        return Found("replaced", found.person, sentence=_replaced(found.person.name))
    new = ports.directory().find(record.replaced_by)
    if new is None:
        return Found("replaced", sentence=_("Dit nummer is vervangen. Vraag het nieuwe nummer."))
    name = f"{new.given_name} {new.family_name}".strip()
    if new.deceased_on is not None:
        return Found("deceased", record=new, sentence=_died(name))
    return Found("replaced", record=new, sentence=_replaced(name))


def _died(name: str) -> str:
    return _("Volgens het Rijksregister is %(name)s overleden.") % {"name": name}


def _replaced(name: str) -> str:
    return _("Dit nummer is vervangen door een nieuw nummer. Het gaat over %(name)s.") % {
        "name": name
    }


def search_persons(
    by: Actor, text: str, organisation: Organisation | None = None
) -> QuerySet[Person]:
    """Persons in the actor's sight whose name or e-mail fits, ordered by name.

    Every word must occur in the name; a word of one or two letters at the beginning of a word. A
    text with @ is the beginning of an e-mail address. A personal number finds nobody here: it is
    asked for with ``person_by_insz``, by POST. An empty text finds everybody in sight.
    """
    persons = Person.objects.order_by("names_search", "pk")
    if not isinstance(by, System):
        sight = ports.administration().persons_in_sight(by, organisation)
        persons = persons.filter(sight).order_by(NO_INDEX, "pk")
    text = text.strip().replace("\x00", "")
    if looks_like_insz(text):
        return persons.none()
    if "@" in text:
        return persons.annotate(mail=Lower("email")).filter(mail__startswith=text.lower())
    return persons.filter(names_fit(text))


def looks_like_insz(text: str) -> bool:
    """Whether somebody typed a personal number into a field for names."""
    return len(re.sub(r"[\s.\-/]", "", text)) == 11 and len(re.sub(r"[^0-9]", "", text)) == 11


def names_fit(text: str) -> Q:
    """Condition on ``names_search``: every word of the text, in any order."""
    condition = Q()
    for word in text.split():
        folded = Fold(Value(word))
        if len(word) >= SHORT:
            condition &= Q(names_search__contains=folded)
        else:
            condition &= Q(names_search__startswith=folded) | Q(
                names_search__contains=Fold(Value(f" {word}"))
            )
    return condition


def number_of(person: Person) -> PersonIdentifier | None:
    """The person's number that counts now; None for who only has replaced ones."""
    return person.identifiers.filter(replaced_by=None).order_by("-pk").first()
