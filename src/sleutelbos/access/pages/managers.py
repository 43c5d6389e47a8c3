"""Beheerders of an organisation: who they are, who appoints whom, how a post ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.actions.posts import end_post
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_managers import EndPost
from sleutelbos.access.pages.overseen import (
    chain_part,
    holders_listing,
    number_of_beheerders,
    overseen,
    overview_url,
    post_at,
    way_back,
)
from sleutelbos.access.queries import audit as queries_audit
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.queries.orphans import leaves_orphan
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Disclosure,
    Fact,
    Facts,
    Happening,
    Head,
    Link,
    Note,
    Part,
    Section,
    Timeline,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Post
    from sleutelbos.access.queries.posts import Holder

PURPOSE = Reveals(_("Beheerders van een organisatie regelen"))
ROUTE = "gebruikersbeheer/<uuid:organisation>/beheerders"


@page(
    ROUTE,
    name="managers",
    title=_("Beheerders"),
    door=queries_posts.oversees_somewhere,
    shows="access.posts",
    reveals=PURPOSE,
)
def managers(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Who is beheerder now, who appoints whom, who was it before."""
    return overview(request, overseen(request.actor, organisation))


def overview(request: PageRequest, organisation: Organisation) -> HttpResponseBase:
    """The page with the beheerders of an organisation."""
    by = request.actor
    holders = queries_posts.holders_of(organisation)
    former = [queries_posts.holder_of(post) for post in queries_posts.former_posts(organisation)]
    coming = [queries_posts.holder_of(post) for post in queries_posts.coming_posts(organisation)]
    reveal(request, [holder.person.pk for holder in holders + former + coming])
    may = queries_posts.may_appoint_somebody(by, organisation)
    url = reverse("access:appoint", args=[organisation.uid])
    parts: list[Part] = _warnings(holders, coming)
    if holders:
        parts.append(holders_listing(organisation, holders))
    if coming:
        parts.append(Section(_("Begint later"), [holders_listing(organisation, coming)]))
    links = queries_posts.chain_of(organisation, holders)
    parts.append(Section(_("Wie stelt wie aan"), [chain_part(links)]))
    if former:
        parts.append(Disclosure(_("Vroegere beheerders"), [holders_listing(organisation, former)]))
    head = Head(
        _t("Beheerders van %s") % organisation,
        _sentence(holders),
        primary=Link(_("Beheerder aanstellen"), url, "plus", "primary") if may else None,
    )
    crumbs = [*way_back(by, organisation, to_managers=False), Crumb(_("Beheerders"))]
    parts.append(looks.help_box(request, organisation))  # below: the table uses the whole width
    return show.page(request, head, *parts, crumbs=crumbs)


def _sentence(holders: list[Holder]) -> str:
    """How many there are; nothing when there is nobody, for the warning says that."""
    posts = {h.person.pk for h in holders if h.post is not None}
    if posts and len(posts) < len({h.person.pk for h in holders}):
        return _t("%(who)s, naast wie volgens de KBO de organisatie vertegenwoordigt.") % {
            "who": number_of_beheerders(len(posts))
        }
    if posts:
        return ngettext("Er is nu %(who)s.", "Er zijn nu %(who)s.", len(posts)) % {
            "who": number_of_beheerders(len(posts))
        }
    if holders:
        return _t("Alleen wie volgens de KBO de organisatie vertegenwoordigt, is hier beheerder.")
    return ""


def _warnings(holders: list[Holder], coming: list[Holder]) -> list[Part]:
    persons = {h.person.pk for h in holders}
    if not persons and coming:
        text = _t("%(who)s begint op %(day)s. Tot dan kan niemand hier rechten geven.") % {
            "who": coming[0].person,
            "day": words.day_text(coming[0].since),
        }
        return [Note(text, "warn", _("Deze organisatie heeft nu geen beheerder"))]
    if not persons:
        text = _t("Niemand kan hier gebruikers toevoegen of rechten geven.")
        return [Note(text, "stop", _("Deze organisatie heeft geen beheerder"))]
    if len(persons) == 1:
        text = _t("Is die persoon afwezig, dan kan niemand rechten geven. Stel een tweede aan.")
        return [Note(text, "warn", _("Er is maar één beheerder"))]
    return []


