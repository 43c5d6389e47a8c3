"""Examples of prospectie: sectors of an opleiding, and leads on a vestiging of a restaurant."""

from __future__ import annotations

from sleutelbos.duallearning.prospection.actions import leads, results, sectors
from sleutelbos.duallearning.prospection.actions.leads import Follow, Spoken
from sleutelbos.duallearning.prospection.models import Lead, ProgrammeSector
from sleutelbos.duallearning.prospection.states import DropReason
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from tests.duallearning import examples as made
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import CLERK, OFFICER, WAITER, programme, site

HOUSE = system("duaal")


def follow(world: World, who: str = CLERK, days: int = 7) -> Follow:
    """Somebody of the partnership, in a week."""
    return Follow(world.people[who].pk, clock.today() + days * made.DAY)


def spoken(**more: object) -> Spoken:
    """Somebody called today."""
    values = {
        "on": clock.today(), "kind": "telefoon", "note": "Ze willen meer weten.",
        "interested": False, "next_on": clock.today() + 7 * made.DAY, **more,
    }  # fmt: skip
    return Spoken(**values)  # type: ignore[arg-type]


def lead(world: World, code: str = WAITER) -> Lead:
    """A Medewerker made one on the vestiging of the bakery, which isn't recognised for it."""
    return leads.start_lead(
        world.actor(CLERK), world.partnership, programme=programme(code), site=site().number,
        follow=follow(world),
    )  # fmt: skip


def sector(world: World, nace: str = "10.71") -> ProgrammeSector:
    """Bakeries may train bakers."""
    return sectors.add_sector(
        world.actor(OFFICER), programme(), nace=nace, first=clock.today() - 30 * made.DAY
    )


def example_start_lead(world: World) -> Arguments:
    more = {"programme": programme(WAITER), "site": site().number, "follow": follow(world)}
    return (world.partnership,), more


def example_change_lead(world: World) -> Arguments:
    return (lead(world),), {"follow": follow(world, days=9)}


def example_record_contact(world: World) -> Arguments:
    return (lead(world),), {"spoken": spoken()}


def example_reach_lead(world: World) -> Arguments:
    return (lead(world),), {}


def example_mark_interest(world: World) -> Arguments:
    return (lead(world),), {}


def example_drop_lead(world: World) -> Arguments:
    return (lead(world),), {"reason": "geen-interesse", "note": "Te druk."}


def example_link_lead(world: World) -> Arguments:
    return (lead(world),), {"request": made.submitted(world)}


def linked(world: World) -> Lead:
    """Its company filed a request."""
    args, kwargs = example_link_lead(world)
    return results.link_lead(HOUSE, *args, **kwargs)


def example_finish_lead(world: World) -> Arguments:
    recognition = made.recognised(world)
    row = results.link_lead(HOUSE, lead(world), request=recognition.request)
    return (row,), {"recognition": recognition}


def example_close_lead(world: World) -> Arguments:
    return (linked(world),), {"reason": DropReason.REFUSED}


def example_lapse_lead(world: World) -> Arguments:
    return (lead(world),), {}


def example_add_sector(world: World) -> Arguments:
    return (programme(),), {"nace": "10.71", "first": clock.today()}


def example_end_sector(world: World) -> Arguments:
    return (sector(world),), {"last": clock.today()}
