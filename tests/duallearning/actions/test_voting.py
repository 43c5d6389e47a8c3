"""Votes on a request: when they count, and what is refused (W07, W17)."""

from __future__ import annotations

import pytest

from sleutelbos.access.models import Grant
from sleutelbos.duallearning.recognition import jobs
from sleutelbos.duallearning.recognition.actions import deciding, voting, withdrawing
from sleutelbos.duallearning.recognition.models import VoteRound
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.kernel.periods import Period
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.policies.models import PolicyValue
from tests import world as worlds
from tests.duallearning import examples, examples_handling
from tests.world import World
from tests.world_duaal import HANDLER, KEEPER, OFFICER, OWNER, VOTER

DAY = examples.DAY
pytestmark = [pytest.mark.requirement("W07"), pytest.mark.requirement("W17")]


@pytest.fixture
def round(world: World) -> VoteRound:
    """A vote that runs five days."""
    return examples_handling.round_on(world)


def also(world: World, name: str, role: str) -> None:
    """Somebody gets another role beside his own."""
    with arranging():
        relation = worlds.WorkRelation.objects.get(person=world.people[name])
        worlds.make_grant(relation, worlds.role("WerkplekDuaalGebruiker", role))


def setting(name: str, value: object) -> None:
    with arranging():
        PolicyValue.objects.filter(name=f"duallearning.{name}").update(value=value)


def test_the_settings_of_the_day_it_began_count(world: World) -> None:
    setting("vote-quorum", 80)
    round = examples_handling.round_on(world)
    setting("vote-quorum", 10)
    round.refresh_from_db()
    assert (round.quorum, round.share, round.ballots.count()) == (80, 50, 1)


def test_what_a_vote_needs_to_begin(world: World, round: VoteRound) -> None:
    by, row = world.actor(HANDLER), round.request
    with pytest.raises(Invalid, match="loopt al een stemming"):
        voting.open_vote(by, row, deadline=clock.today())
    voting.cancel_vote(by, round, reason="Fout.")
    with pytest.raises(Invalid, match="Deze dag is voorbij"):
        voting.open_vote(by, row, deadline=clock.today() - DAY)
    with arranging():
        Grant.objects.filter(relation__person=world.people[VOTER]).delete()
    with pytest.raises(Invalid, match="Niemand is Stemgerechtigde"):
        voting.open_vote(by, row, deadline=clock.today())
    with arranging():
        row.partnership = None
        row.save()
    with pytest.raises(Invalid, match="Het departement beslist zelf"):
        voting.open_vote(world.actor(OFFICER), row, deadline=clock.today())


def test_a_vote_once_and_in_time(world: World, round: VoteRound) -> None:
    by = world.actor(VOTER)
    with pytest.raises(Invalid, match="Kies wat u stemt"):
        voting.vote(by, round, choice="misschien")
    with pytest.raises(Invalid, match="Motiveer waarom u tegen stemt"):
        voting.vote(by, round, choice="tegen")
    with pytest.raises(Invalid, match="Vul in welk belang u hebt"):
        voting.vote(by, round, choice="belangenconflict")
    with clock.stamped(clock.now() + 6 * DAY), pytest.raises(Invalid, match="sloot op"):
        voting.vote(by, round, choice="voor")
    with clock.stamped(clock.now() + 5 * DAY):
        voting.vote(by, round, choice="voor")
    with pytest.raises(Invalid, match="U stemde al"):
        voting.vote(by, round, choice="tegen", motivation="Toch niet.")
    assert round.ballots.get().choice == "voor"


def test_who_left_or_came_later_does_not_vote(world: World, round: VoteRound) -> None:
    also(world, HANDLER, "Stemgerechtigde")
    with pytest.raises(Invalid, match="nog geen Stemgerechtigde toen"):
        voting.vote(world.actor(HANDLER), round, choice="voor")
    with arranging():
        grant = Grant.objects.get(relation__person=world.people[VOTER])
        grant.valid = Period(grant.valid.lower, clock.now())
        grant.save()
    with pytest.raises(Refused, match="Dit doet een Stemgerechtigde"):
        voting.vote(world.actor(VOTER), round, choice="voor")