@page(
    f"{ROUTE}/<uuid:post>",
    name="post",
    title=_("Beheerder"),
    door=queries_posts.oversees_somewhere,
    shows="access.post",
    reveals=PURPOSE,
)
def post_page(request: PageRequest, organisation: UUID, post: UUID) -> HttpResponseBase:
    """One post: facts, what happened, replace or end it."""
    by = request.actor
    place = overseen(by, organisation)
    row = post_at(by, place, post)
    reveal(request, [row.person_id])
    stage = looks.stage_of(row.valid)
    head = Head(
        row.person.name,
        _t("%(kind)s van %(organisation)s.")
        % {"kind": queries_posts.kind_label(row.kind), "organisation": place},
        pill=looks.PILLS[stage],
    )
    told = queries_audit.of_post(by, row)
    happened = [Happening(line.at, line.sentence, note=line.reason) for line in told]
    return show.page(
        request,
        head,
        _facts(row),
        Section(_("Wat er gebeurde"), [Timeline(happened, _("Nog niets in het logboek."))]),
        crumbs=[*way_back(by, place), Crumb(row.person.name)],
        aside=[*_actions(by, place, row, stage), looks.help_box(request, place)],
    )


def _facts(row: Post) -> Facts:
    holder = queries_posts.holder_of(row)
    return Facts(
        [
            Fact(_("Functie"), holder.label),
            Fact(_("Geldt voor"), holder.where or _("de hele organisatie")),
            Fact(_("Periode"), row.valid),
            Fact(_("Aangesteld"), holder.source),
            Fact(_("Reden"), row.reason),
        ]
    )


def _actions(by: Actor, place: Organisation, row: Post, stage: str) -> list[Part]:
    if stage == "past":
        return []
    keys = [place.uid, row.uid]
    found: list[Link | Button] = []
    if queries_posts.may_fill_post(by, row):
        url = reverse("access:replace", args=keys)
        found.append(Link(_("Vervangen"), url, "repeat", "secondary"))
    ending = end_post.check(by, row, reason="-")
    if ending:
        found.append(
            Link(_("Beëindigen"), reverse("access:end-post", args=keys), "ban", "secondary")
        )
    if not found:
        url = overview_url(by, place)
        found.append(Button(_("Vervangen of beëindigen"), url, decision=ending))
    return [Actions(found)]


@page(
    f"{ROUTE}/<uuid:post>/beeindigen",
    name="end-post",
    title=_("Aanstelling beëindigen"),
    door=queries_posts.oversees_somewhere,
    does=end_post,
    reveals=PURPOSE,
)
def end_page(request: PageRequest, organisation: UUID, post: UUID) -> HttpResponseBase:
    """End a post now: the reason, and what follows from it."""
    by = request.actor
    place = overseen(by, organisation)
    row = post_at(by, place, post)
    reveal(request, [row.person_id])
    orphan = leaves_orphan(place, [row.pk])
    form = EndPost.of(request)
    if not orphan:
        del form.fields["accept_orphan"]
    name, own = row.person.name, by.pk == row.person_id

    def do(form: EndPost) -> str:
        end_post.keyed(form.key, by, row, **form.values())
        show.toast(request, _t("%s is hier geen beheerder meer.") % name)
        return "/" if own else overview_url(by, place)

    head = Head(_t("Aanstelling van %s beëindigen?") % name, _("Dit geldt vanaf nu."))
    return handle(request, form, do) or show.confirm(
        request,
        form,
        head,
        consequences=_consequences(row, orphan=orphan, own=own),
        submit=_("Aanstelling beëindigen"),
        back_url=reverse("access:post", args=[place.uid, row.uid]),
        crumbs=[*way_back(by, place), Crumb(name)],
    )


def _consequences(row: Post, *, orphan: bool, own: bool) -> list[str]:
    named = {
        "person": row.person.name,
        "kind": queries_posts.kind_label(row.kind).lower(),
        "organisation": row.organisation,
    }
    lines = [
        _t("%(person)s is vanaf nu geen %(kind)s meer van %(organisation)s.") % named,
        _t("De werkrelatie en de eigen rechten van %(person)s blijven bestaan.") % named,
    ]
    if own:
        lines.append(_t("U verliest zelf de toegang tot het beheer van %(organisation)s.") % named)
    if orphan:
        lines.append(
            _t("%(organisation)s heeft dan geen enkele beheerder. De helpdesk wordt verwittigd.")
            % named
        )
    return lines
