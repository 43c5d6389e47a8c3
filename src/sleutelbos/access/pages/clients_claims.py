"""What a client gets to see: the claims per scope, and those about oneself as one acts now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.client_words import scope_word
from sleutelbos.access.clients import CapacityLevel, GrantType
from sleutelbos.access.pages import clients_parts as parts
from sleutelbos.access.pages.base import page
from sleutelbos.access.queries import client_claims
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Code, Crumb, Head, Listing, Note, Part, Section

if TYPE_CHECKING:
    from sleutelbos.access.client_spec import ClientSpec
    from sleutelbos.access.models import Client


@page(
    f"{parts.ONE}/wat-hij-ziet",
    name="client-claims",
    title=_("Wat krijgt deze client te zien?"),
    door=manages_clients,
    shows="access.client",
    reveals=parts.PURPOSE,
)
def claims(request: PageRequest, client: str) -> HttpResponseBase:
    """The claims per scope, and their values for whoever looks."""
    by = request.actor
    row = parts.wanted(by, client)
    spec = queries_clients.spec_of(row)
    if by.pk is not None:
        reveal(request, [by.pk])
    rows = [
        [scope_word(scope), names or _t("geen claim")]
        for scope, names in client_claims.claim_names(row, spec.scopes)
    ]
    head = Head(
        _("Wat krijgt deze client te zien?"),
        _("Elke scope geeft een of meer claims. Meer komt de toepassing van ons niet te weten."),
        kicker=row.name,
    )
    return show.page(
        request,
        head,
        Section(_("Per scope"), [Listing([_("Scope"), _("Claims")], rows), _sites(row)]),
        _about_me(by, row, spec),
        crumbs=parts.crumbs(row, Crumb(_("Wat hij ziet"))),
        aside=[parts.help_box(request)],
    )


def _sites(row: Client) -> Note:
    """What becomes of a role for one vestiging (claims.py)."""
    if row.application.knows_sites:
        text = _t("%s kent vestigingen: bij een rol voor één vestiging staat het vestigingsnummer.")
    else:
        text = _t("%s kent geen vestigingen: een rol voor één vestiging krijgt ze niet te zien.")
    return Note(text % row.application)


def _about_me(by: Actor, row: Client, spec: ClientSpec) -> Section:
    """The claims about whoever looks; a client that signs nobody in gets none."""
    title = _("Uw eigen gegevens")
    if GrantType.CODE not in spec.grant_types:
        return Section(title, [Note(_("Deze client meldt niemand aan. Hij ziet u dus niet."))])
    mine = json.dumps(client_claims.own_claims(by, row, spec), indent=2, ensure_ascii=False)
    found: list[Part] = [Code(mine, _("Uw claims"))]
    if "rrn" in spec.scopes:
        found.append(
            Note(_("De client krijgt uw rijksregisternummer voluit. Hier staat het verborgen."))
        )
    if spec.capacity_level == CapacityLevel.TARGET_GROUP:
        found.append(
            Note(_("Rechten bij andere organisaties van dezelfde doelgroep komen er nog bij."))
        )
    sentence = _t("Zo ziet %(client)s u, als u nu aanmeldt zoals u hier werkt.")
    return Section(title, found, sentence=sentence % {"client": row.name})
