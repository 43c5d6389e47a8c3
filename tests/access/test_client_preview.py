"""What the page says that a client sees is what the provider really gives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.access.queries import client_claims
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.signin.models import Token
from sleutelbos.signin.op.claims import claims_of, subject_of
from sleutelbos.signin.op.facts import facts_of
from tests.access.examples import make_client
from tests.signin.helpers import make_session
from tests.world import World

SCOPES = ["openid", "profile", "rrn", "vo"]


@pytest.mark.requirement("G24")
@pytest.mark.parametrize(
    ("who", "scope"),
    [
        ("clientbeheerder", "gebruikersbeheer"),
        ("right role", "dwse_werkplekduaal"),
        ("member without right", "dwse_werkplekduaal"),
    ],
)
def test_the_page_says_what_the_provider_gives(world: World, who: str, scope: str) -> None:
    person, home = world.people[who], world.homes[who]
    client = make_client(world, "active", scopes=[*SCOPES, scope], rrn_reason="wet")
    if scope == "gebruikersbeheer":
        with arranging():
            client.target_groups = ["GID"]
            client.save()
    spec = queries_clients.spec_of(client)
    shown = client_claims.own_claims(world.actor(who), client, spec)
    with arranging():
        now = clock.real_now()
        Token.objects.create(
            kind="access",
            digest=bytes(32),
            client=client,
            session=make_session(person, capacity=home),
            person=person,
            organisation=home,
            target_group=client_claims.target_group_of(client, home),
            scope=" ".join(spec.scopes),
            issued=now,
            expires=now + timedelta(minutes=5),
        )
    facts = facts_of(bytes(32), clock.now())
    assert facts is not None
    given = {"sub": subject_of(facts), **claims_of(facts, set(spec.scopes))}
    assert shown.pop("rrn") == client_claims.HIDDEN
    assert given.pop("rrn").isdigit()
    given.pop("gebruikersbeheer_rol_3d", None)  # of another application than the client's
    assert shown == given
