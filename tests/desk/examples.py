"""Examples of the actions of the desk, on rows of the standing world."""

from __future__ import annotations

from sleutelbos.desk.actions.help import answer_help, ask_help
from sleutelbos.desk.models import HelpRequest, Thread
from sleutelbos.kernel import audit
from tests.examples import Arguments
from tests.world import World


def _asked(world: World) -> HelpRequest:
    open_one = HelpRequest.objects.filter(state="open").first()
    return open_one or ask_help(
        world.actor("right role"),
        world.people["right role"],
        question="Hoe verleng ik een recht?",
        organisation=world.school,
    )


def example_ask_help(world: World) -> Arguments:
    return (world.people["right role"],), {
        "question": "Hoe verleng ik een recht?",
        "organisation": world.school,
        "page": "/gebruikersbeheer",
    }


def example_answer_help(world: World) -> Arguments:
    return (_asked(world),), {"text": "Open Rechten die eindigen."}


def example_close_help(world: World) -> Arguments:
    return (_asked(world),), {}


def example_reopen_help(world: World) -> Arguments:
    asked = _asked(world)
    answer_help(world.actor("helpdesk 1700"), asked, text="Open Rechten die eindigen.")
    return (asked,), {"text": "Daar staat het niet."}


def example_add_message(world: World) -> Arguments:
    thread = Thread.objects.get(subject=audit.ref(_asked(world)))
    return (thread,), {"text": "Het gaat over mijn recht."}


def example_write_manager(world: World) -> Arguments:
    return (world.school, world.people["hoofd lokale beheerder"]), {
        "text": "Kunt u mij toevoegen als gebruiker?"
    }
