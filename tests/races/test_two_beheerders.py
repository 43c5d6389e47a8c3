"""Two beheerders do the same at the same instant: one wins, the other reads why he did not."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from sleutelbos.access.actions.grants import grant_right
from sleutelbos.access.actions.posts import end_post
from sleutelbos.access.actions.requests import grant_request
from sleutelbos.access.models import Grant, Post, RightRequest, WorkRelation
from sleutelbos.access.queries.orphans import orphans
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.guard import arranging
from tests.access.examples import example_grant_request
from tests.world import (
    DAY,
    World,
    make_organisation,
    make_person,
    make_post,
    period,
    right,
    role,
)

HEAD, ACCESS = "hoofd lokale beheerder", "hoofdtoegangsbeheerder"
GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")


def at_once(*tries: Callable[[], object]) -> list[str]:
    """Each in a thread of its own, from one barrier; what each was told, empty for who won."""
    barrier, told = threading.Barrier(len(tries)), [""] * len(tries)

    def run(place: int) -> None:
        try:
            barrier.wait()
            tries[place]()
        except (Invalid, Refused) as no:
            told[place] = str(no)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(tries))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.requirement("G08")
def test_the_same_right_to_the_same_person(committed_world: World) -> None:
    world = committed_world
    person = world.people["member without right"]
    days = period(0, 300)

    def give(who: str) -> Callable[[], object]:
        by = world.actor(who)
        relation = WorkRelation.objects.get(person=person)
        which, roles = right(GUIDE[0]), [role(*GUIDE)]
        return lambda: grant_right(by, relation, which, roles=roles, period=days)

    told = at_once(give(HEAD), give(ACCESS))
    assert told == ["", "Deze persoon heeft dit recht met deze rol al in een deel van die periode."]
    assert Grant.objects.filter(relation__person=person).count() == 1


@pytest.mark.requirement("G21")
def test_the_same_request(committed_world: World) -> None:
    world = committed_world
    (request,), kwargs = example_grant_request(world)

    def decide(who: str) -> Callable[[], object]:
        by, row = world.actor(who), RightRequest.objects.get(pk=request.pk)
        return lambda: grant_request(by, row, **kwargs)

    told = at_once(decide(HEAD), decide(ACCESS))
    assert told == ["", "Dit kan niet meer: de toestand is nu 'Toegekend'."]


@pytest.mark.requirement("G03")
def test_the_last_two_beheerders_leave(committed_world: World) -> None:
    """Each alone would leave the other; together nobody would be left."""
    world = committed_world
    with arranging():
        place = make_organisation("Met Twee VZW", "school", OV="901445")
        posts = [make_post(make_person(n, "Beheer"), place, "hoofd-lokale-beheerder")
                 for n in ("Een", "Twee")]  # fmt: skip

    def leave(post: Post) -> Callable[[], object]:
        name = post.person.name
        world.add(name, post.person, place)
        by: Actor = world.actor(name)
        row = Post.objects.get(pk=post.pk)
        return lambda: end_post(by, row, reason="weg")

    told = at_once(*(leave(post) for post in posts))
    assert told[0] == ""
    assert told[1].startswith("Dit is de laatste beheerder. Stel eerst een opvolger aan")
    with clock.stamped(clock.now() + DAY):
        assert place not in orphans()
