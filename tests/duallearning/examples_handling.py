"""Examples of what happens to a request and a recognition beside the way to a decision."""

from __future__ import annotations

from sleutelbos.duallearning.recognition.actions import voting
from sleutelbos.duallearning.recognition.models import Request, VoteRound
from sleutelbos.kernel import clock
from tests.duallearning import examples
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import HANDLER, VOTER


def round_on(world: World, request: Request | None = None, days: int = 5) -> VoteRound:
    """A vote that runs; its only member is the Stemgerechtigde of the world."""
    row = request or examples.judged(world)
    last = clock.today() + days * examples.DAY
    return voting.open_vote(world.actor(HANDLER), row, deadline=last, question="Is de zaak ruim?")


def voted(world: World, choice: str = "voor", motivation: str = "") -> VoteRound:
    """Everybody voted."""
    round = round_on(world)
    voting.vote(world.actor(VOTER), round, choice=choice, motivation=motivation)
    return round


def example_open_vote(world: World) -> Arguments:
    return (examples.handled(world),), {"deadline": clock.today() + 5 * examples.DAY}


def example_vote(world: World) -> Arguments:
    return (round_on(world),), {"choice": "voor"}


def example_count_vote(world: World) -> Arguments:
    return (voted(world),), {}


def example_cancel_vote(world: World) -> Arguments:
    return (round_on(world),), {"reason": "De onderneming past haar aanvraag aan."}
