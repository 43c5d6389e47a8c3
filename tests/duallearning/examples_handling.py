"""Examples of what happens to a request and a recognition beside the way to a decision."""

from __future__ import annotations

from sleutelbos.duallearning.recognition.actions import (
    deciding,
    effects,
    handing_over,
    renewing,
    sanctioning,
    tasks,
    training,
    visiting,
    voting,
)
from sleutelbos.duallearning.recognition.models import (
    Delegation,
    HandOver,
    MentorTraining,
    Recognition,
    RecognitionTask,
    Request,
    Sanction,
    Visit,
    VoteRound,
)
from sleutelbos.duallearning.recognition.states_follow_up import LetterKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.public import Organisation
from tests.duallearning import examples
from tests.duallearning.papers import paper
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import ALWAYS, HANDLER, OWNER, VOTER, other_partnership

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


def example_lift_for_task(world: World) -> Arguments:
    return (moved(world),), {"remark": "De nieuwe plek is te klein."}


def example_write_message(world: World) -> Arguments:
    return (examples.submitted(world),), {"text": "Wie begeleidt de leerling op zaterdag?"}


def guided(world: World, recognition: Recognition | None = None) -> Sanction:
    """The first step of the ladder runs."""
    return sanctioning.propose_sanction(
        world.actor(HANDLER), recognition or examples.recognised(world),
        kind="begeleiding", grounds="Een leerling stond alleen in de bakkerij.",
    )  # fmt: skip


def threatened(world: World, kind: str = "tijdelijk", **more: object) -> Sanction:
    """A sanction was proposed after guidance."""
    by, guidance = world.actor(HANDLER), guided(world)
    sanctioning.conclude_guidance(by, guidance, report="Het gebeurde opnieuw.")
    return sanctioning.propose_sanction(
        by, guidance.recognition, kind=kind, grounds="Weer alleen.", **more
    )  # type: ignore[arg-type]  # fmt: skip


def heard(world: World, kind: str = "tijdelijk", **more: object) -> Sanction:
    """The company was invited; the day of the hearing is today."""
    row = threatened(world, kind, **more)
    day = clock.today() + 10 * examples.DAY
    sanctioning.invite_to_hearing(world.actor(HANDLER), row, on=day, place="Gent")
    with arranging():
        row.hearing_on = clock.today()
        row.save()
    return row


def imposed(world: World, kind: str = "tijdelijk", **more: object) -> Sanction:
    """It was decided."""
    until = clock.today() + 30 * examples.DAY if kind == "tijdelijk" else None
    return sanctioning.impose_sanction(
        world.actor(HANDLER), heard(world, kind, **more),
        report="Niemand kwam.", motivation="Het is te gevaarlijk.", until=until,
    )  # fmt: skip


def example_propose_sanction(world: World) -> Arguments:
    return (examples.recognised(world),), {"kind": "begeleiding", "grounds": "Alleen gelaten."}


def example_conclude_guidance(world: World) -> Arguments:
    return (guided(world),), {"report": "Er is nu altijd iemand bij."}


def example_invite_to_hearing(world: World) -> Arguments:
    on = clock.today() + 10 * examples.DAY
    return (threatened(world),), {"on": on, "place": "Gent"}


def example_answer_sanction(world: World) -> Arguments:
    return (heard(world),), {"statement": "Het was één keer."}


def example_impose_sanction(world: World) -> Arguments:
    until = clock.today() + 30 * examples.DAY
    return (heard(world),), {"report": "Niemand kwam.", "motivation": "Gevaar.", "until": until}


def example_drop_sanction(world: World) -> Arguments:
    return (heard(world),), {"reason": "De uitleg volstaat."}


def example_keep_sanction_letter(world: World) -> Arguments:
    return (heard(world),), {"kind": LetterKind.NOTICE, "paper": paper("verwittiging.pdf")}


def example_end_sanction(world: World) -> Arguments:
    row = imposed(world)
    with arranging():
        row.until = clock.today() - examples.DAY
        row.save()
    return (row,), {}


def example_suspend_recognition(world: World) -> Arguments:
    return (examples.recognised(world),), {}


def example_resume_recognition(world: World) -> Arguments:
    return (effects.suspend_recognition(HOUSE, examples.recognised(world)),), {}


def example_lift_recognition(world: World) -> Arguments:
    return (examples.recognised(world),), {}


def example_bar_mentor(world: World) -> Arguments:
    return (examples.recognised(world).mentors.get(),), {}


def to_follow(world: World) -> MentorTraining:
    """What the mentor of the bakery has to follow."""
    return MentorTraining.objects.get(mentor__recognition=examples.recognised(world))


def proven(world: World) -> MentorTraining:
    """The company handed over the attest."""
    return training.prove_training(
        world.actor(OWNER), to_follow(world), course="Mentor in de bakkerij",
        followed_on=clock.today(), paper=paper("attest.pdf"),
    )  # fmt: skip


def ending(world: World, recognition: Recognition | None = None) -> Recognition:
    """It ends in two months."""
    row = recognition or examples.recognised(world)
    with arranging():
        row.valid = DateRange(clock.today(), clock.today() + 60 * examples.DAY)
        row.save()
    return row


def example_prove_training(world: World) -> Arguments:
    more = {"course": "Mentor in de bakkerij", "followed_on": clock.today()}
    return (to_follow(world),), {**more, "paper": paper("attest.pdf")}


def example_approve_training(world: World) -> Arguments:
    return (proven(world),), {"remark": ""}


def example_return_training(world: World) -> Arguments:
    return (proven(world),), {"remark": "Dit is een factuur."}


def example_exempt_training(world: World) -> Arguments:
    return (to_follow(world),), {"remark": "Zij is leerkracht."}


def example_remind_training(world: World) -> Arguments:
    return (to_follow(world),), {}


def example_renew_recognition(world: World) -> Arguments:
    return (ending(world),), {}


def renewal(world: World) -> Request:
    """The bakery goes on."""
    return renewing.renew_recognition(world.actor(OWNER), ending(world))
