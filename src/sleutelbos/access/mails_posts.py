"""The mails about beheerders: appointed, ending, ended, nobody left (G03). Each from an event."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.access import chain
from sleutelbos.access.events import (
    BeheerderInvited,
    OrganisationOrphaned,
    PostEnded,
    PostEnding,
    PostFilled,
)
from sleutelbos.access.models import Post
from sleutelbos.access.queries import orphans
from sleutelbos.access.states import Domain, PostKind
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Organisation, Person
from sleutelbos.tools.mail import post


def _link(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(name, args=args)


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
    """The beheerder whose post ended, if he lives."""
    person = Person.objects.get(pk=event.person)
    if person.deceased_on is not None:
        return
    post(
        "access.post-ended",
        event.person,
        "access/mails/post_ended.txt",
        {
            "person": person,
            "organisation": Organisation.objects.get(pk=event.organisation),
            "kind": str(PostKind(event.kind).label).lower(),
        },
    )


@subscribe(PostEnding)
def tell_post_ending(event: PostEnding) -> None:
    """The beheerder and the next in the chain: a post ends soon (G03)."""
    rows = Post.objects.select_related("person", "organisation")
    row = rows.filter(pk=event.post, person__deceased_on=None).first()
    if row is None:
        return
    successors = [one for one in orphans.next_in_chain(row) if one.pk != row.person_id]
    words = {
        "person": row.person,
        "organisation": row.organisation,
        "kind": _kind_in_full(row),
        "days": event.days,
        "next": ", ".join(one.name for one in successors[:3]),
    }
    post("access.post-ending", row.person_id, "access/mails/post_ending.txt", words)
    for manager in successors:
        link = _link("access:post", row.organisation.uid, row.uid)
        post(
            "access.post-ending-next",
            manager.pk,
            "access/mails/post_ending_next.txt",
            {**words, "manager": manager, "link": link},
        )


@subscribe(OrganisationOrphaned)
def tell_orphaned(event: OrganisationOrphaned) -> None:
    """The next in the chain: an organisation has no beheerder left (G03)."""
    organisation = Organisation.objects.get(pk=event.organisation)
    for person in orphans.appointers_of(organisation):
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
