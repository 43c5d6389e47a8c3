"""Examples of the actions of Toegangsbeheer, on rows of the standing world."""

from __future__ import annotations

from sleutelbos.kernel import actors
from sleutelbos.signin import rules
from sleutelbos.signin.actions.keys import invite_key
from tests.examples import Arguments
from tests.signin.helpers import PASSWORD, code_of, key_for
from tests.world import World


def example_sign_in(world: World) -> Arguments:
    person = world.people["lokale beheerder"]
    key = key_for(person, f"beheerder-{person.keys.count()}")
    return (person,), {"kind": "totp", "key": key, "step": (key.last_step or 0) + 1}


def example_choose_capacity(world: World) -> Arguments:
    return (world.school,), {"kind": "totp", "level": 400}


def example_invite_key(world: World) -> Arguments:
    return (world.people["lokale beheerder"],), {}


def example_make_key(world: World) -> Arguments:
    invitation = invite_key(actors.system("test"), world.people["lokale beheerder"])
    world.strangers["link"] = lambda: rules.bearer_of(invitation)
    return (invitation,), {
        "user_name": f"nieuw-{invitation.pk}",
        "password": PASSWORD,
        "code": code_of(invitation.secret),
    }


def example_withdraw_key(world: World) -> Arguments:
    person = world.people["lokale beheerder"]
    return (key_for(person, f"weg-{person.keys.count()}"),), {}
