"""Organisations that nobody administers, and who must act then (G03).

One definition, over the one source of power: nobody who lives holds a post or KBO function there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from sleutelbos.access import chain, names
from sleutelbos.access.models import AccessPower, Post, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation, OrganisationFunction, Person, target_groups_of

# Where the powers of Gebruikersbeheer itself come from: said to the planner, so that it looks no
# further (30 ms against 1 ms for an organisation of a million).
POWERS_OF_MANAGERS = ("post", "function")


def administering(
    organisation: Organisation | OuterRef, at: datetime | None = None
) -> QuerySet[AccessPower]:
    """The powers by which somebody administers the organisation at a moment (default now)."""
    return AccessPower.objects.filter(
        organisation=organisation,
        right=names.IDM,
        source_kind__in=POWERS_OF_MANAGERS,
        valid__contains=at or clock.now(),
        person__deceased_on=None,
    )


def leaves_orphan(
    organisation: Organisation, posts: Iterable[int], at: datetime | None = None
) -> bool:
    """Whether these posts (keys) are all that administers an active organisation at a moment."""
    if organisation.status != "active":
        return False
    gone = {("post", key) for key in posts}
    there = set(administering(organisation, at).values_list("source_kind", "source_id"))
    return bool(there) and there <= gone


def orphans() -> QuerySet[Organisation]:
    """Active organisations that have users or had a beheerder, and nobody who administers them."""
    relation = WorkRelation.objects.filter(organisation=OuterRef("pk"), valid__contains=clock.now())
    post = Post.objects.filter(organisation=OuterRef("pk"))
    return (
        Organisation.objects.filter(status="active")
        .filter(Exists(relation) | Exists(post))
        .exclude(Exists(administering(OuterRef("pk"))))
        .order_by("name", "pk")
    )


def administered_by(person: int) -> list[Organisation]:
    """Where a person holds a post or KBO function, now or later; also for who just died."""
    posts = Post.objects.filter(person=person, valid__endswith__gt=clock.now())
    unbounded = Post.objects.filter(person=person, valid__upper_inf=True)
    functions = OrganisationFunction.objects.filter(
        person=person, represents=True, recorded__upper_inf=True
    )
    keys = {
        key
        for rows in (posts, unbounded, functions)
        for key in rows.values_list("organisation", flat=True)
    }
    return list(Organisation.objects.filter(pk__in=keys).order_by("pk"))


def authorities_for(organisation: Organisation, kind: str = "") -> list[chain.Authority]:
    """The bodies that appoint beheerders (of a kind) for an organisation."""
    groups = target_groups_of(organisation)
    codes = chain.kind_rules()[kind].by_authorities if kind else tuple(chain.authorities())
    found = [chain.authorities()[code] for code in codes]
    return [one for one in found if one.looks_after(groups, organisation.kind)]


def appointers_of(organisation: Organisation, kind: str = "") -> dict[Person, chain.Authority]:
    """Persons who work for an authority that appoints beheerders (of a kind) there, with it."""
    looking = {authority.code: authority for authority in authorities_for(organisation, kind)}
    holders = AccessPower.objects.filter(
        right=names.APPOINTING, role__in=looking, valid__contains=clock.now()
    )
    rows = holders.select_related("person").order_by("person", "role")
    return {row.person: looking[row.role] for row in rows}


def appoints_at(person: Person, organisation: Organisation) -> bool:
    """Whether somebody is beheerder there, or works for a service that appoints them there."""
    here = administering(organisation).filter(person=person.pk).exists()
    return here or person in appointers_of(organisation)


def next_in_chain(post: Post) -> list[Person]:
    """Who appoints in the place of this post: beheerders above it there, else an authority."""
    above = chain.kind_rules()[post.kind].by_posts
    keys = set()
    for power in administering(post.organisation).exclude(person=post.person_id):
        kind, _sep, domain = power.role.partition(":")
        reaches = power.site_id in (None, post.site_id)
        if kind in above and domain in ("", post.domain) and reaches:
            keys.add(power.person_id)
    if keys:
        return list(Person.objects.filter(pk__in=keys).order_by("pk"))
    return list(appointers_of(post.organisation, post.kind))


def overseers_of(person: int, organisation: Organisation) -> list[Person]:
    """The next beheerders in the chain after somebody: above his posts, else the others there."""
    found: dict[int, Person] = {}
    held = Post.objects.filter(
        person=person, organisation=organisation, valid__contains=clock.now()
    )
    for post in held.select_related("organisation").order_by("pk"):
        found.update({one.pk: one for one in next_in_chain(post)})
    if not found:
        others = administering(organisation).values("person")
        found = {one.pk: one for one in Person.objects.filter(pk__in=others).order_by("pk")}
    return [one for key, one in sorted(found.items()) if key != person]
