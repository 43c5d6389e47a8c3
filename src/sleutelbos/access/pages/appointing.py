"""Aanstellen: what the bodies that appoint beheerders see (G18)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import chain, queries
from sleutelbos.access.actions.heads import loads_heads
from sleutelbos.access.pages import ask_parts, looks, managers
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_appointing import OrganisationFilter
from sleutelbos.access.queries import appointing as queries_appointing
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.rules import authorities_of
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, Reveals, one
from sleutelbos.web.parts import Empty, Head, Link, Pill
from sleutelbos.web.tables import Column, Table

PURPOSE = Reveals(_("Beheerders aanstellen voor organisaties van een doelgroep"))
ROUTE = "gebruikersbeheer/aanstellen"


def _url(row: Organisation) -> str:
    return reverse("access:appointing-organisation", args=[row.uid])


def _head_pill(row: Organisation) -> Pill:
    if row.has_head:  # type: ignore[attr-defined]
        return Pill(_("Heeft een beheerder"), "ok")
    return Pill(_("Niemand aangesteld"), "warn")


COLUMNS = [
    Column("naam", _("Organisatie"), "name", sort="name", link=_url),
    Column("nummer", _("Doelgroep en nummer"), ask_parts.description_of),
    Column("hoofd", _("Aangesteld"), "heads"),
    Column("staat", _("Staat"), _head_pill, kind="pill", sort="has_head"),
]


@page(
    ROUTE,
    name="appointing",
    title=_("Aanstellen"),
    door=queries_posts.appoints_for_authority,
    shows="access.appointable-organisations",
    reveals=PURPOSE,
)
def appointing(request: PageRequest) -> HttpResponseBase:
    """The organisations of my authority; those without a head first."""
    by = request.actor
    text = request.GET.get("zoek", "").strip()
    rows = queries_appointing.organisations_to_appoint(by, text)
    table = Table(
        request,
        rows,
        COLUMNS,
        name="aanstellen",
        filters=OrganisationFilter,
        empty=Empty(
            _("Geen organisaties"),
            _("Voor uw dienst is nog geen enkele organisatie gekend."),
            icon="building-2",
        ),
    )
    primary = None
    if queries_posts.records_btb(by):
        primary = Link(_("Bestand inlezen"), reverse("access:btb"), icon="upload", look="primary")
    elif loads_heads(by):
        primary = Link(_("Directeursopdrachten"), reverse("access:heads"), icon="school")
    missing = queries_appointing.without_head(
        queries_appointing.organisations_to_appoint(by)
    ).count()
    head = Head(_("Aanstellen"), _sentence(by, missing), primary=primary)
    return show.listing(request, head, table, after=[looks.help_box(request)])


def _sentence(by: Actor, missing: int) -> str:
    labels = [chain.authorities()[code].label for code in sorted(authorities_of(by))]
    who = _t("U werkt voor %s.") % ", ".join(labels)
    if not missing:
        return _t("%s Elke organisatie heeft een beheerder.") % who
    count = words.number_text(missing)
    what = ngettext(
        "Voor %s organisatie is nog niemand aangesteld.",
        "Voor %s organisaties is nog niemand aangesteld.",
        missing,
    )
    return f"{who} {what % count}"


@page(
    f"{ROUTE}/<uuid:organisation>",
    name="appointing-organisation",
    title=_("Beheerders"),
    door=queries_posts.appoints_for_authority,
    shows="access.posts",
    reveals=PURPOSE,
)
def organisation_page(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The beheerders of one organisation of my authority, and the way to appoint one."""
    place = one(queries.appointable_organisations(request.actor), organisation)
    return managers.overview(request, place)
