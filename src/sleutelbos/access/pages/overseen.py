"""What the pages about beheerders share: who may open them, their objects, their way back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries
from sleutelbos.access.pages.base import organisation_crumbs
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.web import words
from sleutelbos.web.pages import one
from sleutelbos.web.parts import Crumb, Listing, Part, Template
from sleutelbos.web.parts import Link as LinkPart

if TYPE_CHECKING:
    from sleutelbos.access.models import Post
    from sleutelbos.access.queries.posts import Holder, Link


def overseen(by: Actor, uid: UUID) -> Organisation:
    """An organisation whose beheerders the actor sees: as beheerder or for an authority; 404."""
    return one(queries_posts.overseen_organisations(by), uid)


def post_at(by: Actor, organisation: Organisation, uid: UUID) -> Post:
    """A post at this organisation; 404 for every other one."""
    return one(queries_posts.posts_of_overseen(by).filter(organisation=organisation), uid)


def administers_it(by: Actor, organisation: Organisation) -> bool:
    """Whether the actor is beheerder there, and not (only) an authority."""
    return queries.administered_organisations(by).filter(pk=organisation.pk).exists()


def way_back(by: Actor, organisation: Organisation, *, to_managers: bool = True) -> list[Crumb]:
    """The crumbs above a page about beheerders, for a beheerder or for an authority."""
    if administers_it(by, organisation):
        crumbs = organisation_crumbs(organisation)
    else:
        crumbs = [
            Crumb(_("Aanstellen"), reverse("access:appointing")),
            Crumb(organisation.name, overview_url(by, organisation)),
        ]
        return crumbs
    url = reverse("access:managers", args=[organisation.uid])
    return [*crumbs, Crumb(_("Beheerders"), url)] if to_managers else crumbs


def overview_url(by: Actor, organisation: Organisation) -> str:
    """The page with the beheerders of an organisation, for a beheerder or for an authority."""
    beheerder = administers_it(by, organisation)
    name = "access:managers" if beheerder else "access:appointing-organisation"
    return reverse(name, args=[organisation.uid])


def holders_listing(organisation: Organisation, holders: list[Holder]) -> Listing:
    """The beheerders as a small table; each post leads to its page.

    No column of only dashes, nor one that says on each line that it is the whole organisation.
    """
    headings = [
        _("Naam"),
        _("Functie"),
        _("Geldt voor"),
        _("Van"),
        _("Tot en met"),
        _("Aangesteld"),
    ]
    rows: list[list[object]] = [
        [
            _name(organisation, holder),
            holder.label,
            holder.where or _("hele organisatie"),
            holder.since,
            holder.until,
            holder.source,
        ]
        for holder in holders
    ]
    idle = set()
    if not any(holder.where for holder in holders):
        idle.add(2)
    if not any(holder.until for holder in holders):
        idle.add(4)
    headings = [one for place, one in enumerate(headings) if place not in idle]
    rows = [[one for place, one in enumerate(row) if place not in idle] for row in rows]
    return Listing(headings, rows)


def _name(organisation: Organisation, holder: Holder) -> object:
    if holder.post is None:
        return holder.person.name
    url = reverse("access:post", args=[organisation.uid, holder.post.uid])
    return LinkPart(holder.person.name, url)


def chain_part(links: list[Link]) -> Part:
    """The chain as an ordered list: who appoints whom, and who it is now."""
    shown = [
        {
            "label": link.label,
            "explanation": link.explanation,
            "holders": link.holders,
            "appointers": _or(link.appointed_by),
        }
        for link in links
    ]
    return Template("access/_chain.html", {"links": shown})


def _or(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _t("%(first)s of %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def number_of_beheerders(count: int) -> str:
    """``1 beheerder`` or ``4 beheerders``."""
    if count == 1:
        return _t("1 beheerder")
    return _t("%s beheerders") % words.number_text(count)
