"""Examples of what schools and companies offer, on rows of the standing world."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.duallearning.recognition.actions import free_places, schools
from sleutelbos.duallearning.recognition.actions.audiences import Written
from sleutelbos.duallearning.recognition.actions.free_places import Places
from sleutelbos.duallearning.recognition.actions.programmes_file import ProgrammeLine
from sleutelbos.duallearning.recognition.actions.programming import ProgrammingLine
from sleutelbos.duallearning.recognition.actions.programming_feed import (
    Received,
    stage_programming,
)
from sleutelbos.duallearning.recognition.actions.schools import Asked
from sleutelbos.duallearning.recognition.models import FreePlace, ProgrammingDelivery, SchoolRequest
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.register.public import SchoolRecord
from tests.duallearning import examples
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import GUIDE, OWNER

DAY = timedelta(days=1)


def offer(**more: object) -> Places:
    """One place, from today until some months later."""
    values = {
        "places": 1,
        "first": clock.today(),
        "last": clock.today() + 90 * DAY,
        "contact": "info@oven.example.be",
        **more,
    }
    return Places(**values)  # type: ignore[arg-type]


def offered(world: World) -> FreePlace:
    """The bakery offers a place."""
    recognition = examples.recognised(world)
    return free_places.offer_places(world.actor(OWNER), recognition, offer=offer())


def example_offer_places(world: World) -> Arguments:
    return (examples.recognised(world),), {"offer": offer()}


def example_change_places(world: World) -> Arguments:
    return (offered(world),), {"offer": offer(note="Je begint om 5 uur.")}


def example_close_places(world: World) -> Arguments:
    return (offered(world),), {}


def asked(**more: object) -> Asked:
    """A CVO that nobody knows yet."""
    values = {"number": "900123", "name": "CVO De Brug", "position": "Directeur", **more}
    return Asked(**values)  # type: ignore[arg-type]


def school_asked(world: World) -> SchoolRequest:
    """A member of the school asks it."""
    return schools.ask_school(world.actor(GUIDE), asked())


def programming(**more: object) -> ProgrammingLine:
    """A new school offers the first opleiding."""
    values = {
        "number": 2,
        "school": SchoolRecord("900124", "Instituut Nieuw"),
        "programme": "BAK-1",
        "first": date(2026, 9, 1),
        **more,
    }
    return ProgrammingLine(**values)  # type: ignore[arg-type]


def example_ask_school(world: World) -> Arguments:
    return (asked(),), {}


def example_approve_school(world: World) -> Arguments:
    return (school_asked(world),), {}


def example_refuse_school(world: World) -> Arguments:
    return (school_asked(world),), {"reason": "Dit nummer bestaat niet bij Onderwijs."}


def example_record_programming(world: World) -> Arguments:
    return ([programming()],), {}


def example_write_programmes(world: World) -> Arguments:
    return ([ProgrammeLine(2, "SLA-1", "Slager duaal", "OAO")],), {}


def example_write_audience(world: World) -> Arguments:
    return ("ondernemingen",), {"written": Written("Meld u aan.", "Bel ons."), "was": 0}


def delivered(world: World) -> ProgrammingDelivery:
    """A file of Onderwijs came: a school of which nobody knew."""
    return stage_programming(system("onderwijs"), received())


def received(**more: object) -> Received:
    """One line that changes something."""
    values = {"source": "programmaties.csv", "digest": "0" * 64, "lines": [programming()], **more}
    return Received(**values)  # type: ignore[arg-type]


def example_stage_programming(world: World) -> Arguments:
    return (received(),), {}


def example_load_programming(world: World) -> Arguments:
    return (delivered(world),), {}


def example_stop_programming(world: World) -> Arguments:
    return (delivered(world),), {}
