"""Examples of the actions of Gebruikersbeheer, on rows of the standing world."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.access import manifest
from sleutelbos.access.actions.newcomers import Newcomer
from sleutelbos.access.actions.record_btb import BtbLine
from sleutelbos.access.client_spec import starting_point
from sleutelbos.access.models import (
    Application,
    Client,
    ClientChange,
    ClientSecret,
    Grant,
    Mandate,
    Post,
    RightRequest,
    Role,
    Trust,
)
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from tests.examples import Arguments
from tests.world import World, make_person, make_post, period, right, role


def _guide(world: World) -> Grant:
    return Grant.objects.get(relation__person=world.people["right role"])


def _request(world: World) -> RightRequest:
    person = world.people["member without right"]
    if (known := person.right_requests.filter(state="open").first()) is not None:
        return known
    with arranging():
        row = RightRequest.objects.create(
            person=person,
            organisation=world.school,
            right=right("WerkplekDuaalGebruiker"),
            asked_at=clock.now(),
        )
        row.roles.set([role("WerkplekDuaalGebruiker", "trajectbegeleider")])
    return row


def _extra_post(world: World) -> Post:
    with arranging():
        return make_post(make_person("Extra", "Beheer"), world.school, "lokale-beheerder")


def example_add_relation(world: World) -> Arguments:
    person = world.people["without relation"]
    return (world.school, person), {"kind": "vast", "period": period(0, None)}


def example_change_relation(world: World) -> Arguments:
    relation = world.people["right role"].relations.get()
    return (relation,), {"until": clock.now() + timedelta(days=400)}


def example_end_relation(world: World) -> Arguments:
    return (world.people["right role"].relations.get(),), {"reason": "uit dienst"}


def example_grant_right(world: World) -> Arguments:
    relation = world.people["member without right"].relations.get()
    return (relation, right("WerkplekDuaalGebruiker")), {
        "roles": [role("WerkplekDuaalGebruiker", "trajectbegeleider")],
        "period": period(0, 300),
    }


def example_change_grant(world: World) -> Arguments:
    return (_guide(world),), {"until": clock.now() + timedelta(days=200)}


def example_withdraw_grant(world: World) -> Arguments:
    return (_guide(world),), {"reason": "andere taak"}


def example_quick_grant(world: World) -> Arguments:
    return (world.school,), {
        "person": None,
        "newcomer": Newcomer(
            identifiers.insz(date(1951, 2, 3), 888), "Nieuwe", "Collega", "nieuw@example.be"
        ),
        "right": right("PlatosTijdsregistratie"),
        "roles": [role("PlatosTijdsregistratie", "DWSE-opleider")],
        "period": period(0, 300),
    }


def example_appoint(world: World) -> Arguments:
    return (world.school, world.people["member without right"]), {
        "kind": "lokale-beheerder",
        "period": period(0, 300),
    }


def example_end_post(world: World) -> Arguments:
    return (_extra_post(world),), {"reason": "andere taak"}


def example_replace_beheerder(world: World) -> Arguments:
    return (_extra_post(world), world.people["member without right"]), {"reason": "opvolging"}


def example_report_orphan(world: World) -> Arguments:
    return (world.other_school,), {}


def example_invite_beheerder(world: World) -> Arguments:
    return (world.school, world.people["wettelijk vertegenwoordiger"]), {}


def example_ask_right(world: World) -> Arguments:
    return (
        world.people["member without right"],
        world.school,
        right("WerkplekDuaalGebruiker"),
    ), {
        "roles": [role("WerkplekDuaalGebruiker", "trajectbegeleider")],
        "motivation": "Ik begeleid vanaf september de leerlingen hout.",
    }


def example_ask_right_for(world: World) -> Arguments:
    """Of an e-service that lets somebody ask for a colleague."""
    return (
        world.people["member without right"],
        world.company,
        right("PlatosTijdsregistratie"),
    ), {
        "roles": [role("PlatosTijdsregistratie", "DWSE-opleider")],
        "motivation": "Geeft volgende week les.",
    }


def example_grant_request(world: World) -> Arguments:
    return (_request(world),), {"until": clock.today() + timedelta(days=200)}


def example_refuse_request(world: World) -> Arguments:
    return (_request(world),), {"answer": "Dit is niet uw taak."}


def example_withdraw_request(world: World) -> Arguments:
    return (_request(world),), {}


def example_give_mandate(world: World) -> Arguments:
    return (world.school, role("WerkplekDuaalGebruiker", "trajectbegeleider")), {
        "person": world.people["without relation"],
        "period": period(0, 100),
        "document": "M-2026-2",
    }


def example_end_mandate(world: World) -> Arguments:
    return (Mandate.objects.get(document="M-2026-1"),), {"reason": "afgelopen"}


def example_load_manifest(world: World) -> Arguments:
    text = """
    [application]
    code = "proef"
    name = "Proef"
    owner = "Demo"
    description = "Een proef."
    scope = "proef"
    claim = "proef_rol_3d"
    claim_form = "3d"
    [[rights]]
    code = "ProefGebruiker"
    name = "Proef Gebruiker"
    description = "Om te proberen."
    target_groups = ["EA"]
    granted_by = ["lokale-beheerder"]
    [[rights.roles]]
    code = "lezer"
    name = "lezer"
    description = "Leest."
    """
    return (manifest.parse(text),), {}


def make_client(world: World, state: str = "draft", **more: object) -> Client:
    """A whole modern client of Werkplek Duaal; the clientbeheerder made it and handed it in."""
    me = world.people["clientbeheerder"]
    values = {
        "name": "Proefclient",
        "redirect_uris": ["https://proef.example.be/terug"],
        "scopes": ["openid", "profile", "vo", "dwse_werkplekduaal"],
        "grant_types": ["authorization_code"],
        "auth_methods": ["client_secret_basic"],
        "submitted_by": me if state != "draft" else None,
        "submitted_at": clock.now() if state != "draft" else None,
        "changed_by": me,
        **more,
    }
    application = Application.objects.get(code="werkplek-duaal")
    with arranging():
        return Client.objects.create(
            application=application, state=state, created=clock.now(), **values
        )


def make_change(world: World) -> ClientChange:
    """A change of an active client that waits; the clientbeheerder made it."""
    client = make_client(world, "active")
    addresses = ["https://proef.example.be/nieuw"]
    with arranging():
        return ClientChange.objects.create(
            client=client,
            values={"redirect_uris": addresses},
            was={"redirect_uris": client.redirect_uris},
            made_by=world.people["clientbeheerder"],
            made=clock.now(),
        )


def make_client_secret(client: Client, days: int = 100, **more: object) -> ClientSecret:
    """A secret that counts for so many days yet."""
    now = clock.real_now()
    values: dict[str, object] = {"state": "approved", **more}
    with arranging():
        return ClientSecret.objects.create(
            client=client,
            digest=bytes(32),
            hint="ab_9",
            created=now - timedelta(days=1),
            expires=now + timedelta(days=days),
            **values,
        )


def make_trust(world: World) -> Trust:
    """A client may work on behalf of users at another."""
    source, target = make_client(world, "active"), make_client(world, "active")
    with arranging():
        return Trust.objects.create(
            source=source, target=target, created=clock.real_now(),
            made_by=world.people["clientbeheerder"],
        )  # fmt: skip


def guide_role() -> Role:
    """A role of a right of Werkplek Duaal."""
    return Role.objects.select_related("right__application").get(
        right__code="WerkplekDuaalGebruiker", code="trajectbegeleider"
    )


RIGHT_TEXTS = {"name": "Andere naam", "description": "Wat het is.", "target_groups": ["OV"]}


def example_change_right(world: World) -> Arguments:
    return (guide_role().right,), {**RIGHT_TEXTS, "max_days": 300}


def example_change_role(world: World) -> Arguments:
    return (guide_role(),), {**RIGHT_TEXTS, "active": True}


def example_add_role(world: World) -> Arguments:
    return (guide_role().right,), {**RIGHT_TEXTS, "code": "lezer"}


def example_register_client(world: World) -> Arguments:
    spec = starting_point("modern", public=False).with_changes({"name": "Nieuwe client"})
    return (Application.objects.get(code="werkplek-duaal"),), {"spec": spec}


def example_change_client(world: World) -> Arguments:
    return (make_client(world),), {"changes": {"level": 500}}


def example_submit_client(world: World) -> Arguments:
    return (make_client(world),), {}


def example_send_back_client(world: World) -> Arguments:
    return (make_client(world, "submitted"),), {"reason": "Het adres is van een test."}


def example_approve_client(world: World) -> Arguments:
    return (make_client(world, "submitted"),), {}


def example_block_client(world: World) -> Arguments:
    return (make_client(world, "active"),), {"reason": "Het geheim lekte uit."}


def example_reopen_client(world: World) -> Arguments:
    return (make_client(world, "blocked"),), {}


def example_rename_client(world: World) -> Arguments:
    return (make_client(world, "active"),), {"name": "Andere naam"}


def example_propose_client_change(world: World) -> Arguments:
    return (make_client(world, "active"),), {"changes": {"level": 500}}


def example_approve_client_change(world: World) -> Arguments:
    return (make_change(world),), {}


def example_drop_client_change(world: World) -> Arguments:
    return (make_change(world),), {"reason": "Niet meer nodig."}


def example_make_client_secret(world: World) -> Arguments:
    return (make_client(world, "active"),), {"days": 90}


def example_approve_client_secret(world: World) -> Arguments:
    maker = world.people["clientbeheerder"]
    client = make_client(world, "active")
    return (make_client_secret(client, state="waiting", made_by=maker),), {}


def example_withdraw_client_secret(world: World) -> Arguments:
    return (make_client_secret(make_client(world, "active")),), {"reason": "vervangen"}


def example_warn_client_secrets(world: World) -> Arguments:
    return (), {}


def example_add_trust(world: World) -> Arguments:
    exchange = "urn:ietf:params:oauth:grant-type:token-exchange"
    source = make_client(world, "active", grant_types=["authorization_code", exchange])
    return (source, make_client(world, "active")), {}


def example_approve_trust(world: World) -> Arguments:
    return (make_trust(world),), {}


def example_end_trust(world: World) -> Arguments:
    return (make_trust(world),), {}


def example_take_over(world: World) -> Arguments:
    return (world.people["right role"], world.people["member without right"]), {}


def example_announce_bounds(world: World) -> Arguments:
    return (), {}


def example_warn_ending(world: World) -> Arguments:
    return (), {}


def example_extend_many(world: World) -> Arguments:
    until = clock.midnight(clock.today() + timedelta(days=200))
    return ([_guide(world)],), {"until": until}


def example_record_btb(world: World) -> Arguments:
    person = world.people["member without right"]
    line = BtbLine(2, world.company, person, "hoofdtoegangsbeheerder", "", clock.today())
    return ([line],), {}


def example_add_user(world: World) -> Arguments:
    number = identifiers.insz(date(1952, 4, 5), 887)
    return (world.school,), {
        "person": None,
        "newcomer": Newcomer(number, "Verse", "Kracht", "vers@example.be"),
        "period": period(0, None),
    }


from tests.access.examples_heads import *  # noqa: E402, F403
