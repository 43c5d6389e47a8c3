"""Examples of what happens to a request and a recognition beside the way to a decision."""

from __future__ import annotations

from sleutelbos.duallearning.recognition.actions import (
    deciding,
    handing_over,
    tasks,
    visiting,
    voting,
)
from sleutelbos.duallearning.recognition.models import (
    Delegation,
    HandOver,
    RecognitionTask,
    Request,
    Visit,
    VoteRound,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.public import Organisation
from tests.duallearning import examples
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import ALWAYS, HANDLER, VOTER, other_partnership

HOUSE = system("kbo")


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


def able() -> Organisation:
    """The other partnership, which may recognise from now on."""
    other = other_partnership()
    with arranging():
        Delegation.objects.get_or_create(partnership=other, power="erkennen", valid=ALWAYS)
    return other


def proposed(world: World, request: Request | None = None) -> HandOver:
    """The other partnership is asked to take a request over."""
    row = request or examples.judged(world)
    by = world.actor(HANDLER)
    return handing_over.propose_hand_over(by, row, receiver=able(), reason="Het is een houtzaak.")


def planned(world: World) -> Visit:
    """A visit that is planned for today."""
    return visiting.plan_visit(
        world.actor(HANDLER), examples.judged(world), kind="bezoek", on=clock.today()
    )


def moved(world: World, request: Request | None = None) -> RecognitionTask:
    """A recognised vestiging moved, says the KBO."""
    row = request or examples.judged(world)
    deciding.decide_request(world.actor(HANDLER), row, outcome="goedgekeurd", motivation="")
    task = tasks.open_task(
        HOUSE, row.recognition, kind="adres",
        before="Markt 1, 9000 Gent", after="Steenweg 9, 9100 Sint-Niklaas", event=7,
    )  # fmt: skip
    assert task is not None
    return task


def example_propose_hand_over(world: World) -> Arguments:
    return (examples.handled(world),), {"receiver": able(), "reason": "Het is een houtzaak."}


def example_accept_hand_over(world: World) -> Arguments:
    return (proposed(world),), {}


def example_refuse_hand_over(world: World) -> Arguments:
    return (proposed(world),), {"answer": "Het is toch voeding."}


def example_cancel_hand_over(world: World) -> Arguments:
    return (proposed(world),), {}


def example_plan_visit(world: World) -> Arguments:
    return (examples.handled(world),), {"kind": "bezoek", "on": clock.today()}


def example_report_visit(world: World) -> Arguments:
    return (planned(world),), {"report": "Een ruime zaak.", "activities": ["Werkt hygiënisch"]}


def example_cancel_visit(world: World) -> Arguments:
    return (planned(world),), {"reason": "De zaak is die dag dicht."}


def example_open_task(world: World) -> Arguments:
    return (examples.recognised(world),), {"kind": "status", "after": "Verdwenen uit de KBO"}


def example_lapse_task(world: World) -> Arguments:
    return (moved(world),), {}


def example_settle_task(world: World) -> Arguments:
    return (moved(world),), {"remark": "Wij waren op het nieuwe adres: ruim en licht."}


def example_write_message(world: World) -> Arguments:
    return (examples.submitted(world),), {"text": "Wie begeleidt de leerling op zaterdag?"}
