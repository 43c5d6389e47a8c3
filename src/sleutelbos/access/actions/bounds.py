"""What the clock brings: rights that start, end, or end soon (G10), and who is left (G03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.posts import report_orphan
from sleutelbos.access.events import (
    MandateEnded,
    PostEnded,
    PostEnding,
    RelationEnded,
    RightEnded,
    RightEnding,
    RightStarted,
)
from sleutelbos.access.models import Announced, Grant, Mandate, Post, WorkRelation
from sleutelbos.access.policies import warn_days
from sleutelbos.access.queries.ending import (
    anything_ends,
    ended_between,
    really_ended_between,
    started_between,
)
from sleutelbos.access.queries.orphans import orphans
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import OrganisationFunction

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Passed:
    """What the clock passed: what began, and what ran out. What somebody cut was told then."""

    started: QuerySet[Grant]
    grants: QuerySet[Grant]
    relations: QuerySet[WorkRelation]
    posts: QuerySet[Post]
    mandates: QuerySet[Mandate]
    functions: QuerySet[OrganisationFunction]

    def anything(self) -> bool:
        """Whether there is anything at all."""
        return any(
            found.exists()
            for found in (self.started, self.grants, self.relations, self.posts, self.mandates,
                          self.functions)
        )  # fmt: skip


def may_announce(by: Actor) -> Decision:
    """Only the clock."""
    return is_system(by)


@action(
    "access.announce-bounds",
    label=_("Begin en einde van rechten melden"),
    allow=may_announce,
    locks=(),
    sentence=_(
        "{by} meldde welke rechten begonnen ({started}), en welke rechten, aanstellingen,"
        " machtigingen en werkrelaties afliepen ({ended})."
    ),
    about=lambda result: {"started": result[0], "ended": result[1]},
)
def announce_bounds(by: Actor) -> tuple[int, int]:
    """Announce what started or ended since the last time, up to now; gives both numbers.

    Then it tells which organisations have nobody left (G03). The first time nothing is announced:
    what started before is known.
    """
    row = Announced.objects.select_for_update().first()
    now = clock.now()
    if row is None:
        Announced.objects.create(until=now)
        return 0, 0
    passed = _passed(row.until, now)
    starts = list(passed.started.order_by("pk").values_list("pk", flat=True))
    for key in starts:
        emit(RightStarted(grant=key))
    ended = _announce_ends(passed)
    left = {*passed.posts.values_list("organisation", flat=True),
            *passed.functions.values_list("organisation", flat=True)}  # fmt: skip
    for organisation in orphans().filter(pk__in=left):
        report_orphan(by, organisation)
    row.until = now
    row.save(update_fields=["until"])
    return len(starts), ended


def _announce_ends(passed: Passed) -> int:
    """One event for each thing that ran out; gives how many."""
    grants = list(passed.grants.order_by("pk").values_list("pk", flat=True))
    posts = list(passed.posts.order_by("pk"))
    mandates = list(passed.mandates.order_by("pk"))
    relations = list(passed.relations.order_by("pk"))
    for key in grants:
        emit(RightEnded(grant=key))
    for post in posts:
        emit(PostEnded(post.person_id, post.organisation_id, post.kind))
    for mandate in mandates:
        emit(MandateEnded(mandate.giver_id, mandate.person_id, mandate.organisation_id))
    reason = _t("De einddatum is bereikt.")
    for relation in relations:
        emit(RelationEnded(relation.person_id, relation.organisation_id, reason))
    return len(grants) + len(posts) + len(mandates) + len(relations)


def anything_to_announce() -> bool:
    """Whether :func:`announce_bounds` would announce something, or never ran: each minute that
    it has nothing to say would else be a line of the log."""
    row = Announced.objects.first()
    if row is None:
        return True
    after, until = row.until, clock.now()
    return (
        started_between(Grant.objects.all(), after, until).exists()
        or functions_over(after, until).exists()
        or (anything_ends((after, until)) and _passed(after, until).anything())
    )


def _passed(after: datetime, until: datetime) -> Passed:
    """What started or ran out after one instant and up to another."""
    return Passed(
        started=started_between(Grant.objects.all(), after, until),
        grants=really_ended_between(Grant.objects.filter(cut=False), after, until),
        relations=ended_between(WorkRelation.objects.filter(cut=False), after, until),
        posts=really_ended_between(Post.objects.filter(cut=False), after, until),
        mandates=ended_between(Mandate.objects.filter(cut=False), after, until),
        functions=functions_over(after, until),
    )


def functions_over(after: datetime, until: datetime) -> QuerySet[OrganisationFunction]:
    """Functions of the KBO that ran out: its days, the first one on which they no longer count."""
    days = [at.astimezone(clock.BRUSSELS).date() for at in (after, until)]
    return OrganisationFunction.objects.filter(
        represents=True,
        recorded__upper_inf=True,
        valid__endswith__gt=days[0],
        valid__endswith__lte=days[1],
    )


def may_warn(by: Actor) -> Decision:
    """Only the clock."""
    return is_system(by)


@action(
    "access.warn-ending",
    label=_("Waarschuwen dat rechten eindigen"),
    allow=may_warn,
    locks=(),
    sentence=_("{by} keek welke rechten en aanstellingen eindigen, en waarschuwde voor {count}."),
    about=lambda result: {"count": result},
)
def warn_ending(by: Actor) -> int:
    """Announce the grants and posts whose last day is so many days ahead (``access.warn-days``);
    once a day."""
    count = 0
    for days in warn_days.on(clock.today()):
        rows = (
            _ending_in(Grant.objects.all(), days)
            .order_by("relation", "role__right", "pk")
            .values_list("relation", "role__right", "pk")
        )
        for _together, group in groupby(rows, key=itemgetter(0, 1)):
            emit(RightEnding(grants=[key for _relation, _right, key in group], days=days))
            count += 1
        for key in _ending_in(Post.objects.all(), days).order_by("pk").values_list("pk", flat=True):
            emit(PostEnding(post=key, days=days))
            count += 1
    return count


def anyone_to_warn() -> bool:
    """Whether :func:`warn_ending` would announce something: a day without would else be a line
    of the log that says nothing."""
    ahead = warn_days.on(clock.today())
    return anything_ends(*map(_last_day_in, ahead)) and any(
        _ending_in(Grant.objects.all(), days).exists()
        or _ending_in(Post.objects.all(), days).exists()
        for days in ahead
    )


def _ending_in(rows: QuerySet[Row], days: int) -> QuerySet[Any]:
    """Grants or posts whose last day is so many days ahead."""
    return really_ended_between(rows, *_last_day_in(days))


def _last_day_in(days: int) -> tuple[datetime, datetime]:
    """The two midnights between which lies what has its last day then."""
    day_after = clock.today() + timedelta(days=days + 1)
    return clock.midnight(day_after - timedelta(days=1)), clock.midnight(day_after)
