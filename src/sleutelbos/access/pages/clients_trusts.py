"""Trust between clients: which one may work on behalf of users at another (RFC 8693, G24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.clients_trusts import add_trust, approve_trust, end_trust
from sleutelbos.access.clients import GrantType, trust_flow
from sleutelbos.access.pages import clients_parts as parts
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_clients import Agree, NewTrust
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle, key_of
from sleutelbos.web.pages import PageRequest, reveal, see_other
from sleutelbos.web.parts import Button, Crumb, Head, Link, Listing, Part, Pill, Section

if TYPE_CHECKING:
    from sleutelbos.access.models import Client, Trust


def trusts_section(by: Actor, row: Client) -> list[Part]:
    """The trusts of a client that has any, or could have one."""
    rows = list(queries_clients.trusts_of(row))
    exchanges = GrantType.EXCHANGE in row.grant_types
    if not rows and not exchanges:
        return []
    action = None
    if exchanges:
        action = Link(_("Vertrouwen toevoegen"), parts.url_of(row, "add-trust"))
    headings = [
        _("Wie"), _("Mag namens gebruikers werken bij"), _("Staat"), _("Wat u kunt doen"),
    ]  # fmt: skip
    lines = [[one.source.name, one.target.name, _state(one), _ways(by, row, one)] for one in rows]
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


def _state(row: Trust) -> Pill:
    if row.state == "waiting":
        return Pill(trust_flow.label(row.state), "warn", "clock")
    return Pill(_("Geldt"), "ok")


def _ways(by: Actor, client: Client, row: Trust) -> list[Any]:
    about = f"{row.source}, {row.target}"
    url = reverse("access:end-trust", args=[client.client_id, row.pk])
    ways: list[Any] = [Button(_("Beëindigen"), url, look="quiet", about=about)]
    if row.state == "waiting":
        check = reverse("access:approve-trust", args=[client.client_id, row.pk])
        decision = approve_trust.check(by, row)
        approve = Link(_("Nakijken en goedkeuren"), check, about=about)
        ways.insert(0, approve if decision else Button(_("Goedkeuren"), "", decision=decision))
    return ways


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
        show.toast(
            request, _t("Een collega moet het nog goedkeuren. Uw collega's krijgen een mail.")
        )
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
    f"{parts.ONE}/vertrouwen/<int:trust>/goedkeuren",
    name="approve-trust",
    title=_("Vertrouwen goedkeuren"),
    door=manages_clients,
    does=approve_trust,
    reveals=parts.PURPOSE,
)
def approve(request: PageRequest, client: str, trust: int) -> HttpResponseBase:
    """Which client may then act for people at which other one; then it counts."""
    row = parts.wanted(request.actor, client)
    found = queries_clients.trust_seen(request.actor, row, trust)
    if found is None:
        raise Http404
    reveal(request, [found.made_by_id] if found.made_by_id else [])
    form = Agree.of(request)

    def do(form: Form) -> str:
        approve_trust.keyed(form.key, request.actor, found)
        words = {"source": found.source.name, "target": found.target.name}
        text = _t("%(source)s mag nu namens gebruikers werken bij %(target)s.")
        show.toast(request, text % words)
        return parts.url_of(row)

    words = {
        "name": found.made_by or _t("Het systeem"), "source": found.source.name,
        "source_of": found.source.application.name, "target": found.target.name,
        "target_of": found.target.application.name,
    }  # fmt: skip
    lines = [
        _t("%(name)s stelde dit voor.") % words,
        _t(
            "%(source)s van %(source_of)s kan dan voor elke gebruiker die zich daar aanmeldde, iets"
            " vragen aan %(target)s van %(target_of)s, met de rechten van die gebruiker."
        )
        % words,
    ]
    return handle(request, form, do) or show.confirm(
        request,
        form,
        Head(_("Vertrouwen goedkeuren?"), _("Vraag uw collega waarom het nodig is."),
             kicker=row.name),
        consequences=lines,
        submit=_("Vertrouwen goedkeuren"),
        back_url=parts.url_of(row),
        danger=False,
        crumbs=parts.crumbs(row, Crumb(_("Vertrouwen goedkeuren"))),
    )  # fmt: skip


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
