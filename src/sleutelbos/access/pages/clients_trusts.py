"""Trust between clients: which one may work on behalf of users at another (RFC 8693, G24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.clients_trusts import add_trust, end_trust
from sleutelbos.access.clients import GrantType
from sleutelbos.access.pages import clients_parts as parts
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_clients import NewTrust
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.web import show
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Button, Crumb, Head, Link, Listing, Part, Section

if TYPE_CHECKING:
    from sleutelbos.access.models import Client, Trust


def trusts_section(row: Client) -> list[Part]:
    """The trusts of a client that has any, or could have one."""
    rows = list(queries_clients.trusts_of(row))
    exchanges = GrantType.EXCHANGE in row.grant_types
    if not rows and not exchanges:
        return []
    action = None
    if exchanges:
        action = Link(_("Vertrouwen toevoegen"), parts.url_of(row, "add-trust"))
    headings = [_("Wie"), _("Mag namens gebruikers werken bij"), _("Wat u kunt doen")]
    lines = [[one.source.name, one.target.name, _end(row, one)] for one in rows]
    return [
        Section(
            _("Vertrouwen"),
            [Listing(headings, lines, empty=_("Geen enkele client vertrouwt deze."))],
            action=action,
            anchor="vertrouwen",
            sentence=_(
                "Een gebruiker meldt zich bij de ene aan; die vraagt dan iets aan de andere."
            ),
        )
    ]


def _end(client: Client, row: Trust) -> Button:
    url = reverse("access:end-trust", args=[client.client_id, row.pk])
    return Button(_("Beëindigen"), url, look="quiet", about=f"{row.source}, {row.target}")


@page(
    f"{parts.ONE}/vertrouwen",
    name="add-trust",
    title=_("Vertrouwen toevoegen"),
    door=manages_clients,
    does=add_trust,
)
def add(request: PageRequest, client: str) -> HttpResponseBase:
    """At which other client this one may work on behalf of users."""
    row = parts.wanted(request.actor, client)
    others = list(queries_clients.trustable(request.actor, row))
    form = NewTrust.of(request, clients=others)

    def do(form: NewTrust) -> str:
        target = form.known[form.cleaned_data["target"]]
        add_trust.keyed(form.key, request.actor, row, target)
        text = _t("%(source)s mag nu namens gebruikers werken bij %(target)s.")
        show.toast(request, text % {"source": row.name, "target": target.name})
        return parts.url_of(row)

    head = Head(
        _("Vertrouwen toevoegen"),
        _t("%s wisselt dan het token van een gebruiker om voor een van de andere client.")
        % row.name,
        kicker=row.name,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Vertrouwen toevoegen"),
        back_url=parts.url_of(row),
        crumbs=parts.crumbs(row, Crumb(_("Vertrouwen toevoegen"))),
        aside=[parts.help_box(request)],
    )


@page(
    f"{parts.ONE}/vertrouwen/<int:trust>/beeindigen",
    name="end-trust",
    title=_("Vertrouwen beëindigen"),
    door=manages_clients,
    does=end_trust,
)
def end(request: PageRequest, client: str, trust: int) -> HttpResponseBase:
    """A button of the client's page."""
    row = parts.wanted(request.actor, client)
    found = queries_clients.trust_seen(request.actor, row, trust)
    if request.method == "POST":
        if found is None:
            raise Http404
        end_trust.keyed(key_of(request), request.actor, found)
        show.toast(request, _t("Het vertrouwen is beëindigd."))
    return see_other(parts.url_of(row))
