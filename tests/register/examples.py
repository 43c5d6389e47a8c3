"""For each action of the register: arguments with which it can be done.

``world`` needs no more than a person and an organisation; what else an example needs, it makes.
Used by the matrix, the races and the test beside this file.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import sleutelbos.register
from sleutelbos.connectors.kbo_functions import fake
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.actions.schools import SchoolRecord
from sleutelbos.register.kbo import layout, sql
from sleutelbos.register.kbo.applying import Touched
from sleutelbos.register.models import KboLoad, Organisation, Person
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
REFERENCE = Path(sleutelbos.register.__file__).parent / "reference"


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


def example_know_school(world: World) -> Example:
    return (SchoolRecord("900125", "Instituut Onbekend"),), {}


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
    return (REFERENCE / "kbo_sample_full",), {}


def kbo_load(state: str) -> KboLoad:
    """A load that stands somewhere, with what was read when there is any."""
    with arranging():
        load = KboLoad.objects.create(
            source="KboOpenData_0137_Update.zip", number=137, type="update", state=state,
            snapshot_on=DAY, at=clock.now(),
        )  # fmt: skip
        for table in (*layout.TABLES, layout.CODES):
            sql.run(
                f"CREATE TABLE IF NOT EXISTS {sql.stage(table)} AS"
                f" SELECT {sql.columns(table)} FROM {sql.target(table)} WITH NO DATA"
            )
        sql.run(f"CREATE TABLE IF NOT EXISTS {sql.TOUCHED} (file text, entity text, part int)")
    return load


def example_receive_kbo(world: World) -> Example:
    folder = Path(tempfile.mkdtemp())
    archive = shutil.make_archive(str(folder / "kbo"), "zip", REFERENCE / "kbo_sample_full")
    return (Path(archive),), {"source": "KboOpenData_0136_Full.zip"}


def example_refuse_kbo(world: World) -> Example:
    return (), {"source": "KBO", "reason": "De KBO is nu niet bereikbaar."}


def example_present_kbo(world: World) -> Example:
    return (kbo_load("reading"),), {"touched": Touched(entities=3, parts=1)}


def example_apply_kbo(world: World) -> Example:
    return (kbo_load("staged"),), {}


def example_interrupt_kbo(world: World) -> Example:
    return (kbo_load("loading"),), {"reason": "De taak stopte."}


def example_finish_kbo(world: World) -> Example:
    return (kbo_load("loading"),), {}


def example_stop_kbo(world: World) -> Example:
    return (kbo_load("staged"),), {}


def example_tell_kbo(world: World) -> Example:
    return (), {"statuses": {}}


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
    "register.know-school": example_know_school,
    "register.stop-organisation": example_stop_organisation,
    "register.load-reference": example_load_reference,
    "register.load-entities": example_load_entities,
    "register.load-partnerships": example_load_partnerships,
    "register.load-local-authorities": example_load_local_authorities,
    "register.load-kbo": example_load_kbo,
    "register.receive-kbo": example_receive_kbo,
    "register.refuse-kbo": example_refuse_kbo,
    "register.present-kbo": example_present_kbo,
    "register.apply-kbo": example_apply_kbo,
    "register.interrupt-kbo": example_interrupt_kbo,
    "register.finish-kbo": example_finish_kbo,
    "register.stop-kbo": example_stop_kbo,
    "register.tell-kbo": example_tell_kbo,
}
