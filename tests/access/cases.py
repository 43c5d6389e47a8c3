"""More examples of actions of which one example says too little: rows of the matrix by themselves.

``examples.py`` has a right that only the hoofd lokale beheerder gives, and the werkrelatie of a
plain user. Here: what a lokale beheerder does give (G01), and the werkrelatie of who is above him.
"""

from __future__ import annotations

from datetime import timedelta

from sleutelbos.access.models import Grant, Post, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from tests.examples import Arguments, Example
from tests.world import World, make_grant, period, right, role

LOCAL = ("PlatosTijdsregistratie", "DWSE-opleider")  # a lokale beheerder gives this one


def _local_grant(world: World, who: str = "member without right") -> Grant:
    with arranging():
        return make_grant(world.people[who].relations.get(), role(*LOCAL))


def _head(world: World) -> Post:
    return Post.objects.get(person=world.people["hoofd lokale beheerder"])


def _relation_of_head(world: World) -> WorkRelation:
    relation = _head(world).relation
    assert relation is not None
    return relation


def grant_local(world: World) -> Arguments:
    relation = world.people["member without right"].relations.get()
    return (relation, right(LOCAL[0])), {"roles": [role(*LOCAL)], "period": period(0, 300)}


def grant_at_vestiging(world: World) -> Arguments:
    relation = world.people["right role at other vestiging"].relations.get()
    return (relation, right(LOCAL[0])), {"roles": [role(*LOCAL)], "period": period(0, 300)}


def change_local(world: World) -> Arguments:
    return (_local_grant(world),), {"until": clock.now() + timedelta(days=200)}


def withdraw_local(world: World) -> Arguments:
    return (_local_grant(world),), {"reason": "andere taak"}


def withdraw_at_vestiging(world: World) -> Arguments:
    return (_local_grant(world, "right role at other vestiging"),), {"reason": "andere taak"}


def end_relation_of_plain_user(world: World) -> Arguments:
    return (world.people["member without right"].relations.get(),), {"reason": "uit dienst"}


def end_relation_of_head(world: World) -> Arguments:
    return (_relation_of_head(world),), {"reason": "uit dienst"}


def change_relation_of_head(world: World) -> Arguments:
    return (_relation_of_head(world),), {"until": clock.now() + timedelta(days=1)}


def end_post_of_head(world: World) -> Arguments:
    return (_head(world),), {"reason": "andere taak"}


CASES: dict[str, Example] = {
    "access.grant-right#recht-van-de-lokale-beheerder": grant_local,
    "access.grant-right#op-de-andere-vestiging": grant_at_vestiging,
    "access.change-grant#recht-van-de-lokale-beheerder": change_local,
    "access.withdraw-grant#recht-van-de-lokale-beheerder": withdraw_local,
    "access.withdraw-grant#op-de-andere-vestiging": withdraw_at_vestiging,
    "access.end-relation#van-een-gebruiker-zonder-recht": end_relation_of_plain_user,
    "access.end-relation#van-de-hoofd-lokale-beheerder": end_relation_of_head,
    "access.change-relation#van-de-hoofd-lokale-beheerder": change_relation_of_head,
    "access.end-post#van-de-hoofd-lokale-beheerder": end_post_of_head,
}
