"""Examples of the actions of Toegangsbeheer, on rows of the standing world."""

from __future__ import annotations

from sleutelbos.kernel.actors import system
from sleutelbos.signin import rules
from sleutelbos.signin.actions.keys import invite_key
from tests.examples import Arguments
from tests.signin.helpers import PASSWORD, code_of, key_for
from tests.world import World


def example_invite_key(world: World) -> Arguments:
    return (world.people["right role"],), {}


def example_make_key(world: World) -> Arguments:
    """The Link of the cast becomes the bearer of exactly this invitation."""
    invitation = invite_key(system("test"), world.people["right role"])
    world.strangers["link"] = lambda: rules.bearer_of(invitation)
    return (invitation,), {
        "user_name": "lies@example.be",
        "password": PASSWORD,
        "code": code_of(invitation.secret),
    }


def example_withdraw_key(world: World) -> Arguments:
    person = world.people["right role"]
    key = person.keys.first() or key_for(person, "lies@example.be")
    return (key,), {}


def example_sign_in(world: World) -> Arguments:
    person = world.people["right role"]
    key = person.keys.first() or key_for(person, "lies@example.be")
    assert key.last_step is not None
    return (person,), {"kind": "totp", "key": key, "step": key.last_step + 1}


def example_choose_capacity(world: World) -> Arguments:
    return (world.school,), {"kind": "totp", "level": 400}
