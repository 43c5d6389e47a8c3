"""Hand in, approve, send back, block and reopen a client; decide on a change of one (G24, G25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.actions.clients import (
    approve_client,
    block_client,
    reopen_client,
    send_back_client,
    submit_client,
)
from sleutelbos.access.actions.clients_changes import approve_change, drop_change
from sleutelbos.access.client_words import scope_label
from sleutelbos.access.clients import GrantType
from sleutelbos.access.pages import clients_parts as parts
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.clients_secrets import secrets_along
from sleutelbos.access.pages.forms_clients import Agree, Reason
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle, key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Crumb, Head

if TYPE_CHECKING:
    from sleutelbos.access.models import Client, ClientChange


@page(
    f"{parts.ONE}/voorleggen",
    name="submit-client",
    title=_("Client voorleggen"),
    door=manages_clients,
    does=submit_client,
)
def submit(request: PageRequest, client: str) -> HttpResponseBase:
    """A button of the client's page: hand it to a second person."""
    row = parts.wanted(request.actor, client)
    if request.method == "POST":
        submit_client.keyed(key_of(request), request.actor, row)
        text = _t("%s wacht op een tweede persoon. Uw collega's krijgen een mail.") % row.name
        show.toast(request, text)
    return see_other(parts.url_of(row))


@page(
    f"{parts.ONE}/goedkeuren",
    name="approve-client",
    title=_("Client goedkeuren"),
    door=manages_clients,
    does=approve_client,
)
def approve(request: PageRequest, client: str) -> HttpResponseBase:
    """Look once more at what the client may do, and agree."""
    row = parts.wanted(request.actor, client)
    form = Agree.of(request)

    def do(form: Form) -> str:
        approve_client.keyed(form.key, request.actor, row)
        show.toast(request, _t("%s werkt vanaf nu.") % row.name)
        return parts.url_of(row)

    head = Head(
        _t("%s goedkeuren?") % row.name,
        _("Kijk vooral na of u deze adressen en deze toepassing kent."),
    )
    return handle(request, form, do) or show.confirm(
        request,
        form,
        head,
        consequences=_what_it_may(request.actor, row),
        submit=_("Client goedkeuren"),
        back_url=parts.url_of(row),
        danger=False,
        crumbs=parts.crumbs(row, Crumb(_("Goedkeuren"))),
    )


def _what_it_may(by: Actor, row: Client) -> list[str]:
    """What follows from the approval, the riskiest last."""
    spec = queries_clients.spec_of(row)
    words = {"client": row.name, "application": row.application.name}
    lines = []
    if GrantType.CODE in spec.grant_types:
        lines.append(_t("Personen kunnen zich aanmelden in %(application)s.") % words)
        lines.append(_t("Ze komen terug op: %s.") % ", ".join(spec.redirect_uris))
    if GrantType.CREDENTIALS in spec.grant_types and row.owner:
        lines.append(_t("De client kan als zichzelf werken voor %s.") % row.owner)
    if spec.backchannel_url:
        lines.append(_t("Eindigt hun sessie, dan melden we dat op: %s.") % spec.backchannel_url)
    if spec.events_url:
        lines.append(
            _t("Verandert er iets aan hun rechten, dan melden we dat op: %s.") % spec.events_url
        )
    known = [scope_label(one) for one in spec.scopes]
    lines.append(_t("De toepassing mag dit weten: %s.") % ", ".join(known))
    if spec.rrn_reason and "rrn" in spec.scopes:
        lines.append(_t("Ook het rijksregisternummer. Reden: %s") % spec.rrn_reason)
    if spec.public:
        lines.append(_t("De client is publiek: hij kan niet bewijzen wie hij is."))
    lines += secrets_along(by, row)
    lines += [f"{line.label}. {line.risk}" for line in queries_clients.weak_lines([row])]
    return lines


@page(
    f"{parts.ONE}/terugsturen",
    name="send-back-client",
    title=_("Client terugsturen"),
    door=manages_clients,
    does=send_back_client,
)
def send_back(request: PageRequest, client: str) -> HttpResponseBase:
    """Back to draft, with what must be better."""
    row = parts.wanted(request.actor, client)

    def do(form: Reason) -> str:
        send_back_client.keyed(form.key, request.actor, row, **form.values())
        show.toast(request, _t("%s is opnieuw in opmaak.") % row.name)
        return parts.url_of(row)

    form = Reason.of(request)
    head = Head(
        _t("%s terugsturen") % row.name,
        _("De client wordt opnieuw een ontwerp. Wie hem voorlegde, leest uw reden."),
    )
    return handle(request, form, do) or _reason_form(request, row, form, head, _t("Terugsturen"))


def _reason_form(
    request: PageRequest, row: Client, form: Form, head: Head, submit: str
) -> HttpResponseBase:
    return show.form(
        request,
        form,
        head,
        submit=submit,
        back_url=parts.url_of(row),
        crumbs=parts.crumbs(row, Crumb(submit)),
        aside=[parts.help_box(request)],
    )


