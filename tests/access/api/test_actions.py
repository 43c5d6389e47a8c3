"""Questions about an action by name: the answer is that of the gate, for who may ask it."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext

from sleutelbos.access.actions.bounds import warn_ending
from sleutelbos.access.actions.relations import add_relation
from sleutelbos.access.api import views
from sleutelbos.access.api.answers import MOST
from sleutelbos.access.api.offers import OFFERS, offer
from sleutelbos.access.api.reasons import REASONS
from sleutelbos.access.models import Application, Client, Grant
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import ACTIONS
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, OrganisationIdentifier
from tests.access.decisions.conftest import sub_of, told
from tests.examples import business_actions, example_of
from tests.signin.op import rp
from tests.signin.op.jose import new_key, proof
from tests.signin.op.rp import Answer, basic, change, make_client
from tests.world import World, make_grant, make_person, make_relation, role

pytestmark = pytest.mark.requirement("G26")
MANAGER = "hoofd lokale beheerder"
# Actions with a row of each kind that can be asked about.
ASKED = [
    "access.withdraw-grant", "access.change-grant", "access.end-relation", "access.end-post",
    "access.refuse-request", "access.withdraw-request", "access.end-mandate",
    "access.approve-client", "access.block-client",
]  # fmt: skip


@pytest.fixture
def client(world: World) -> Client:
    """A client of Gebruikersbeheer itself."""
    return make_client(application=Application.objects.get(code="gebruikersbeheer"))


def number_of(organisation: Organisation) -> str:
    """By which a client names it."""
    known = OrganisationIdentifier.objects.filter(organisation=organisation).earliest("pk")
    return str(known.value)


def question(world: World, who: str, action: str, row: Any, **more: Any) -> dict[str, Any]:
    """May this member of the cast, acting where he acts, do it to the row?"""
    label = row._meta.label_lower
    return {
        "subject": {
            "type": "person",
            "id": sub_of(world.people[who]),
            "properties": {
                "capacity": {"organisation": number_of(world.homes[who])},
                "acr": "urn:be:vlaanderen:authmech:eid",
            },
        },
        "action": {"name": action},
        "resource": {"type": label, "id": str(getattr(row, OFFERS["access"].sights[label].key))},
        **more,
    }


def ask(client: Client, body: Any, address: str = views.EVALUATION, **headers: str) -> Answer:
    headers = {"authorization": basic(client), "content_type": "application/json", **headers}
    headers = {name: text for name, text in headers.items() if text}
    text = body if isinstance(body, str) else json.dumps(body)
    return rp.ask("POST", address, text, **headers)


def code(answer: Answer) -> str:
    assert answer.status == 200, answer.body
    assert answer.json["decision"] is (answer.json["context"]["code"] == "allowed")
    return str(answer.json["context"]["code"])


def the_grant(world: World, who: str = "right role") -> Grant:
    return Grant.objects.get(relation__person=world.people[who])


# the answer


@pytest.mark.parametrize("name", ASKED)
def test_the_whole_cast_hears_what_the_gate_says(world: World, client: Client, name: str) -> None:
    """All asked at once; that one question alone is answered alike is told further on."""
    (row,), content = example_of(name)(world)
    cast, action = world.actors(), business_actions()[name]
    body = {"evaluations": [question(world, who, name, row) for who in world.people]}
    answers = ask(client, body, views.EVALUATIONS).json["evaluations"]
    for who, answer in zip(world.people, answers, strict=True):
        assert answer["decision"] is bool(action.check(cast[who], row, **content)), who
        assert answer["decision"] is (answer["context"]["code"] == "allowed"), who
    assert len({answer["context"]["code"] for answer in answers}) > 1, "some may and some may not"
    assert any(answer["decision"] for answer in answers)


def test_a_no_is_what_the_rule_says_to_that_person(world: World, client: Client) -> None:
    grant = the_grant(world)
    answer = ask(client, question(world, "lokale beheerder", "access.withdraw-grant", grant))
    assert code(answer) == "refused"
    reason = answer.json["context"]["reason"]
    assert reason["nl"] == "Dit recht kan alleen de hoofd lokale beheerder toekennen."
    assert reason["en"].startswith("Only")


def test_the_state_counts_too(world: World, client: Client) -> None:
    (row,), _content = example_of("access.refuse-request")(world)
    asked = question(world, MANAGER, "access.refuse-request", row)
    assert code(ask(client, asked)) == "allowed"
    change(row, state="granted")
    answer = ask(client, asked)
    assert code(answer) == "refused"
    assert "Toegekend" in answer.json["context"]["reason"]["nl"]


def test_the_level_of_sign_in(world: World, client: Client) -> None:
    row = make_client(state="submitted")
    asked = question(world, "clientbeheerder", "access.approve-client", row)
    assert code(ask(client, asked)) == "allowed"
    asked["subject"]["properties"]["acr"] = "urn:be:vlaanderen:authmech:csampassword"
    assert code(ask(client, asked)) == "unknown_resource", "his right doesn't count: he sees none"
    del asked["subject"]["properties"]["acr"]
    assert code(ask(client, asked)) == "unknown_resource", "unsaid proves no level"


# what can't be asked


def test_out_of_sight_is_as_not_there(world: World, client: Client) -> None:
    grant = the_grant(world, "right role elsewhere")
    asked = question(world, MANAGER, "access.withdraw-grant", grant)
    hidden = ask(client, asked)
    asked["resource"]["id"] = str(uuid4())
    absent = ask(client, asked)
    assert code(hidden) == code(absent) == "unknown_resource"
    assert hidden.body == absent.body


@pytest.mark.parametrize("key", ["x", "1", "\x00", "é", "a" * 200])
def test_a_key_that_can_be_none(world: World, client: Client, key: str) -> None:
    for name in ("access.withdraw-grant", "access.block-client"):
        (row,), _content = example_of(name)(world)
        asked = question(world, "clientbeheerder", name, row)
        asked["resource"]["id"] = key
        assert code(ask(client, asked)) == "unknown_resource"


def test_a_row_of_another_kind(world: World, client: Client) -> None:
    relation = the_grant(world).relation
    asked = question(world, MANAGER, "access.withdraw-grant", relation)
    assert code(ask(client, asked)) == "unknown_resource"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("access.no-such-thing", "unknown_action"),
        ("access.grant-right", "needs_more"),  # which right decides who may
        ("access.appoint", "needs_more"),
        ("access.replace-beheerder", "needs_more"),
        ("access.warn-ending", "needs_more"),  # about nothing in particular
    ],
)
def test_an_action_that_can_not_be_asked(world: World, client: Client, name: str, why: str) -> None:
    asked = question(world, MANAGER, name, the_grant(world))
    answer = ask(client, asked)
    assert code(answer) == why
    assert answer.json["context"]["reason"] == REASONS[why]


@pytest.mark.parametrize("sub", ["x", "ab" * 20, "é" * 40])
def test_somebody_whom_we_do_not_know(world: World, client: Client, sub: str) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    asked["subject"]["id"] = sub
    assert code(ask(client, asked)) == "no_capacity"
    asked["subject"] |= {"type": "machine", "id": sub_of(world.people[MANAGER])}
    assert code(ask(client, asked)) == "no_capacity"


@pytest.mark.parametrize("number", ["901002", "999999", "x\x00", "é"])
def test_an_organisation_for_which_he_can_not_act(
    world: World, client: Client, number: str
) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    asked["subject"]["properties"]["capacity"]["organisation"] = number
    assert code(ask(client, asked)) == "no_capacity"


def test_who_died_does_nothing(world: World, client: Client) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    change(world.people[MANAGER], deceased_on=clock.today())
    assert code(ask(client, asked)) == "no_capacity"


def test_a_number_leads_to_whose_it_was_last(world: World, client: Client) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    asked["subject"]["properties"]["capacity"]["organisation"] = "1900000069"
    assert code(ask(client, asked)) == "allowed", "another number of the same school"


# who may ask


@pytest.mark.parametrize("application", ["werkplek-duaal", "platos-tijdsregistratie"])
def test_another_application_sees_no_action(world: World, application: str) -> None:
    other = make_client(application=Application.objects.get(code=application))
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    known = ask(other, asked)
    asked["action"]["name"] = "access.no-such-thing"
    assert code(known) == "unknown_action"
    assert known.body == ask(other, asked).body


@pytest.mark.parametrize("header", ["Basic eA==", "Bearer x", "Digest x", "DPoP x"])
def test_nobody_asks_unknown(world: World, client: Client, header: str) -> None:
    answer = ask(client, {}, authorization=header)
    told(answer, 401, "invalidAccessToken")
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    told(ask(client, {}, authorization=""), 401, "noAccessToken")


def test_a_blocked_client_at_once(world: World, client: Client) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    assert code(ask(client, asked)) == "allowed"
    change(client, state="blocked")
    told(ask(client, asked), 401, "invalidAccessToken")


def machine_token(client: Client, **form: str) -> str:
    headers = {"authorization": basic(client)} | (
        {"dpop": form.pop("dpop")} if "dpop" in form else {}
    )
    answer = rp.ask(
        "POST", f"{rp.MODERN}/token", {"grant_type": "client_credentials", **form}, **headers
    )
    return str(answer.json["access_token"])


def test_with_a_token_of_its_own(world: World, client: Client) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    for resource in (client.client_id, f"{settings.BASE_URL}/handelingen"):
        name = "resource" if "/" in resource else "audience"
        token = machine_token(client, **{name: resource})
        assert code(ask(client, asked, authorization=f"Bearer {token}")) == "allowed"
    token = machine_token(client, resource="https://elders.example.be")
    told(ask(client, asked, authorization=f"Bearer {token}"), 401, "invalidAccessToken")


def test_a_bound_token_needs_its_proof(world: World, client: Client) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    key = new_key()
    first = proof(key, "POST", f"{settings.BASE_URL}{rp.MODERN}/token")
    token = machine_token(client, dpop=first)
    told(ask(client, asked, authorization=f"Bearer {token}"), 401, "invalidAccessToken")
    mine = proof(key, "POST", f"{settings.BASE_URL}{views.EVALUATION}", token=token)
    answer = ask(client, asked, authorization=f"DPoP {token}", dpop=mine)
    assert code(answer) == "allowed"


# several at once, and what goes wrong


def test_several_at_once(world: World, client: Client) -> None:
    mine = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    other = question(world, "member without right", "access.withdraw-grant", the_grant(world))
    body = {"evaluations": [mine, {}, other, "x", mine]}
    answer = ask(client, body, views.EVALUATIONS)
    assert answer.status == 200, answer.body
    found = answer.json["evaluations"]
    assert [one["decision"] for one in found] == [True, False, False, False, True]
    assert [one["context"]["code"] for one in found[1:4]] == [
        "unreadable", "unknown_resource", "unreadable",
    ]  # fmt: skip
    body["options"] = {"evaluations_semantic": "deny_on_first_deny"}
    assert len(ask(client, body, views.EVALUATIONS).json["evaluations"]) == 2
    assert ask(client, mine, views.EVALUATIONS).json["decision"] is True


def test_not_too_many(world: World, client: Client) -> None:
    mine = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    body = {**mine, "evaluations": [{}] * (MOST + 1)}
    told(ask(client, body, views.EVALUATIONS), 400, "badRequest")


def queries_of(work: Callable[[], object]) -> int:
    """Without the savepoints that prepared statements have in tests only."""
    with CaptureQueriesContext(connections[DEFAULT_DB_ALIAS]) as seen:
        work()
    return len([one for one in seen if "SAVEPOINT" not in one["sql"]])


def test_many_rows_cost_no_more_queries_than_one(world: World, client: Client) -> None:
    with arranging():
        grants = [
            make_grant(make_relation(make_person("G", str(n)), world.school),
                       role("WerkplekDuaalGebruiker", "trajectbegeleider"))
            for n in range(12)
        ]  # fmt: skip
    asked = [question(world, MANAGER, "access.withdraw-grant", one) for one in grants]

    def several(number: int) -> int:
        body = {"evaluations": asked[:number]}
        return queries_of(lambda: ask(client, body, views.EVALUATIONS))

    several(1)
    assert several(12) == several(1) <= 5


def test_a_person_is_found_by_an_index(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM register_person WHERE "
            "substr(sha256('sub:'::bytea || uuid_send(register_person.uid)), 1, 20) = %s",
            [b"x" * 20],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "access_person_sub" in plan, plan


def test_the_place_of_a_fault_is_told(world: World, client: Client) -> None:
    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    del asked["subject"]["properties"]["capacity"]
    answer = ask(client, asked)
    told(answer, 400, "badRequest")
    (issue,) = answer.json["issues"]
    assert issue["name"] == "subject.properties.capacity.organisation"
    told(ask(client, "{"), 400, "badRequest")
    told(ask(client, "{}", content_type="text/plain"), 415, "unsupportedMediaType")
    told(ask(client, "x" * (1024 * 1024 + 1)), 413, "payloadTooLarge")


def test_other_methods(world: World) -> None:
    answer = rp.ask("GET", views.EVALUATION)
    told(answer, 405, "methodNotAllowed")
    assert answer.headers["Allow"] == "POST"
    told(rp.ask("POST", views.METADATA), 405, "methodNotAllowed")


def test_what_it_is(db: None) -> None:
    answer = rp.ask("GET", views.METADATA)
    base = f"{settings.BASE_URL}/handelingen"
    assert answer.json == {
        "policy_decision_point": base,
        "access_evaluation_endpoint": f"{base}/access/v1/evaluation",
        "access_evaluations_endpoint": f"{base}/access/v1/evaluations",
    }
    assert "max-age" in answer.headers["Cache-Control"]


def test_a_database_that_went_away(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("gone")

    asked = question(world, MANAGER, "access.withdraw-grant", the_grant(world))
    monkeypatch.setattr("sleutelbos.access.api.known._persons", away)
    answer = ask(client, asked, x_request_id="a-1")
    told(answer, 503, "serviceUnavailable")
    assert (answer.headers["Retry-After"], answer.headers["X-Request-ID"]) == ("1", "a-1")
    monkeypatch.setattr("sleutelbos.access.api.known._persons", lambda *_: 1 / 0)
    told(ask(client, asked), 500, "internalServerError")


# what can be asked at all


def offered_actions() -> list[str]:
    business_actions()
    return [name for room in sorted(OFFERS) for name in OFFERS[room].actions]


def names_in(rule: Callable[..., Any]) -> set[str]:
    """The names that the body of a rule mentions."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(rule)))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("name", offered_actions())
def test_a_rule_that_reads_more_is_not_offered(name: str) -> None:
    """By name: a parameter that a rule doesn't mention can't change its answer."""
    action = ACTIONS[name]
    _by, _subject, *others = action.signature.parameters
    assert not set(others) & names_in(action.allow)


def test_what_the_tests_ask_is_offered() -> None:
    assert set(ASKED) <= set(OFFERS["access"].actions)
    assert OFFERS["access"].actions["access.withdraw-grant"].unread == ("reason",)


@pytest.mark.parametrize("action", [warn_ending, add_relation])
def test_only_what_is_about_a_row_that_somebody_sees_is_offered(action: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        offer("other", "gebruikersbeheer", actions=[action], sights={})
    assert "other" not in OFFERS


@pytest.mark.parametrize("room", sorted(OFFERS))
def test_every_kind_of_row_has_a_key(world: World, room: str) -> None:
    for label, sight in OFFERS[room].sights.items():
        rows = sight.rows(world.actor(MANAGER), Organisation(pk=0))
        assert rows.model._meta.label_lower == label
        assert rows.model._meta.get_field(sight.key)
        assert label.startswith(f"{room}.")