def test_who_left_counts_no_more_for_the_quorum(world: World) -> None:
    setting("vote-quorum", 100)
    also(world, KEEPER, "Stemgerechtigde")
    round = examples_handling.round_on(world)
    voting.vote(world.actor(KEEPER), round, choice="voor")
    by = world.actor(HANDLER)
    with pytest.raises(Invalid, match="Nog niet iedereen stemde"):
        voting.count_vote(by, round)
    with arranging():
        Grant.objects.filter(relation__person=world.people[VOTER]).update(
            valid=Period(clock.now() - 9 * DAY, clock.now())
        )
    voting.count_vote(by, round)
    assert round.outcome == "voor"


def test_counting_waits_for_all_or_for_the_end(world: World, round: VoteRound) -> None:
    by = world.actor(HANDLER)
    with pytest.raises(Invalid, match="Nog niet iedereen stemde"):
        voting.count_vote(by, round)
    jobs.count_votes(clock.now())
    round.refresh_from_db()
    assert round.state == "open"
    with clock.stamped(clock.now() + 6 * DAY):
        jobs.count_votes(clock.now())
    round.refresh_from_db()
    assert (round.state, round.outcome) == ("counted", "geen-quorum")
    with pytest.raises(WrongState):
        voting.vote(world.actor(VOTER), round, choice="voor")


def test_no_decision_while_a_vote_runs_or_lacks(world: World, round: VoteRound) -> None:
    by, row = world.actor(HANDLER), round.request
    with pytest.raises(Invalid, match="loopt nog een stemming"):
        deciding.decide_request(by, row, outcome="goedgekeurd", motivation="")
    voting.cancel_vote(by, round, reason="Fout.")
    setting("vote-when", "altijd")
    with pytest.raises(Invalid, match="Het partnerschap stemt eerst"):
        deciding.decide_request(by, row, outcome="goedgekeurd", motivation="")
    again = examples_handling.round_on(world, row)
    voting.vote(world.actor(VOTER), again, choice="tegen", motivation="De keuken is te klein.")
    voting.count_vote(by, again)
    with pytest.raises(Invalid, match="De stemming was: ongunstig"):
        deciding.decide_request(by, row, outcome="goedgekeurd", motivation="")
    deciding.decide_request(by, row, outcome="goedgekeurd", motivation="Er is een tweede keuken.")
    assert row.state == "decided"


def test_who_handles_does_not_vote_where_it_is_refused(world: World) -> None:
    also(world, HANDLER, "Stemgerechtigde")
    by, round = world.actor(HANDLER), examples_handling.round_on(world)
    with pytest.raises(Invalid, match="Wie behandelt, stemt niet mee"):
        voting.vote(by, round, choice="voor")
    setting("vote-and-handle", "waarschuwen")
    with pytest.raises(Invalid, match="Vink aan dat u dit dossier ook behandelde"):
        voting.vote(by, round, choice="voor")
    assert voting.vote(by, round, choice="voor", aware=True).handled


def test_who_votes_does_not_handle_where_it_is_refused(world: World, round: VoteRound) -> None:
    also(world, VOTER, "Behandelaar")
    by = world.actor(VOTER)
    assert deciding.decide_request.check(by, round.request, outcome="", motivation="")
    voting.vote(by, round, choice="voor")
    found = deciding.decide_request.check(by, round.request, outcome="", motivation="")
    assert str(found.reason) == "U stemde over deze aanvraag. Een collega behandelt ze."
    setting("vote-and-handle", "waarschuwen")
    assert deciding.decide_request.check(by, round.request, outcome="", motivation="")


def test_a_vote_stops_when_the_company_withdraws(world: World, round: VoteRound) -> None:
    withdrawing.withdraw_request(world.actor(OWNER), round.request, reason="Geen leerling.")
    round.refresh_from_db()
    assert (round.state, round.remark) == ("cancelled", "De aanvraag is ingetrokken.")


def test_mails_to_who_votes_and_who_decides(world: World) -> None:
    voting.count_vote(world.actor(HANDLER), examples_handling.voted(world))
    deliver_all()
    told = {(one.kind, one.person) for one in Message.objects.filter(kind__contains=".vote-")}
    assert told == {
        ("duallearning.vote-opened", world.people[VOTER].pk),
        ("duallearning.vote-counted", world.people[HANDLER].pk),
    }
