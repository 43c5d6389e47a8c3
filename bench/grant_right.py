"""grant_right through the gate against a hand-written locked service that writes the same rows."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter
from uuid import uuid4

from common import report, stage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sleutelbos.access import queries
from sleutelbos.access.actions.grants import grant_right
from sleutelbos.access.events import RightGranted
from sleutelbos.access.models import Grant, Post, Right, Role, WorkRelation
from sleutelbos.access.states import PostKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry, Outbox
from sleutelbos.kernel.outbox import SUBSCRIBERS
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Organisation, Person, TargetGroupMembership
from tests import world

BLOCKS, BLOCK, WARM = 40, 25, 2  # blocks of each way, calls in a block, blocks not counted
AIM = 2.0

Call = Callable[[Actor, WorkRelation], object]


def period() -> Period:
    """From soon, for 300 days: the guard of the past would refuse the service an earlier start."""
    start = clock.now() + timedelta(minutes=1)
    return Period(start, start + timedelta(days=300), "[)")


class NotAllowed(Exception):
    """The service refused."""


def by_hand(
    by: Actor, relation: WorkRelation, right: Right, *, roles: list[Role], valid: Period
) -> list[Grant]:
    """What a careful developer writes without a gate: lock, check, grants, audit row, outbox row.

    Power comes from one table, not from the whole chain. It leaves out what the gate does besides:
    refusals in the audit, before and after, the stamp, the guard (opened for the session here),
    NOTIFY.
    """
    with transaction.atomic():
        relation = (
            WorkRelation.objects.select_for_update(no_key=True, of=("self",))
            .select_related("organisation")
            .get(pk=relation.pk)
        )
        organisation = relation.organisation
        now = clock.now()
        head = Post.objects.filter(
            person=by.pk, organisation=organisation, site=None, kind=PostKind.HEAD_LOCAL_MANAGER,
            valid__contains=now,
        )  # fmt: skip
        if not head.exists():
            raise NotAllowed
        _check(relation, right, roles, valid)
        grants = Grant.objects.bulk_create(
            Grant(relation=relation, role=role, valid=valid) for role in roles
        )
        facts = {
            "person": f"register.person:{relation.person_id}",
            "organisation": f"register.organisation:{organisation.pk}",
            "right": f"access.right:{right.pk}",
            "roles": [f"access.role:{role.pk}" for role in roles],
            "site": None,
            "period": {"from": valid.lower.isoformat(), "to": valid.upper.isoformat()},
            "reason": "",
        }
        correlation = uuid4()
        subject = f"access.workrelation:{relation.pk}"
        AuditEntry.objects.create(
            at=now, action="access.grant-right", outcome="done", actor=by.ref,
            capacity=organisation.pk, subject=subject, correlation=correlation,
            concerns=[facts["person"], facts["organisation"], facts["right"], *facts["roles"],
                      subject],
            payload={"facts": facts}, salt=secrets.token_bytes(16),
        )  # fmt: skip
        told = {"relation": relation.pk, "grants": [grant.pk for grant in grants]}
        Outbox.objects.bulk_create(
            Outbox(type=RightGranted.type, handler=handler, payload=told, correlation=correlation,
                   at=now, due=now)
            for handler in SUBSCRIBERS[RightGranted.type]
        )  # fmt: skip
    return grants


def _check(relation: WorkRelation, right: Right, roles: list[Role], valid: Period) -> None:
    """The same content rules as the action's, in as few queries."""
    memberships = TargetGroupMembership.objects.filter(
        organisation=relation.organisation_id, valid__contains=clock.today()
    )
    groups = set(memberships.values_list("target_group", flat=True))
    if not right.active or not groups & set(right.target_groups) or not roles:
        raise NotAllowed
    for role in roles:
        if role.right_id != right.pk or not role.active:
            raise NotAllowed
    if valid.lower < relation.valid.lower:
        raise NotAllowed
    if relation.valid.upper is not None and valid.upper > relation.valid.upper:
        raise NotAllowed