@page(
    f"{parts.ONE}/blokkeren",
    name="block-client",
    title=_("Client blokkeren"),
    door=manages_clients,
    does=block_client,
)
def block(request: PageRequest, client: str) -> HttpResponseBase:
    """Stop a client at once; the page says what stops."""
    row = parts.wanted(request.actor, client)

    def do(form: Reason) -> str:
        block_client.keyed(form.key, request.actor, row, **form.values())
        show.toast(request, _t("%s is geblokkeerd.") % row.name, tone="warn")
        return parts.url_of(row)

    form = Reason.of(request)
    head = Head(_t("%s blokkeren?") % row.name, _("Dit geldt vanaf nu."))
    return handle(request, form, do) or show.confirm(
        request,
        form,
        head,
        consequences=_what_stops(row),
        submit=_("Client blokkeren"),
        back_url=parts.url_of(row),
        crumbs=parts.crumbs(row, Crumb(_("Blokkeren"))),
    )


def _what_stops(row: Client) -> list[str]:
    trusts = queries_clients.trusts_of(row).count()
    secrets = queries_clients.counting(queries_clients.secrets_of(row)).count()
    lines = [
        _t("Niemand kan zich nog aanmelden in %s langs deze client.") % row.application.name,
        _t("De client krijgt geen token en geen beslissing meer. Zijn tokens tellen niet meer."),
        _t("Wie nu in de toepassing werkt, kan verder tot die hem zelf afmeldt."),
    ]
    if secrets:
        lines.append(
            ngettext("%(n)s geheim telt niet meer.", "%(n)s geheimen tellen niet meer.", secrets)
            % {"n": secrets}
        )
    if trusts:
        lines.append(
            ngettext(
                "%(n)s vertrouwen met een andere client werkt niet meer.",
                "%(n)s keer vertrouwen met een andere client werkt niet meer.",
                trusts,
            )
            % {"n": trusts}
        )
    if queries_clients.open_change(row) is not None:
        lines.append(_t("De wijziging die wacht, gaat niet door."))
    lines.append(_t("Om hem weer te laten werken, moet een tweede persoon hem goedkeuren."))
    return lines


@page(
    f"{parts.ONE}/heropenen",
    name="reopen-client",
    title=_("Client opnieuw in opmaak nemen"),
    door=manages_clients,
    does=reopen_client,
)
def reopen(request: PageRequest, client: str) -> HttpResponseBase:
    """A button of the client's page."""
    row = parts.wanted(request.actor, client)
    if request.method == "POST":
        reopen_client.keyed(key_of(request), request.actor, row)
        show.toast(request, _t("%s is opnieuw in opmaak. Leg hem daarna voor.") % row.name)
    return see_other(parts.url_of(row))


def _change_of(request: PageRequest, row: Client) -> ClientChange:
    found = queries_clients.change_seen(request.actor, row)
    if found is None:
        raise Http404
    return found


@page(
    f"{parts.ONE}/wijziging-goedkeuren",
    name="approve-client-change",
    title=_("Wijziging goedkeuren"),
    door=manages_clients,
    does=approve_change,
)
def approve_proposal(request: PageRequest, client: str) -> HttpResponseBase:
    """What would change, once more; then it counts."""
    row = parts.wanted(request.actor, client)
    change = _change_of(request, row)
    form = Agree.of(request)

    def do(form: Form) -> str:
        approve_change.keyed(form.key, request.actor, change)
        show.toast(request, _t("De wijziging van %s geldt vanaf nu.") % row.name)
        return parts.url_of(row)

    head = Head(
        _t("Wijziging van %s goedkeuren?") % row.name,
        _("Een collega stelde dit voor. Keurt u het goed, dan geldt het vanaf nu."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Wijziging goedkeuren"),
        back_url=parts.url_of(row),
        before=[parts.differences(change), *parts.new_weakenings(change)],
        crumbs=parts.crumbs(row, Crumb(_("Wijziging goedkeuren"))),
        aside=[parts.help_box(request)],
    )


@page(
    f"{parts.ONE}/wijziging-stoppen",
    name="drop-client-change",
    title=_("Wijziging niet laten doorgaan"),
    door=manages_clients,
    does=drop_change,
)
def drop_proposal(request: PageRequest, client: str) -> HttpResponseBase:
    """The client stays as it is; whoever made the change reads why."""
    row = parts.wanted(request.actor, client)
    change = _change_of(request, row)

    def do(form: Reason) -> str:
        drop_change.keyed(form.key, request.actor, change, **form.values())
        show.toast(request, _t("De wijziging gaat niet door. %s blijft zoals hij was.") % row.name)
        return parts.url_of(row)

    form = Reason.of(request)
    head = Head(
        _t("Wijziging van %s niet laten doorgaan") % row.name,
        _("De client blijft zoals hij is."),
    )
    return handle(request, form, do) or _reason_form(
        request, row, form, head, _t("Niet laten doorgaan")
    )
