"""What the pages about users, persons and rights read; always scoped to the actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce

from sleutelbos.access import names, queries
from sleutelbos.access.models import AccessPower, Grant, Post, RightRequest, WorkRelation
from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.queries.among import among
from sleutelbos.kernel import audit, clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.register.public import Organisation, Person, Site

SOON_DAYS = 30
HERE = "relations_here"  # attribute of a person: the werkrelaties that a list shows
HELD = "grants_held"  # attribute of such a werkrelatie: its rights


@dataclass(frozen=True)
class Figures:
    """The numbers on the page of an organisation, as of now."""

    users: int
    grants: int
    ending: int
    requests: int


@dataclass(frozen=True)
class Overview:
    """An organisation for which somebody can act, with his roles (see ``access_power``)."""

    organisation: Organisation
    roles: tuple[str, ...]
    users: int
    waiting: int


def soon() -> datetime:
    """Until when a right "ends soon": the end of the thirtieth day from today."""
    return clock.midnight(clock.today() + timedelta(days=SOON_DAYS + 1))


def _count_of(rows: QuerySet[WorkRelation] | QuerySet[RightRequest] | QuerySet[Grant], by: str,
              what: str = "pk") -> Coalesce:  # fmt: skip
    """A correlated count that doesn't multiply the rows around it."""
    counted = rows.order_by().values(by).annotate(n=Count(what, distinct=what != "pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def persons_in(by: Actor, organisation: Organisation) -> QuerySet[Person]:
    """Everybody who has or had a werkrelatie there, or has a post there; for its beheerders."""
    relations = queries.relations_in(by, organisation)
    found = Q(Exists(relations.filter(person=OuterRef("pk"))))
    if queries.sites_limit(by, organisation) is None:
        posts = Post.objects.filter(organisation__in=queries.administered_organisations(by))
        found |= Q(Exists(posts.filter(organisation=organisation, person=OuterRef("pk"))))
    return Person.objects.filter(found)


@dataclass(frozen=True)
class Wanted:
    """Which users a list shows: by a werkrelatie of a ``kind`` and at a ``site`` (uid), with a
    ``right`` (code), with any right at all (``held``), or without (False)."""

    kind: str = ""
    site: str = ""
    right: str = ""
    held: bool | None = None


def users_at(
    by: Actor, organisation: Organisation, at: datetime, wanted: Wanted = Wanted()
) -> QuerySet[Person]:
    """Persons with a werkrelatie there at a moment, by name; ``wanted`` narrows.

    All werkrelaties of that moment with their rights hang on each person as ``relations_here``:
    a constant number of queries, whatever the number of rows.
    """
    there = queries.relations_in(by, organisation).filter(valid__contains=at)
    held = Grant.objects.filter(valid__contains=at).only("relation", "role")
    grants = Prefetch("grants", held.prefetch_related("role__right"), to_attr=HELD)
    shown = Prefetch("relations", there.prefetch_related("site", grants), to_attr=HERE)
    return (
        Person.objects.filter(among(_keys(there, wanted, at)))
        .prefetch_related(shown)
        .order_by("family_name", "given_name", "pk")
    )


def _keys(there: QuerySet[WorkRelation], wanted: Wanted, at: datetime) -> QuerySet[Any, Any]:
    """The persons of a list. Sets of keys, which cost the same however the planner estimates them
    (as conditions on persons a right took 230 ms of the database: bench users)."""
    held = Grant.objects.filter(among(there.values("pk"), "relation"), valid__contains=at)

    def holders(grants: QuerySet[Grant]) -> QuerySet[Any, Any]:
        return there.filter(pk__in=grants.values("relation")).values("person")

    places = Q(kind=wanted.kind) if wanted.kind else Q()
    places &= Q(site__uid=wanted.site) if wanted.site else Q()
    keys = there.filter(places).values("person")
    if wanted.right:
        keys = keys.intersection(holders(queries_overview.with_roles(held, wanted.right)))
    if wanted.held:
        keys = keys.intersection(holders(held))
    if wanted.held is False:
        keys = keys.difference(holders(held))
    return keys


def named(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Persons whose name holds each word, accents or not, or whose address holds the text."""
    text = text.strip().replace("\x00", "")
    fits = Q()
    for word in text.split():
        folded = Func(Value(word), function="sleutelbos_fold", output_field=TextField())
        fits &= Q(names_search__contains=folded)
    return rows.filter(fits | Q(email__icontains=text))


def sites_for(by: Actor, organisation: Organisation) -> list[Site]:
    """The vestigingen that the actor may choose there."""
    found = organisation.sites.filter(status="active").order_by("name", "municipality", "pk")
    limit = queries.sites_limit(by, organisation)
    return list(found if limit is None else found.filter(pk__in=limit))


def site_in(by: Actor, organisation: Organisation, uid: str) -> Site | None:
    """One of :func:`sites_for`; None when there is none with this key."""
    return next((site for site in sites_for(by, organisation) if str(site.uid) == uid), None)


def figures(by: Actor, organisation: Organisation) -> Figures:
    """Users, rights, rights that end soon, and open requests; what the actor may see."""
    now = clock.now()
    there = queries.relations_in(by, organisation).filter(valid__contains=now)
    held = Grant.objects.filter(among(there.values("pk"), "relation"), valid__contains=now)
    ending = queries_overview.ending_grants(by, organisation, soon())
    waiting = queries.requests_waiting(by).filter(organisation=organisation)
    return Figures(
        users=there.aggregate(n=Count("person", distinct=True))["n"],
        grants=held.count(),
        ending=ending.count(),
        requests=waiting.count(),
    )


def relations_of(by: Actor, organisation: Organisation, person: Person) -> QuerySet[WorkRelation]:
    """The werkrelaties of a person there, latest first."""
    return (
        queries.relations_in(by, organisation)
        .filter(person=person)
        .select_related("site", "person", "organisation")
        .order_by("-valid", "pk")
    )


def open_relations(by: Actor, organisation: Organisation, person: Person) -> QuerySet[WorkRelation]:
    """The werkrelaties of a person there that count now or later."""
    return relations_of(by, organisation, person).filter(
        Q(valid__endswith__gt=clock.now()) | Q(valid__upper_inf=True)
    )


def grants_of(by: Actor, organisation: Organisation, person: Person) -> QuerySet[Grant]:
    """The rights of a person there: past, present and future, first to end first."""
    return (
        queries.grants_in(by, organisation)
        .filter(relation__person=person)
        .order_by("role__right__name", "role__order", "valid", "pk")
    )


def posts_held(organisation: Organisation, person: Person) -> QuerySet[Post]:
    """The posts of a person there, latest first."""
    return (
        Post.objects.filter(organisation=organisation, person=person)
        .select_related("site")
        .order_by("-valid", "pk")
    )


def holdings_open(relation: WorkRelation) -> tuple[int, int]:
    """How many rights and posts hang on a werkrelatie now or later."""
    still = Q(valid__endswith__gt=clock.now()) | Q(valid__upper_inf=True)
    return relation.grants.filter(still).count(), relation.posts.filter(still).count()


def posts_on(relation: WorkRelation) -> list[int]:
    """Keys of the posts that hang on a werkrelatie now or later."""
    still = Q(valid__endswith__gt=clock.now()) | Q(valid__upper_inf=True)
    return list(relation.posts.filter(still).values_list("pk", flat=True))


def history(
    organisation: Organisation, person: Person, *more: object, limit: int = 30
) -> list[AuditEntry]:
    """What the audit log says about a person at an organisation (and a role), newest first.

    Of what was done in one go only the head: the steps below it would say the same again.
    """
    wanted = [audit.plain(row) for row in (organisation, person, *more)]
    rows = AuditEntry.objects.filter(concerns__contains=wanted).order_by("-id")[: 3 * limit]
    heads: dict[UUID, AuditEntry] = {}
    for row in rows:
        head = heads.get(row.correlation)
        if head is None or row.line < head.line:
            heads[row.correlation] = row
    return list(heads.values())[:limit]


def done_by(entry: AuditEntry) -> Person | None:
    """The person who did what an entry says; None for the house itself."""
    kind, _sep, key = entry.actor.partition(":")
    return Person.objects.filter(pk=key).first() if kind == "person" else None


def overviews(by: Actor) -> list[Overview]:
    """Every organisation for which the person can act, in whatever capacity, by name."""
    if by.pk is None:
        return []
    now = clock.now()
    here = {"organisation": OuterRef("pk")}
    there = WorkRelation.objects.filter(valid__contains=now, **here)
    waiting = RightRequest.objects.filter(state="open", **here).exclude(person=by.pk)
    rows = list(
        queries.organisations_of(by.pk)
        .annotate(
            users_now=_count_of(there, "organisation", "person"),
            requests_now=_count_of(waiting, "organisation"),
        )
        .prefetch_related("target_groups")
    )
    roles = _roles(by.pk, (row.pk for row in rows), now)
    return [
        Overview(
            row,
            found := roles.get(row.pk, ()),
            row.users_now if found else 0,
            row.requests_now if found else 0,
        )
        for row in rows
    ]


def _roles(person: int, organisations: Iterable[int], at: datetime) -> dict[int, tuple[str, ...]]:
    """Organisation → the person's roles in Gebruikersbeheer there."""
    rows = AccessPower.objects.filter(
        person=person, organisation__in=list(organisations), right=names.IDM, valid__contains=at
    ).values_list("organisation", "role")
    found: dict[int, set[str]] = {}
    for organisation, role in rows:
        found.setdefault(organisation, set()).add(role)
    return {key: tuple(sorted(held)) for key, held in found.items()}


def person_with(uid: str) -> Person | None:
    """Somebody whom the visitor found himself, by number or on a page in his scope.

    Not scoped: only for keys out of a sealed draft.
    """
    return Person.objects.filter(uid=uid).first() if uid else None
