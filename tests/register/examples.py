"""For each action of the register: arguments with which it can be done.

``world`` needs no more than a person and an organisation; what else an example needs, it makes.
Used by the matrix, the races and the test beside this file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import sleutelbos.register
from sleutelbos.connectors.kbo_functions import fake
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.ports import FunctionRecord
from tests.register import people


class World(Protocol):
    """What an example may use."""

    @property
    def person(self) -> Person: ...

    @property
    def organisation(self) -> Organisation: ...


Example = tuple[tuple[Any, ...], dict[str, Any]]
DAY = date(2025, 3, 1)


def example_add_person(world: World) -> Example:
    return (people.number(),), {"given_name": "Lies", "family_name": "Maes"}


def example_change_contact(world: World) -> Example:
    return (world.person,), {"email": world.person.email, "language": "fr"}


def example_propose_address(world: World) -> Example:
    return (world.person,), {"email": "nieuw@example.be"}


def example_look_up(world: World) -> Example:
    return (), {"tail": "28", "found": True}


def example_record_mail_refusal(world: World) -> Example:
    address = world.person.email
    return (world.person,), {"address": address, "text": "550 5.1.1 mailbox unavailable"}


def example_record_death(world: World) -> Example:
    return (world.person,), {"on": DAY}


def example_replace_insz(world: World) -> Example:
    old = people.number()
    person = people.person(value=old)
    return (person,), {"old": old, "new": people.number(), "on": DAY}


def example_reveal_insz(world: World) -> Example:
    return (world.person,), {"purpose": "nazicht van een dubbel"}


def example_record_functions(world: World) -> Example:
    told = FunctionRecord(fake.BAKERY, people.number(), "bestuurder", DAY, None, "Lies", "Maes")
    return (world.organisation,), {"functions": [told]}


def example_know_organisation(world: World) -> Example:
    people.organisation("Houtatelier", EA=fake.JOINERY)
    return (fake.JOINERY,), {}


def example_stop_organisation(world: World) -> Example:
    return (world.organisation,), {"on": DAY}


def example_load_reference(world: World) -> Example:
    return (), {}


def example_load_entities(world: World) -> Example:
    return (), {}


def example_load_partnerships(world: World) -> Example:
    return (), {}


def example_load_local_authorities(world: World) -> Example:
    return (), {}


def example_load_kbo(world: World) -> Example:
    reference = Path(sleutelbos.register.__file__).parent / "reference"
    return (reference / "kbo_sample_full",), {}


EXAMPLES: dict[str, Callable[[World], Example]] = {
    "register.add-person": example_add_person,
    "register.change-contact": example_change_contact,
    "register.propose-address": example_propose_address,
    "register.look-up": example_look_up,
    "register.record-mail-refusal": example_record_mail_refusal,
    "register.record-death": example_record_death,
    "register.replace-insz": example_replace_insz,
    "register.reveal-insz": example_reveal_insz,
    "register.record-functions": example_record_functions,
    "register.know-organisation": example_know_organisation,
    "register.stop-organisation": example_stop_organisation,
    "register.load-reference": example_load_reference,
    "register.load-entities": example_load_entities,
    "register.load-partnerships": example_load_partnerships,
    "register.load-local-authorities": example_load_local_authorities,
    "register.load-kbo": example_load_kbo,
}
