"""Examples of signing by link: an agreement that lies before its parties."""

from __future__ import annotations

from sleutelbos.duallearning.agreement.actions import inviting, learner_links, signing
from sleutelbos.duallearning.agreement.actions.inviting import Asked
from sleutelbos.duallearning.agreement.models import (
    Addendum,
    Agreement,
    Learner,
    Signature,
)
from sleutelbos.duallearning.agreement.queries.signing import Document, signatures_of, signers
from sleutelbos.duallearning.agreement.secrets import code_of, secret_of
from sleutelbos.duallearning.agreement.states_signing import Party
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Link
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.public import Person
from tests.duallearning import examples_agreement as made
from tests.duallearning import examples_life as life
from tests.duallearning.papers import paper
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import GUIDE

BEARER = Link(ref="link:1")


def reachable(document: Document) -> Document:
    """Everybody who can sign has an address."""
    with arranging():
        for people in signers(document).values():
            for one in people:
                Person.objects.filter(pk=one.person, email="").update(email="een@example.be")
    return type(document)._default_manager.get(pk=document.pk)


def all_by_link(document: Document, *on_paper: str) -> list[Asked]:
    """Each party by a link, but some on paper."""
    return [
        Asked(party, by_link=party not in on_paper, person=people[0].person)
        for party, people in signers(document).items()
    ]


def asked(world: World, *on_paper: str, row: Agreement | None = None) -> Agreement:
    """The parties of an agreement were asked to sign."""
    found = reachable(row or made.presented(world))
    assert isinstance(found, Agreement)
    inviting.ask_signatures(world.actor(GUIDE), found, asked=all_by_link(found, *on_paper))
    return found


def signature(row: Document, party: str = Party.COMPANY) -> Signature:
    """That of a party."""
    return signatures_of(row).get(party=party)


def coded(row: Document, party: str = Party.COMPANY) -> Signature:
    """A party asked a code."""
    found = signature(row, party)
    signing.ask_signature_code(BEARER, found, secret=secret_of(found))
    return signature(row, party)


def key(row: Signature) -> dict[str, str]:
    """What the bearer of the link gives with the code that was mailed last."""
    return {"secret": secret_of(row), "code": code_of(row, row.code_number)}


def sign(row: Document, *parties: str) -> None:
    """Parties sign by link, one after the other."""
    for party in parties:
        found = coded(row, party)
        signing.sign_by_link(BEARER, found, **key(found))


def all_signed(row: Document) -> Document:
    """All parties signed, and nobody said so yet."""
    with arranging():
        signatures_of(row).update(
            state="signed", way="link", signed_on=clock.today(), decided_at=clock.now()
        )
    return row


def with_link(world: World) -> Learner:
    """A learner who got a link to his own page."""
    row = made.learner(world)
    learner_links.send_learner_link(world.actor(GUIDE), row)
    return row


def example_ask_signatures(world: World) -> Arguments:
    row = reachable(made.presented(world))
    return (row,), {"asked": all_by_link(row)}


def example_ask_addendum_signatures(world: World) -> Arguments:
    row = reachable(life.addendum_presented(world))
    return (row,), {"asked": all_by_link(row)}


def example_send_signature_link(world: World) -> Arguments:
    return (signature(asked(world)),), {}


def example_withdraw_signature_link(world: World) -> Arguments:
    return (signature(asked(world)),), {}


def example_remind_signature(world: World) -> Arguments:
    return (signature(asked(world)),), {}


def example_lapse_signature(world: World) -> Arguments:
    return (signature(asked(world)),), {}


def example_ask_signature_code(world: World) -> Arguments:
    row = signature(asked(world))
    return (row,), {"secret": secret_of(row)}


def example_try_signature_code(world: World) -> Arguments:
    row = coded(asked(world))
    return (row,), key(row)


def example_sign_by_link(world: World) -> Arguments:
    row = coded(asked(world))
    return (row,), key(row)


def example_refuse_signature(world: World) -> Arguments:
    row = coded(asked(world))
    return (row,), {**key(row), "reason": "Het uurrooster klopt niet."}


def example_sign_on_paper(world: World) -> Arguments:
    return (signature(asked(world)),), {"signed_on": clock.today(), "paper": paper()}


def example_complete_agreement(world: World) -> Arguments:
    return (all_signed(asked(world)),), {}


def example_complete_addendum(world: World) -> Arguments:
    row = reachable(life.addendum_presented(world))
    assert isinstance(row, Addendum)
    inviting.ask_addendum_signatures(world.actor(GUIDE), row, asked=all_by_link(row))
    return (all_signed(row),), {}


def example_send_learner_link(world: World) -> Arguments:
    return (made.learner(world),), {}


def example_withdraw_learner_link(world: World) -> Arguments:
    return (with_link(world),), {}
