"""Examples of the actions of the desk, on rows of the standing world."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sleutelbos.desk.actions.conversations import write_manager
from sleutelbos.desk.actions.help import answer_help, ask_help, close_help
from sleutelbos.desk.actions.help_meeting import agree_help
from sleutelbos.desk.actions.news import News, publish_news
from sleutelbos.desk.models import HelpRequest, NewsItem, Thread
from sleutelbos.kernel import clock
from tests.examples import Arguments
from tests.timereg import examples_help
from tests.world import World

ASKER = "member without right"
HELPER = "helpdesk 1700"
LINK = "https://vergadering.example.be/1700/abc"
E_SERVICE = "tijdsregistratie"


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


def example_take_help(world: World) -> Arguments:
    return (_request(world),), {}


def example_agree_help(world: World) -> Arguments:
    return (_request(world),), {"at": clock.now() + timedelta(days=1), "link": LINK}


def agreed(world: World) -> HelpRequest:
    """A question for which the helpdesk agreed on a moment."""
    request = _request(world)
    return agree_help(world.actor(HELPER), request, at=clock.now() + timedelta(days=1), link=LINK)


def example_shift_help(world: World) -> Arguments:
    return (agreed(world),), {"at": clock.now() + timedelta(days=2), "link": LINK}


def example_call_off_help(world: World) -> Arguments:
    return (agreed(world),), {"text": "Ik ben ziek."}


def example_follow_help(world: World) -> Arguments:
    """Of an e-service: there alone is something to look at."""
    return (examples_help.asked(world),), {}


def _news() -> News:
    return News(clock.today(), "Archief", "In het archief is een **filter** toegevoegd.", "1.2")


def published(world: World) -> NewsItem:
    """An item that users read."""
    return publish_news(world.actor("esf-support"), E_SERVICE, news=_news())


def example_publish_news(world: World) -> Arguments:
    return (E_SERVICE,), {"news": _news()}


def example_correct_news(world: World) -> Arguments:
    news = replace(_news(), title="Archief met een filter")
    return (published(world),), {"news": news, "was": 1}


def example_withdraw_news(world: World) -> Arguments:
    return (published(world),), {"reason": "Het klopte niet."}


def example_read_news(world: World) -> Arguments:
    published(world)
    return (world.people["promotor"],), {"code": E_SERVICE}


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
