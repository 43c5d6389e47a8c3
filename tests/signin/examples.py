"""Examples of the actions of Toegangsbeheer, on rows of the standing world."""

from __future__ import annotations

import secrets

from sleutelbos.kernel import actors, clock
from sleutelbos.signin import rules
from sleutelbos.signin.actions.consent import give_consent
from sleutelbos.signin.actions.keys import invite_key
from sleutelbos.signin.models import Delivery
from tests.examples import Arguments
from tests.signin.helpers import PASSWORD, code_of, key_for, make_client, make_session
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


def example_pass_key(world: World) -> Arguments:
    person = world.people["lokale beheerder"]
    return (key_for(person, f"over-{person.keys.count()}"), world.people["right role"]), {}


def example_send_key_link(world: World) -> Arguments:
    return (world.people["right role"],), {}


def example_add_passkey(world: World) -> Arguments:
    return (world.people["lokale beheerder"],), {
        "label": "telefoon",
        "credential_id": secrets.token_bytes(16),
        "public_key": b"sleutel",
        "sign_count": 0,
    }


def example_renew_recovery_codes(world: World) -> Arguments:
    person = world.people["lokale beheerder"]
    return (key_for(person, f"codes-{person.keys.count()}"),), {}


def example_end_session(world: World) -> Arguments:
    return (make_session(world.people["lokale beheerder"]),), {}


def example_end_sessions(world: World) -> Arguments:
    person = world.people["lokale beheerder"]
    make_session(person)
    return (person,), {}


def example_sign_out_user(world: World) -> Arguments:
    person = world.people["right role"]
    make_session(person, capacity=world.school)
    return (person, world.school), {"reason": "Toestel verloren"}


def example_choose_at_client(world: World) -> Arguments:
    session = make_session(world.people["right role"])
    client = make_client("werkplek-duaal")
    return (session, client), {"organisation": world.school, "target_group": "OV"}


def example_give_consent(world: World) -> Arguments:
    client = make_client("werkplek-duaal", scopes=["openid", "profile"], asks_consent=True)
    return (client,), {"scopes": ["openid"]}


def example_withdraw_consent(world: World) -> Arguments:
    client = make_client("werkplek-duaal", scopes=["openid", "profile"], asks_consent=True)
    person = world.people["lokale beheerder"]
    return (give_consent(actors.person(person.pk), client, scopes=["openid"]),), {}


def example_send_delivery_again(world: World) -> Arguments:
    client = make_client("werkplek-duaal", backchannel_url="https://toepassing.example.be/af")
    now = clock.real_now()
    delivery = Delivery.objects.create(
        client=client,
        person=world.people["right role"],
        kind="backchannel-logout",
        payload={},
        cause="signin.sessions-ended",
        made=now,
        due=now,
    )
    return (delivery,), {}
