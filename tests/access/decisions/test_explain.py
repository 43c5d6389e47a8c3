"""The chain behind a yes, from the right up to where all power begins (G26)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from sleutelbos.access.actions.grants import grant_right
from sleutelbos.access.actions.posts import appoint
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.models import WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.periods import Period
from tests.access.decisions.conftest import Asking, question, read_again
from tests.world import DAY, World, right, role

pytestmark = pytest.mark.requirement("G26")
GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")


def period() -> Period:
    now = clock.now()
    return Period(now, now + 90 * DAY, "[)")


def chain(asking: Asking, asked: Any) -> list[dict[str, Any]]:
    later = (clock.now() + timedelta(seconds=2)).isoformat()
    answer = asking.post("evaluation", {**asked, "context": {"explain": True, "time": later}})
    assert answer.json["decision"] is True, answer.body
    return list(answer.json["context"]["chain"])


def test_from_the_right_to_the_legal_representative(
    world: World, index: Index, asking: Asking
) -> None:
    """Legal representative, hoofd lokale beheerder, right: each gave the next."""
    head = world.people["member without right"]
    appoint(
        world.actor("wettelijk vertegenwoordiger"), world.school, head,
        kind="hoofd-lokale-beheerder", period=period(),
    )  # fmt: skip
    world.add("new head", head, world.school)
    user = world.people["other role"]
    relation = WorkRelation.objects.get(person=user, organisation=world.school)
    grant_right(
        world.actor("new head"), relation, right(GUIDE[0]), roles=[role(*GUIDE)], period=period()
    )
    links = chain(asking_after(asking, index), question(user))
    assert [(one["kind"], one["role"]) for one in links] == [
        ("grant", "trajectbegeleider"),
        ("post", "hoofd-lokale-beheerder"),
        ("function", "wettelijk-vertegenwoordiger"),
    ]
    assert head.family_name not in json.dumps(links), "no names"


def test_from_the_right_to_the_edison_helpdesk(world: World, index: Index, asking: Asking) -> None:
    head = world.people["member without right"]
    appoint(world.actor("edison helpdesk"), world.school, head, kind="hoofd-lokale-beheerder",
            period=period())  # fmt: skip
    world.add("new head", head, world.school)
    relation = WorkRelation.objects.get(person=world.people["other role"])
    grant_right(
        world.actor("new head"), relation, right(GUIDE[0]), roles=[role(*GUIDE)], period=period()
    )
    links = chain(asking_after(asking, index), question(world.people["other role"]))
    assert [one["role"] for one in links] == [
        "trajectbegeleider", "hoofd-lokale-beheerder", "onderwijs",
    ]  # fmt: skip


def test_what_the_log_does_not_tell_ends_the_chain(
    world: World, index: Index, asking: Asking
) -> None:
    (link,) = chain(asking, question(world.people["right role"]))
    assert link["kind"] == "grant"


def test_without_asking_only_the_right_itself(world: World, asking: Asking) -> None:
    assert len(asking.may().json["context"]["chain"]) == 1


def asking_after(asking: Asking, index: Index) -> Asking:
    """The same, once the index has read what changed."""
    read_again(index)
    return asking
