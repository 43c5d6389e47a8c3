"""Examples of the actions of the desk, on rows of the standing world."""

from __future__ import annotations

from sleutelbos.desk.actions.conversations import write_manager
from sleutelbos.desk.actions.help import answer_help, ask_help, close_help
from sleutelbos.desk.models import HelpRequest, Thread
from tests.examples import Arguments
from tests.world import World

ASKER = "member without right"


def _request(world: World) -> HelpRequest:
    return ask_help(
        world.actor(ASKER),
        world.people[ASKER],
        question="Wie kan mij een recht geven?",
        organisation=world.school,
    )


def example_ask_help(world: World) -> Arguments:
    return (world.people[ASKER],), {"question": "Wie is hier beheerder?"}


def example_answer_help(world: World) -> Arguments:
    return (_request(world),), {"text": "Uw hoofd lokale beheerder kan dat."}


def example_close_help(world: World) -> Arguments:
    request = _request(world)
    answer_help(world.actor("helpdesk 1700"), request, text="Bel uw beheerder.")
    return (request,), {}


def example_reopen_help(world: World) -> Arguments:
    request = _request(world)
    answer_help(world.actor("helpdesk 1700"), request, text="Bel uw beheerder.")
    close_help(world.actor("helpdesk 1700"), request)
    return (request,), {"text": "Dat lukte niet."}


def example_write_manager(world: World) -> Arguments:
    return (world.school, world.people["hoofd lokale beheerder"]), {"text": "Kunt u mij helpen?"}


def example_add_message(world: World) -> Arguments:
    write_manager(
        world.actor(ASKER),
        world.school,
        world.people["hoofd lokale beheerder"],
        text="Mag ik een recht?",
    )
    return (Thread.objects.latest("pk"),), {"text": "Welk recht hebt u nodig?"}
