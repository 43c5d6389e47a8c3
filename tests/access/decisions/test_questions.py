"""Questions in AuthZEN's words (Authorization API 1.0, §5–7), answered over the standing world."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from sleutelbos.access import queries
from sleutelbos.access.decisions import reading
from sleutelbos.access.decisions.boxcar import evaluations
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.questions import Answer, Asker, Unreadable
from sleutelbos.access.models import Grant, Role
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import has_role
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Site
from tests.access.decisions.conftest import GUIDE, question, read_again, sub_of
from tests.signin.op.rp import change
from tests.world import DAY, World, make_grant, make_relation, right, role

Ask = Callable[..., Answer]
pytestmark = pytest.mark.requirement("G26")


def code(answer: Answer) -> str:
    return str(answer["context"]["code"])


def test_a_right_gives_a_yes_with_its_reason_and_chain(world: World, ask: Ask) -> None:
    answer = ask(question(world.people["right role"]))
    assert answer["decision"] is True
    assert code(answer) == "granted"
    assert set(answer["context"]["reason"]) == {"nl", "en"}
    (link,) = answer["context"]["chain"]
    assert (link["kind"], link["right"], link["role"]) == ("grant", *GUIDE.split("/"))
    assert link["from"] < link["until"]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("member without right", "not_held"),
        ("right role elsewhere", "not_held"),
        ("other role", "not_held"),
        ("ended yesterday", "ended"),
        ("starts tomorrow", "not_started"),
        ("right role at other vestiging", "not_held"),
        ("lokale beheerder", "not_held"),
        ("wettelijk vertegenwoordiger", "not_held"),
    ],
)
def test_without_it_a_no_says_why(world: World, ask: Ask, who: str, why: str) -> None:
    answer = ask(question(world.people[who]))
    assert answer["decision"] is False
    assert code(answer) == why


def test_the_whole_cast_gets_the_answer_of_has_role(world: World, ask: Ask) -> None:
    """One source of power: what our own rules say, outsiders hear too."""
    for name in world.people:
        person, actor = world.people[name], world.actor(name)
        powers = queries.powers_of(person.pk, world.school.pk)
        actor = type(actor)(actor.ref, powers=powers)
        ours = bool(has_role(actor, *GUIDE.split("/"), world.school.pk))
        assert ask(question(person))["decision"] is ours, name


def test_a_vestiging(world: World, index: Index, ask: Ask) -> None:
    with arranging():
        Site.objects.filter(pk=world.school_site.pk).update(number="2100000000")
        Site.objects.filter(pk=world.other_site.pk).update(number="2100000001")
    read_again(index)

    def may(name: str, number: str, kind: str = "site") -> bool:
        asked = question(world.people[name], resource={"type": kind, "id": number})
        return bool(ask(asked)["decision"])

    assert may("right role", "2100000000"), "a right for the school counts at its vestigingen"
    assert may("right role at other vestiging", "2100000001")
    assert not may("right role at other vestiging", "2100000000")
    assert not may("right role", "2100000000", "organisation"), "a vestiging is no organisation"


def test_any_role_of_a_right(world: World, ask: Ask) -> None:
    right = GUIDE.split("/")[0]
    for name in ("right role", "other role"):
        assert ask(question(world.people[name], action=right))["decision"] is True


def test_another_moment(world: World, ask: Ask) -> None:
    person = world.people["ended yesterday"]
    before = (clock.now() - 5 * DAY).isoformat()
    assert ask(question(person, context={"time": before}))["decision"] is True
    later = (clock.now() + 5 * DAY).isoformat()
    person = world.people["starts tomorrow"]
    assert ask(question(person, context={"time": later}))["decision"] is True


def test_bounds_to_the_second(world: World, index: Index, ask: Ask) -> None:
    start = clock.now().replace(microsecond=0) + timedelta(hours=1)
    end = start + timedelta(hours=1)
    person = world.people["member without right"]
    with arranging():
        relation = make_relation(person, world.other_school)
        make_grant(relation, role(*GUIDE.split("/")), valid=Period(start, end, "[)"))
    read_again(index)

    def at(seconds: float) -> bool:
        moment = int(start.timestamp() + seconds)
        return bool(ask(question(person, number="901002"), at=moment)["decision"])

    assert [at(-1), at(0), at(3599), at(3600)] == [False, True, True, False]


def test_an_application_sees_only_its_own_rights(world: World, ask: Ask) -> None:
    asked = question(world.people["right role"])
    assert code(ask(asked, application="platos-tijdsregistratie")) == "unknown_action"
    assert code(ask(question(world.people["right role"], action="X"))) == "unknown_action"


@pytest.mark.requirement("G13")
def test_a_right_of_one_application_says_nothing_to_another(
    world: World, index: Index, ask: Ask
) -> None:
    person = world.people["member without right"]
    with arranging():
        platos = role("PlatosTijdsregistratie", "DWSE-opleider")
        make_grant(person.relations.get(), platos)
    read_again(index)
    number = "1900000069"
    trainer = question(person, "PlatosTijdsregistratie/DWSE-opleider", number)
    assert ask(trainer, application="platos-tijdsregistratie")["decision"] is True
    for code_of in Role.objects.filter(right__application__code="werkplek-duaal"):
        asked = question(person, f"{code_of.right.code}/{code_of.code}")
        assert ask(asked)["decision"] is False


def test_what_is_not_known(world: World, ask: Ask) -> None:
    person = world.people["right role"]
    assert code(ask(question(person, number="999999"))) == "unknown_resource"
    for subject in ("", None):
        with pytest.raises(Unreadable):
            ask(question(person, subject={"type": "person", "id": subject}))
    for text in ("x", "ab" * 20, "é" * 40, sub_of(person) + "00"):
        answer = ask(question(person, subject={"type": "person", "id": text}))
        assert code(answer) == "not_held"
    other = question(person, subject={"type": "machine", "id": sub_of(person)})
    assert code(ask(other)) == "not_held"


def test_the_level_of_sign_in(world: World, index: Index, ask: Ask) -> None:
    means = "urn:be:vlaanderen:authmech:"

    def with_acr(acr: object) -> Answer:
        person = world.people["right role"]
        subject = {"type": "person", "id": sub_of(person), "properties": {"acr": acr}}
        return ask(question(person, subject=subject))

    assert with_acr(f"{means}eid")["decision"] is True
    answer = with_acr(f"{means}csampassword")
    assert code(answer) == "level_too_low"
    assert answer["context"]["level"] == 400
    assert code(with_acr("")) == "level_too_low"
    with pytest.raises(Unreadable):
        with_acr(400)


@pytest.mark.requirement("G26")
def test_a_level_that_is_not_said_is_the_lowest(world: World, index: Index, ask: Ask) -> None:
    """Else whoever leaves it out knows more than who tells the truth."""
    person = world.people["right role"]
    for subject in (
        {"type": "person", "id": sub_of(person), "properties": {"acr": None}},
        {"type": "person", "id": sub_of(person), "properties": {
            "acr": None, "capacity": {"organisation": "901001"}}},
    ):  # fmt: skip
        answer = ask(question(person, subject=subject))
        assert answer["decision"] is False
        assert (answer["context"]["code"], answer["context"]["level"]) == ("level_unknown", 400)
    bare = question(person)
    del bare["subject"]["properties"]
    assert code(ask(bare)) == "level_unknown"
    change(right("WerkplekDuaalGebruiker"), sign_in_level=100)
    connection.ensure_connection()
    index.learn(reading.catalogue(connection.connection))
    assert ask(bare)["decision"] is True


@pytest.mark.parametrize(
    ("capacity", "may"),
    [
        ({"organisation": "901001"}, True),
        ({"organisation": "1900000069"}, True),  # another number of the same school
        ({"organisation": "901002"}, False),
        ({"target_group": "OV", "organisation": "901001"}, True),
        ({"target_group": "OV"}, True),
        ({"target_group": "GID"}, False),
        ({"target_group": "XX"}, False),
        ({}, False),
    ],
)
def test_the_hoedanigheid(world: World, ask: Ask, capacity: dict[str, str], may: bool) -> None:
    person = world.people["right role"]
    subject = {"type": "person", "id": sub_of(person), "properties": {"capacity": capacity}}
    answer = ask(question(person, subject=subject))
    assert answer["decision"] is may
    assert may or code(answer) == "other_capacity"


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ({"subject": None}, "/subject"),
        ({"subject": "x"}, "/subject"),
        ({"action": {"name": 5}}, "/action/name"),
        ({"action": {"name": "x" * 201}}, "/action/name"),
        ({"resource": {"id": "901001"}}, "/resource/type"),
        ({"resource": []}, "/resource"),
        ({"context": []}, "/context"),
        ({"context": {"time": "gisteren"}}, "/context/time"),
        ({"context": {"time": 5}}, "/context/time"),
        ({"context": {"time": "2026-11-29T12:00:00"}}, "/context/time"),
    ],
)
def test_what_can_not_be_read(world: World, ask: Ask, broken: Any, where: str) -> None:
    with pytest.raises(Unreadable) as why:
        ask(question(world.people["right role"], **broken))
    assert why.value.where == where


def test_what_we_do_not_know_is_left_alone(world: World, ask: Ask) -> None:
    asked = question(world.people["right role"], extra=1, context={"weather": "rain"})
    asked["subject"]["properties"]["department"] = "x"
    assert ask(asked)["decision"] is True


def test_withdrawing_ends_at_once(world: World, index: Index, ask: Ask) -> None:
    grant = Grant.objects.get(relation__person=world.people["right role"])
    now = clock.now()
    with arranging():
        Grant.objects.filter(pk=grant.pk).update(valid=Period(grant.valid.lower, now, "[)"))
    read_again(index)
    answer = ask(question(world.people["right role"]), at=int(now.timestamp()))
    assert code(answer) == "ended", "in the very second of the withdrawal"


# several at once


def boxcar(index: Index, **request: Any) -> Any:
    asker = Asker(index, "werkplek-duaal", int(clock.now().timestamp()))
    return json.loads(evaluations(asker, request))


def test_several_questions_share_what_stands_on_top(world: World, index: Index) -> None:
    asked = question(world.people["right role"])
    resource = {"type": "organisation", "id": "901002"}
    answer = boxcar(index, **asked, evaluations=[{}, {"resource": resource}])
    assert [one["decision"] for one in answer["evaluations"]] == [True, False]
    assert "decision" not in answer


@pytest.mark.parametrize(
    ("semantic", "decisions"),
    [
        (None, [True, False, True, False]),
        ("execute_all", [True, False, True, False]),
        ("deny_on_first_deny", [True, False]),
        ("permit_on_first_permit", [True]),
    ],
)
def test_when_to_stop(
    world: World, index: Index, semantic: str | None, decisions: list[bool]
) -> None:
    mine = question(world.people["right role"])
    other = question(world.people["member without right"])
    options = {} if semantic is None else {"evaluations_semantic": semantic}
    answer = boxcar(index, evaluations=[mine, other, mine, other], options=options)
    assert [one["decision"] for one in answer["evaluations"]] == decisions


def test_one_that_can_not_be_read_does_not_stop_the_others(world: World, index: Index) -> None:
    mine = question(world.people["right role"])
    answer = boxcar(index, evaluations=[{"subject": {}}, "x", mine])
    first, second, third = answer["evaluations"]
    assert first["decision"] is second["decision"] is False
    assert first["context"]["error"]["status"] == 400
    assert third["decision"] is True


def test_without_questions_it_is_one_itself(world: World, index: Index) -> None:
    mine = question(world.people["right role"])
    assert boxcar(index, **mine)["decision"] is True
    assert boxcar(index, **mine, evaluations=[])["decision"] is True


@pytest.mark.parametrize(
    "broken",
    [
        {"evaluations": "x"},
        {"evaluations": [{}] * 1001},
        {"evaluations": [{}], "options": {"evaluations_semantic": "maybe"}},
        {"evaluations": [{}], "options": "x"},
    ],
)
def test_a_request_that_can_not_be_read(index: Index, broken: Any) -> None:
    with pytest.raises(Unreadable):
        boxcar(index, **broken)
