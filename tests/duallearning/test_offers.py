"""Every cell of the role matrix once more, through the API (W18): the answer is that of the seeds.

Who may do what stands here by itself, taken from the seeds line by line; who isn't named gets a no,
and never a hint whether there is anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sleutelbos.access.api.answers import evaluations
from sleutelbos.access.claims import sub_of
from sleutelbos.access.client_auth import ClientRecord, record_of
from sleutelbos.access.models import Application
from sleutelbos.duallearning import names
from sleutelbos.register.models import OrganisationIdentifier
from tests.duallearning import examples, examples_agreement, examples_handling
from tests.duallearning.pages.test_role_matrix import CAST, COMPANY
from tests.signin.op.rp import make_client
from tests.world import World
from tests.world_duaal import GUIDE, HANDLER, OFFICER, VOTER

pytestmark = [pytest.mark.requirement("W18"), pytest.mark.requirement("G26")]
EID = "urn:be:vlaanderen:authmech:eid"
# Action → a row on which its state allows it, and who may.
CELLS: dict[str, tuple[Callable[[World], Any], set[str]]] = {
    "submit-request": (examples.ready, COMPANY),
    "discard-request": (examples.started, COMPANY),
    "withdraw-request": (examples.submitted, COMPANY),
    "return-request": (examples.submitted, {HANDLER}),
    "accept-request": (examples.submitted, {HANDLER}),
    "take-request": (examples.complete, {HANDLER}),
    "park-request": (examples.handled, {HANDLER}),
    "resume-request": (examples.parked, {HANDLER}),
    "decide-request": (examples.judged, {HANDLER}),
    "propose-hand-over": (examples.handled, {HANDLER}),
    "plan-visit": (examples.handled, {HANDLER}),
    "open-vote": (examples.judged, {HANDLER}),
    "accept-mentor": (lambda world: examples.handled(world).mentors.get(), {HANDLER}),
    "refuse-mentor": (lambda world: examples.handled(world).mentors.get(), {HANDLER}),
    "vote": (examples_handling.round_on, {VOTER}),
    "cancel-vote": (examples_handling.round_on, {HANDLER}),
    "lift-recognition": (examples.recognised, set()),
    "renew-recognition": (examples_handling.ending, COMPANY),
    "settle-task": (examples_handling.moved, {HANDLER}),
    "present-agreement": (examples_agreement.filled, {GUIDE}),
    "recall-agreement": (examples_agreement.presented, {GUIDE}),
    "sign-agreement": (examples_agreement.presented, {GUIDE}),
    "register-agreement": (examples_agreement.signed, {GUIDE}),
    "suspend-agreement": (examples_agreement.registered, {GUIDE}),
    "end-agreement": (examples_agreement.registered, {GUIDE}),
    "annul-agreement": (examples_agreement.registered, {GUIDE}),
}


def client(application: str) -> ClientRecord:
    """A client of an application, as it proved itself."""
    row = make_client(application=Application.objects.get(code=application))
    found = record_of(row.client_id)
    assert found is not None
    return found


def asked(world: World, who: str, action: str, row: Any) -> dict[str, Any]:
    number = OrganisationIdentifier.objects.filter(organisation=world.homes[who]).earliest("pk")
    given = {"capacity": {"organisation": str(number.value)}, "acr": EID}
    return {
        "subject": {"type": "person", "id": sub_of(world.people[who].uid), "properties": given},
        "action": {"name": f"duallearning.{action}"},
        "resource": {"type": row._meta.label_lower, "id": str(row.uid)},
    }


def codes(world: World, by: ClientRecord, action: str, row: Any) -> dict[str, str]:
    """What each of the cast hears."""
    body = {"evaluations": [asked(world, who, action, row) for who in CAST]}
    answers = evaluations(by, body)["evaluations"]
    return {who: one["context"]["code"] for who, one in zip(CAST, answers, strict=True)}


@pytest.mark.parametrize("action", CELLS)
def test_each_cell_by_the_api(world: World, action: str) -> None:
    make, allowed = CELLS[action]
    row = make(world)
    found = codes(world, client(names.APPLICATIONS[0]), action, row)
    assert {who for who, code in found.items() if code == "allowed"} == allowed
    assert set(found.values()) <= {"allowed", "refused", "unknown_resource", "no_capacity"}


def test_only_the_two_applications_of_the_room_may_ask(world: World) -> None:
    row = examples.submitted(world)
    for application in names.APPLICATIONS:
        found = codes(world, client(application), "accept-request", row)
        assert found[HANDLER] == "allowed"
        assert found[OFFICER] == "refused"
    found = codes(world, client("platos-tijdsregistratie"), "accept-request", row)
    assert set(found.values()) == {"unknown_action"}
