"""What a beheerder may do on the page of his organisation: the first thing, and the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.web.parts import Link


@dataclass(frozen=True)
class Ways:
    """``alone``: nobody has a werkrelatie or a post yet, so appointing somebody comes first."""

    first: Link
    others: list[Link]
    alone: bool


def ways(by: Actor, organisation: Organisation, users: int) -> Ways:
    """Granting a right comes first, unless nothing was arranged yet; ``users``: how many there are
    today."""

    def to(name: str) -> str:
        return reverse(f"access:{name}", args=[organisation.uid])

    grant = Link(_("Recht toekennen"), to("quick-grant"), "key-round", "secondary")
    add = Link(_("Gebruiker toevoegen"), to("add-user"), "plus", "secondary")
    if not queries_posts.may_appoint_somebody(by, organisation):
        return Ways(replace(grant, look="primary"), [add], alone=False)
    appoint = Link(_("Beheerder aanstellen"), to("appoint"), "shield-check", "secondary")
    if users or queries.posts_of(organisation).exists():
        return Ways(replace(grant, look="primary"), [add, appoint], alone=False)
    return Ways(replace(appoint, look="primary"), [add, grant], alone=True)
