"""Examples of what happens to a registered agreement: changes and addenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sleutelbos.duallearning.agreement import timetable
from sleutelbos.duallearning.agreement.actions import addenda, changing, tasks
from sleutelbos.duallearning.agreement.models import Addendum, Agreement, AgreementTask
from sleutelbos.duallearning.agreement.timetable import Slot
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from tests.duallearning import examples_agreement as made
from tests.duallearning.papers import paper
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import GUIDE

HOUSE = system("test")
# Thursday too at the workplace, Friday at school.
OTHER_WEEK = timetable.kept([
    *(Slot(day, 480, 960, "werkplek", 60) for day in (1, 2, 3, 4)),
    Slot(5, 510, 930, "school", 60),
])  # fmt: skip
HOURS: Mapping[str, Any] = {"timetable": OTHER_WEEK}


def changed_from(world: World, row: Agreement, values: Mapping[str, Any], days: int = 5) -> Any:
    """The trajectbegeleider changes something, from so many days ahead."""
    first = clock.today() + days * made.DAY
    return changing.change_agreement(world.actor(GUIDE), row, first=first, values=values)


def addendum_prepared(world: World, row: Agreement | None = None, **values: Any) -> Addendum:
    """An addendum with another week in it, or with ``values``."""
    found = changed_from(world, row or made.registered(world), values or HOURS)
    assert isinstance(found, Addendum)
    return found


def addendum_presented(world: World, row: Agreement | None = None, **values: Any) -> Addendum:
    """Its document was made."""
    return addenda.present_addendum(world.actor(GUIDE), addendum_prepared(world, row, **values))


def addendum_signed(world: World, row: Agreement | None = None, **values: Any) -> Addendum:
    """It came back signed."""
    return addenda.sign_addendum(
        world.actor(GUIDE),
        addendum_presented(world, row, **values),
        signed_on=clock.today(),
        paper=paper(),
    )


def task_of(world: World, kind: str = "adres", row: Agreement | None = None) -> AgreementTask:
    """The house opened a task."""
    agreement = row or made.registered(world)
    task = tasks.open_agreement_task(HOUSE, agreement, kind=kind, before="Markt 1", after="Kaai 2")
    assert task is not None
    return task


def example_open_agreement_task(world: World) -> Arguments:
    return (made.registered(world),), {"kind": "opheffing"}


def example_finish_agreement_task(world: World) -> Arguments:
    return (task_of(world),), {}


def example_lapse_agreement_task(world: World) -> Arguments:
    return (task_of(world),), {}


def example_change_agreement(world: World) -> Arguments:
    first = clock.today() + made.DAY
    return (made.registered(world),), {"first": first, "values": HOURS}


def example_drop_change(world: World) -> Arguments:
    row = addendum_prepared(world)
    return (row,), {"change": row.changes.get()}


def example_present_addendum(world: World) -> Arguments:
    return (addendum_prepared(world),), {}


def example_recall_addendum(world: World) -> Arguments:
    return (addendum_presented(world),), {}


def example_sign_addendum(world: World) -> Arguments:
    return (addendum_presented(world),), {"signed_on": clock.today(), "paper": paper()}


def example_register_addendum(world: World) -> Arguments:
    return (addendum_signed(world),), {}


def example_cancel_addendum(world: World) -> Arguments:
    return (addendum_prepared(world),), {"reason": "De overeenkomst is beëindigd."}
