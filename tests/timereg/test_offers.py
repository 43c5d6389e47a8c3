"""The application of the time register asks about its sessions and prestaties, nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from sleutelbos.access.api.answers import evaluation
from sleutelbos.access.claims import sub_of
from sleutelbos.access.client_auth import ClientRecord, record_of
from sleutelbos.access.models import Application
from sleutelbos.kernel import clock
from sleutelbos.timereg import names
from sleutelbos.timereg.actions.cancelling import annul_session
from sleutelbos.timereg.actions.staff_decide import approve_entry
from sleutelbos.timereg.actions.submission import submit_session
from tests.signin.op.rp import make_client
from tests.timereg.examples import done, planned
from tests.timereg.examples_staff import presented
from tests.world import World
from tests.world_timereg import PARTICIPANT, PARTNER, PROMOTER, TRAINER

pytestmark = pytest.mark.requirement("G26")
EID = "urn:be:vlaanderen:authmech:eid"
SUPERVISOR = "projectverantwoordelijke"
COMPANY = "1900009769"


def client(application: str = names.APPLICATION) -> ClientRecord:
    """A client of an application, as it proved itself."""
    row = make_client(application=Application.objects.get(code=application))
    found = record_of(row.client_id)
    assert found is not None
    return found


def asked(world: World, who: str, action: str, row: Any, number: str = COMPANY) -> dict[str, Any]:
    given = {"capacity": {"organisation": number}, "acr": EID}
    return {
        "subject": {"type": "person", "id": sub_of(world.people[who].uid), "properties": given},
        "action": {"name": action},
        "resource": {"type": row._meta.label_lower, "id": str(row.uid)},
    }


def code(world: World, *question: Any, by: ClientRecord | None = None) -> str:
    answer = evaluation(by or client(), asked(world, *question))
    return str(answer["context"]["code"])


def test_the_answer_about_a_session_is_that_of_the_gate(world: World) -> None:
    session = done(world)
    for who in (PROMOTER, TRAINER):
        gate = bool(submit_session.check(world.actor(who), session))
        assert gate is (who == PROMOTER)
        found = code(world, who, "timereg.submit-session", session)
        assert found == ("allowed" if gate else "refused")
    assert code(world, PARTICIPANT, "timereg.submit-session", session) == "no_capacity"
    elsewhere = asked(world, PARTNER, "timereg.submit-session", planned(world, days=3), "901001")
    del elsewhere["subject"]["properties"]["acr"]
    assert evaluation(client(), elsewhere)["context"]["code"] == "unknown_resource"


def test_the_state_of_a_session_counts(world: World) -> None:
    session = planned(world, days=3)
    assert code(world, PROMOTER, "timereg.submit-session", session) == "refused"
    assert code(world, PROMOTER, "timereg.annul-session", session) == "allowed"
    annul_session(world.actor(PROMOTER), session, reason="Te weinig inschrijvingen")
    assert code(world, PROMOTER, "timereg.annul-session", session) == "refused"


def test_about_a_prestatie(world: World) -> None:
    entry = presented(world)
    for who in (SUPERVISOR, PROMOTER):
        gate = bool(approve_entry.check(world.actor(who), entry))
        assert gate is (who == SUPERVISOR)
        found = code(world, who, "timereg.approve-entry", entry)
        assert found == ("allowed" if gate else "refused")


@pytest.mark.parametrize("application", ["gebruikersbeheer", "werkplek-duaal"])
def test_another_application_asks_nothing_of_it(world: World, application: str) -> None:
    session, other = done(world), client(application)
    assert code(world, PROMOTER, "timereg.submit-session", session, by=other) == "unknown_action"


def test_it_asks_nothing_of_another_room(world: World) -> None:
    grant = world.people[TRAINER].relations.get(
        organisation=world.company, valid__contains=clock.now()
    ).grants.get(role__code=names.TRAINER)  # fmt: skip
    assert code(world, PROMOTER, "access.withdraw-grant", grant) == "unknown_action"
    assert code(world, PROMOTER, "timereg.submit-session", grant) == "unknown_resource"


@pytest.mark.parametrize("action", ["timereg.plan-session", "timereg.register-presence"])
def test_what_depends_on_what_is_filled_in_is_not_asked(world: World, action: str) -> None:
    assert code(world, PROMOTER, action, done(world)) == "needs_more"
