"""Examples of the actions about staff of a project, on rows of the standing world."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.staff_allocations import (
    Share,
    agree_allocation,
    clear_allocation,
    enter_allocation,
    refuse_allocation,
    submit_allocation,
)
from sleutelbos.timereg.actions.staff_decide import approve_entry
from sleutelbos.timereg.actions.staff_entries import Work, enter_entry, present_entry
from sleutelbos.timereg.actions.staff_members import stop_member
from sleutelbos.timereg.actions.staff_merge import merge_people
from sleutelbos.timereg.models import Allocation, MergeRecord, WorkEntry
from tests.examples import Arguments
from tests.world import World
from tests.world_timereg_staff import (
    DOUBLE,
    LEADER,
    PARTNER,
    PARTNER_STAFF,
    PROMOTER,
    SHARES,
    STAFF,
    member,
    newcomer,
    place,
)


def work(minutes: int = 60, day: date | None = None, **more: object) -> Work:
    """An hour of yesterday."""
    values: dict[str, object] = {"activity": "Overleg met de partners", **more}
    return Work(day or clock.today() - timedelta(days=1), minutes=minutes, **values)  # type: ignore[arg-type]


def entered(world: World, who: str = STAFF, **more: object) -> WorkEntry:
    """A draft."""
    return enter_entry(world.actor(who), member(world, who), work=work(**more))  # type: ignore[arg-type]


def presented(world: World, who: str = STAFF, **more: object) -> WorkEntry:
    """A prestatie that waits for the leidinggevende."""
    return present_entry(world.actor(who), entered(world, who, **more))


def approved(world: World, **more: object) -> WorkEntry:
    """A prestatie that waits for the promotor."""
    return approve_entry(world.actor(LEADER), presented(world, **more))


def share(percent: int = 40, months: int = 0, **more: object) -> Share:
    """A share of this month."""
    first = clock.today().replace(day=1)
    values: dict[str, object] = {
        "percent": Decimal(percent),
        "first": first,
        "last": first + timedelta(days=31 * months),
        "calculation": "Twee dagen op vijf",
        "activity": "Coördinatie",
        **more,
    }
    return Share(**values)  # type: ignore[arg-type]


def allocated(world: World, who: str = STAFF, **more: object) -> Allocation:
    """A toewijzing that waits for the medewerker."""
    by = PROMOTER if who == STAFF else PARTNER
    found = member(world, who, SHARES)
    return enter_allocation(world.actor(by), found, share=share(**more))  # type: ignore[arg-type]


def agreed(world: World, who: str = STAFF, **more: object) -> Allocation:
    """The medewerker agreed."""
    return agree_allocation(world.actor(who), allocated(world, who, **more))


def submitted(world: World) -> Allocation:
    """ESF has it."""
    return submit_allocation(world.actor(PROMOTER), agreed(world))


def merged(world: World) -> MergeRecord:
    """The double and the medewerker are one, with a prestatie of each."""
    entered(world, STAFF)
    entered(world, DOUBLE)
    kept, gone = world.people[STAFF], world.people[DOUBLE]
    return merge_people(
        world.actor(PROMOTER), kept, gone, world.company, reason="Zelfde persoon, nieuw nummer."
    )


def example_add_member(world: World) -> Arguments:
    with arranging():
        person = newcomer(world)
    return (person, place(world)), {"supervisor": world.people[LEADER]}


def example_change_member(world: World) -> Arguments:
    return (member(world),), {"supervisor": world.people[LEADER], "fte": Decimal(80)}


def example_stop_member(world: World) -> Arguments:
    return (member(world),), {}


def example_resume_member(world: World) -> Arguments:
    return (stop_member(world.actor(PROMOTER), member(world)),), {}


def example_enter_entry(world: World) -> Arguments:
    return (member(world),), {"work": work()}


def example_change_entry(world: World) -> Arguments:
    return (entered(world),), {"work": work(90)}


def example_change_approved(world: World) -> Arguments:
    return (approved(world),), {"work": work(90)}


def example_withdraw_entry(world: World) -> Arguments:
    return (entered(world),), {}


def example_present_entry(world: World) -> Arguments:
    return (entered(world),), {}


def example_present_entries(world: World) -> Arguments:
    return ([entered(world), entered(world)],), {}


def example_copy_entries(world: World) -> Arguments:
    return ([entered(world)],), {"day": clock.today()}


def example_approve_entry(world: World) -> Arguments:
    return (presented(world),), {}


def example_approve_entries(world: World) -> Arguments:
    return ([presented(world), presented(world)],), {}


def example_return_entry(world: World) -> Arguments:
    return (presented(world),), {"answer": "Het overleg was op dinsdag."}


def example_return_entries(world: World) -> Arguments:
    return ([presented(world)],), {"answer": "Het overleg was op dinsdag."}


def example_deliver_entry(world: World) -> Arguments:
    return (approved(world),), {}


def example_deliver_entries(world: World) -> Arguments:
    return ([approved(world), approved(world)],), {}


def example_announce_entries(world: World) -> Arguments:
    return (), {}


def example_enter_allocation(world: World) -> Arguments:
    return (member(world, STAFF, SHARES),), {"share": share()}


def example_agree_allocation(world: World) -> Arguments:
    return (allocated(world),), {}


def example_clear_allocation(world: World) -> Arguments:
    return (agreed(world, PARTNER_STAFF),), {}


def example_submit_allocation(world: World) -> Arguments:
    row = agreed(world, PARTNER_STAFF)
    return (clear_allocation(world.actor(PARTNER), row),), {}


def example_refuse_allocation(world: World) -> Arguments:
    return (allocated(world),), {"answer": "Ik werk halftijds."}


def _returned(world: World) -> Allocation:
    return refuse_allocation(world.actor(STAFF), allocated(world), answer="Ik werk halftijds.")


def example_correct_allocation(world: World) -> Arguments:
    return (_returned(world),), {"share": share(20)}


def example_withdraw_allocation(world: World) -> Arguments:
    return (_returned(world),), {}


def example_archive_allocation(world: World) -> Arguments:
    return (submitted(world),), {"answer": "Het percentage klopt niet."}


def example_merge_people(world: World) -> Arguments:
    kept, gone = world.people[STAFF], world.people[DOUBLE]
    return (kept, gone, world.company), {"reason": "Zelfde persoon, nieuw nummer."}


def example_undo_merge(world: World) -> Arguments:
    return (merged(world),), {}
