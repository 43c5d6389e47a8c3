"""The mails of Gebruikersbeheer: who is told what (G10). Each follows from an event."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from sleutelbos.access import chain, queries
from sleutelbos.access.events import (
    BeheerderInvited,
    GrantChanged,
    GrantWithdrawn,
    OrganisationOrphaned,
    PostEnded,
    PostFilled,
    RelationEnded,
    RightEnding,
    RightGranted,
)
from sleutelbos.access.models import Grant, Post, Role
from sleutelbos.access.states import Domain, PostKind
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Organisation, Person, target_groups_of
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


def _kind_in_full(row: Post) -> str:
    """``toegangsbeheerder (mobiliteit)``, as in a sentence."""
    kind = str(PostKind(row.kind).label)
    return (f"{kind} ({Domain(row.domain).label})" if row.domain else kind).lower()


@subscribe(PostFilled)
def tell_appointed(event: PostFilled) -> None:
    """The new beheerder: what you may do and how to begin."""
    row = Post.objects.select_related("person", "organisation").get(pk=event.post)
    post(
        "access.post-filled",
        row.person_id,
        "access/mails/post_filled.txt",
        {
            "person": row.person,
            "organisation": row.organisation,
            "kind": _kind_in_full(row),
            "explanation": chain.kind_rules()[row.kind].explanation,
            "period": row.valid,
            "link": _link("access:organisation", row.organisation.uid),
            "guide": _link("desk:manual"),
        },
    )


@subscribe(PostEnded)
def tell_post_ended(event: PostEnded) -> None:
    """The beheerder whose post ended."""
    post(
        "access.post-ended",
        event.person,
        "access/mails/post_ended.txt",
        {
            "person": Person.objects.get(pk=event.person),
            "organisation": Organisation.objects.get(pk=event.organisation),
            "kind": str(PostKind(event.kind).label).lower(),
        },
    )


@subscribe(OrganisationOrphaned)
def tell_orphaned(event: OrganisationOrphaned) -> None:
    """The next in the chain: an organisation has no beheerder left (G03)."""
    organisation = Organisation.objects.get(pk=event.organisation)
    for person in appointers_of(organisation):
        post(
            "access.organisation-orphaned",
            person.pk,
            "access/mails/organisation_orphaned.txt",
            {
                "person": person,
                "organisation": organisation,
                "link": _link("access:appointing-organisation", organisation.uid),
            },
        )


def appointers_of(organisation: Organisation) -> list[Person]:
    """Persons who work for an authority that looks after the organisation."""
    groups = target_groups_of(organisation)
    codes = [
        code
        for code, authority in chain.authorities().items()
        if authority.looks_after(groups, organisation.kind)
    ]
    return list(queries.persons_with_role("beheerders-aanstellen", codes))


@subscribe(BeheerderInvited)
def tell_invited(event: BeheerderInvited) -> None:
    """Somebody who may appoint: a beheerder is missing."""
    organisation = Organisation.objects.get(pk=event.organisation)
    asker = Person.objects.filter(pk=event.asked_by or 0).first()
    post(
        "access.beheerder-invited",
        event.person,
        "access/mails/beheerder_invited.txt",
        {
            "person": Person.objects.get(pk=event.person),
            "organisation": organisation,
            "asker": asker.name if asker else "",
            "link": _link("access:organisations"),
        },
    )