def stock(organisation: Organisation, count: int) -> Iterator[WorkRelation]:
    """Werkrelaties without a right, read as a page reads them; each is used once."""
    with arranging(), transaction.atomic():
        people = Person.objects.bulk_create(
            Person(given_name="An", family_name=f"Peeters {n}") for n in range(count)
        )
        WorkRelation.objects.bulk_create(
            WorkRelation(person=one, organisation=organisation, kind="vast",
                         valid=world.period(-60, None))
            for one in people
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return iter(list(WorkRelation.objects.filter(person__in=people)))


def timed(call: Call, by: Actor, relations: Iterator[WorkRelation]) -> float:
    """Seconds per call over one block."""
    mine = [next(relations) for _ in range(BLOCK)]
    start = perf_counter()
    for relation in mine:
        call(by, relation)
    return (perf_counter() - start) / BLOCK


def compare(
    calls: dict[str, Call], by: Actor, relations: Iterator[WorkRelation]
) -> dict[str, list[float]]:
    """Seconds per call of each way, block after block in turn."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(BLOCKS + WARM):
        for name, call in calls.items():
            seconds = timed(call, by, relations)
            if number >= WARM:
                times[name].append(seconds)
    return times


def statements(call: Call, by: Actor, relation: WorkRelation) -> list[str]:
    """The statements of one call, BEGIN and COMMIT included."""
    with CaptureQueriesContext(connection) as seen:
        call(by, relation)
    return [query["sql"] for query in seen.captured_queries]


def main() -> None:
    """Compare; with ``--statements`` print them too."""
    with stage.fresh_database():
        people = world.build()
        by = people.actor("hoofd lokale beheerder")
        right = Right.objects.select_related("application").get(code="WerkplekDuaalGebruiker")
        role = Role.objects.get(right=right, code="trajectbegeleider")

        def gate(by: Actor, relation: WorkRelation) -> object:
            return grant_right(by, relation, right, roles=[role], period=period())

        def read_and_gate(by: Actor, relation: WorkRelation) -> object:
            powers = queries.powers_of(by.pk or 0, people.school.pk)
            return gate(replace(by, powers=powers), relation)

        def keyed(by: Actor, relation: WorkRelation) -> object:
            return grant_right.keyed(
                str(uuid4()), by, relation, right, roles=[role], period=period()
            )

        def hand(by: Actor, relation: WorkRelation) -> object:
            return by_hand(by, relation, right, roles=[role], valid=period())

        calls = {
            "powers read, gate": read_and_gate,
            "by hand": hand,
            "gate": gate,
            "gate with key": keyed,
        }
        relations = stock(people.school, 2 * (BLOCKS + WARM + 1) * BLOCK * len(calls))
        stage.conditions(f"{BLOCKS} blocks of {BLOCK} calls of each, in turn")
        with arranging(history=False):  # the guard lets the service write; the gate opens it itself
            show(calls, by, relations)


def show(calls: dict[str, Call], by: Actor, relations: Iterator[WorkRelation]) -> None:
    """Measure twice, with and without waiting for the disk, and print."""
    said = {name: statements(call, by, next(relations)) for name, call in calls.items()}
    figure = 0.0
    for waiting in (True, False):
        with connection.cursor() as cursor:
            cursor.execute(f"SET synchronous_commit = {'on' if waiting else 'off'}")
        times = compare(calls, by, relations)
        ratios = {
            name: [one / peer for one, peer in zip(times[name], times["by hand"], strict=True)]
            for name in calls
        }
        rows = [
            [name, len(said[name]), report.ms(median(times[name])), report.spread(ratios[name])]
            for name in calls
        ]
        title = "durable: each commit waits for the disk" if waiting else "no wait at commit"
        report.show(title, ["", "statements", "ms a call", "× by hand (quartiles)"], rows)
        figure = figure or median(ratios["powers read, gate"])
    if "--statements" in sys.argv:
        for name, lines in said.items():
            print(f"\n{name}:", *lines, sep="\n  ")
    report.figure("grant_right", f"{figure:.2f} × the hand-written service (aim ≤ {AIM})")


if __name__ == "__main__":
    main()
