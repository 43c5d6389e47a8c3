"""The mails of Gebruikersbeheer: who is told what (G10). Each follows from an event."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from sleutelbos.access import queries
from sleutelbos.access.events import (
    GrantChanged,
    GrantWithdrawn,
    RelationChanged,
    RelationEnded,
    RightEnding,
    RightGranted,
)
from sleutelbos.access.models import Grant, Role, WorkRelation
from sleutelbos.access.queries.orphans import overseers_of
from sleutelbos.access.states import PostKind
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Organisation, Person
from sleutelbos.tools.mail import post


def _link(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(name, args=args)


def _managers(organisation: Organisation, besides: int | None = None) -> list[str]:
    people = queries.who_can_help(organisation)
    return [person.name for person in people if person.pk != besides][:3]


@subscribe(RightGranted)
def tell_granted(event: RightGranted) -> None:
    """The user: you got a right and can start (S3)."""
    grants = list(
        Grant.objects.filter(pk__in=event.grants)
        .select_related("relation__person", "relation__organisation", "role__right__application")
        .order_by("role__order", "pk")
    )
    if not grants:
        return
    first = grants[0]
    post(
        "access.right-granted",
        first.relation.person_id,
        "access/mails/right_granted.txt",
        {
            "person": first.relation.person,
            "organisation": first.relation.organisation,
            "right": first.role.right,
            "application": first.role.right.application,
            "roles": [grant.role for grant in grants],
            "period": first.valid,
            "profile": _link("desk:profile"),
        },
    )
    if event.to_oneself:
        _tell_overseers(first, grants)


def _tell_overseers(first: Grant, grants: list[Grant]) -> None:
    """The next in the chain: a beheerder gave a right to himself."""
    relation = first.relation
    for manager in overseers_of(relation.person_id, relation.organisation):
        post(
            "access.right-to-oneself",
            manager.pk,
            "access/mails/right_to_oneself.txt",
            {
                "manager": manager,
                "person": relation.person,
                "organisation": relation.organisation,
                "right": first.role.right,
                "roles": ", ".join(str(grant.role) for grant in grants),
                "period": first.valid,
                "link": _link("access:managers", relation.organisation.uid),
            },
        )


@subscribe(GrantChanged)
def tell_changed(event: GrantChanged) -> None:
    """The user: the period of your right changed."""
    grant = Grant.objects.select_related(
        "relation__person", "relation__organisation", "role__right"
    ).get(pk=event.grant)
    post(
        "access.grant-changed",
        grant.relation.person_id,
        "access/mails/grant_changed.txt",
        {
            "person": grant.relation.person,
            "organisation": grant.relation.organisation,
            "right": grant.role.right,
            "role": grant.role,
            "period": grant.valid,
        },
    )


@subscribe(GrantWithdrawn)
def tell_withdrawn(event: GrantWithdrawn) -> None:
    """The user: your right was withdrawn, with the reason."""
    organisation = Organisation.objects.get(pk=event.organisation)
    role = Role.objects.select_related("right").get(pk=event.role)
    post(
        "access.grant-withdrawn",
        event.person,
        "access/mails/grant_withdrawn.txt",
        {
            "person": Person.objects.get(pk=event.person),
            "organisation": organisation,
            "right": role.right,
            "role": role,
            "reason": event.reason,
            "managers": _managers(organisation, event.person),
        },
    )


@subscribe(RightEnding)
def tell_ending(event: RightEnding) -> None:
    """The user and, 30 days ahead, the beheerders: a right ends soon."""
    grants = list(
        Grant.objects.filter(pk__in=event.grants)
        .select_related("relation__person", "relation__organisation", "role__right")
        .order_by("role__order", "pk")
    )
    if not grants:
        return
    grant = grants[0]
    organisation = grant.relation.organisation
    words = {
        "person": grant.relation.person,
        "organisation": organisation,
        "right": grant.role.right,
        "roles": ", ".join(str(one.role) for one in grants),
        "days": event.days,
        "managers": _managers(organisation, grant.relation.person_id),
        "link": _link("access:ending", organisation.uid),
    }
    post("access.right-ending", grant.relation.person_id, "access/mails/right_ending.txt", words)
    if event.days == 30:
        for manager in _others(queries.who_can_help(organisation, grant.role.right), grant):
            post(
                "access.right-ending-manager",
                manager.pk,
                "access/mails/right_ending_manager.txt",
                {**words, "manager": manager},
            )


def _others(people: Iterable[Person], grant: Grant) -> list[Person]:
    return [person for person in people if person.pk != grant.relation.person_id]


@subscribe(RelationChanged)
def tell_relation_changed(event: RelationChanged) -> None:
    """The user: your werkrelatie ends sooner, and what ends with it. Nothing when all stays."""
    relation = (
        WorkRelation.objects.filter(pk=event.relation)
        .select_related("person", "organisation")
        .first()
    )
    if relation is None or not (event.grants or event.posts):
        return
    grants = Grant.objects.filter(pk__in=event.grants).select_related("role__right")
    posts = relation.posts.filter(pk__in=event.posts)
    post(
        "access.relation-changed",
        relation.person_id,
        "access/mails/relation_changed.txt",
        {
            "person": relation.person,
            "organisation": relation.organisation,
            "until": relation.valid,
            "rights": [f"{grant.role.right} ({grant.role})" for grant in grants.order_by("pk")],
            "posts": [str(PostKind(one.kind).label) for one in posts.order_by("pk")],
            "managers": _managers(relation.organisation, relation.person_id),
        },
    )


@subscribe(RelationEnded)
def tell_relation_ended(event: RelationEnded) -> None:
    """The user: your werkrelatie ended, with all rights on it."""
    person = Person.objects.get(pk=event.person)
    if person.deceased_on is not None:
        return
    organisation = Organisation.objects.get(pk=event.organisation)
    post(
        "access.relation-ended",
        person.pk,
        "access/mails/relation_ended.txt",
        {
            "person": person,
            "organisation": organisation,
            "reason": event.reason,
            "managers": _managers(organisation, person.pk),
        },
    )
