"""Examples of the actions of Gebruikersbeheer, on rows of the standing world."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.access import manifest
from sleutelbos.access.actions.newcomers import Newcomer
from sleutelbos.access.actions.record_btb import BtbLine
from sleutelbos.access.models import Grant, Mandate, Post, RightRequest
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
