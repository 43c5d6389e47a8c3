"""Organisations as the bodies see them that appoint beheerders (G18)."""

from __future__ import annotations

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from sleutelbos.access import chain, queries, rules
from sleutelbos.access.models import Post
from sleutelbos.access.states import PostKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    Organisation,
    OrganisationIdentifier,
    organisations_by_number_or_name,
)

HEADS = (PostKind.HEAD_ACCESS_MANAGER, PostKind.HEAD_LOCAL_MANAGER)


def kinds_appointed(by: Actor) -> set[str]:
    """Kinds of beheerder that the actor's authorities appoint."""
    mine = rules.authorities_of(by)
    return {kind for kind, rule in chain.kind_rules().items() if mine & set(rule.by_authorities)}


def organisations_to_appoint(by: Actor, text: str = "") -> QuerySet[Organisation]:
    """The organisations of the actor's authority; those without a head come first.

    ``has_head``: somebody is hoofd lokale beheerder or hoofdtoegangsbeheerder now; ``heads``: their
    names.
    """
    now = clock.now()
    heads = Post.objects.filter(organisation=OuterRef("pk"), kind__in=HEADS, valid__contains=now)
    rows = Organisation.objects.filter(
        pk__in=queries.appointable_organisations(by).order_by().values("pk")
    )
    if text:
        rows = rows.filter(pk__in=organisations_by_number_or_name(by, text).order_by().values("pk"))
    name = Concat(F("posts__person__given_name"), Value(" "), F("posts__person__family_name"))
    current = Q(posts__kind__in=HEADS, posts__valid__contains=now)
    return (
        rows.annotate(
            has_head=Exists(heads),
            heads=StringAgg(name, ", ", filter=current, distinct=True, default=Value("")),
        )
        .prefetch_related("target_groups__identifier", "identifiers")
        .order_by("has_head", "name", "pk")
    )


def without_head(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Of these, the ones that have no head."""
    return rows.filter(Q(("has_head", False)))


def organisations_by_enterprise(numbers: set[str]) -> dict[str, Organisation]:
    """Ten digits → the organisation that has this ondernemingsnummer today. One query."""
    rows = OrganisationIdentifier.objects.filter(
        kind="KBO", value__in=numbers, valid__contains=clock.today()
    ).select_related("organisation")
    return {row.value: row.organisation for row in rows}
