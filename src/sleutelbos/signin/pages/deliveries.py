"""The delivery log: what was told to which client, and whether it took it (G25)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import manages_clients
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.signin import queries
from sleutelbos.signin.actions.deliveries import send_delivery_again
from sleutelbos.signin.models.deliveries import DeliveryKind
from sleutelbos.signin.pages.base import PLATFORM_GUIDE, help_box, page
from sleutelbos.signin.push.causes import reason_of
from sleutelbos.web import show
from sleutelbos.web.fields import ListField
from sleutelbos.web.forms import FilterForm, key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Button, Crumb, Empty, Fact, Facts, Head, Link, Pill
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.signin.models import Delivery

LOG = "signin:deliveries"
TOO_SLOW = _("De client antwoordde niet op tijd.")
OURS = _("Het bericht kon niet gemaakt worden. Kijk na wat er bij de client ingevuld is.")
# What stands in ``answer`` when there was none: the name of the fault, most of them of httpx.
UNREACHED: dict[str, type_of_text] = {
    "ConnectError": _("De client is niet bereikbaar."),
    "ConnectTimeout": TOO_SLOW,
    "ReadTimeout": TOO_SLOW,
    "WriteTimeout": TOO_SLOW,
    "TimeoutError": TOO_SLOW,
    "InvalidTag": OURS,
    "InvalidURL": _("Het adres van de client klopt niet."),
    "UnsupportedProtocol": _("Het adres van de client klopt niet."),
}


class DeliveryFilter(FilterForm):
    """By what came of it."""

    staat = ListField(
        label=_("Toestand"),
        empty_label=_("Alle toestanden"),
        choices=[
            ("aangenomen", _("Aangenomen")),
            ("bezig", _("Nog onderweg")),
            ("opgegeven", _("Opgegeven")),
        ],
    )

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """The messages in that state."""
        conditions: dict[str, dict[str, Any]] = {
            "aangenomen": {"delivered_at__isnull": False},
            "bezig": {"delivered_at": None, "given_up_at": None},
            "opgegeven": {"given_up_at__isnull": False},
        }
        return queryset.filter(**conditions.get(chosen.get("staat", ""), {}))


def state(row: Delivery) -> Pill:
    """What came of a message."""
    if row.delivered_at is not None:
        return Pill(_t("Aangenomen"), "ok")
    if row.given_up_at is not None:
        return Pill(_t("Opgegeven"), "stop")
    return Pill(_t("Wordt opnieuw geprobeerd") if row.attempts else _t("Wacht"), "warn")


def _url(row: Delivery) -> str:
    return reverse("signin:delivery", args=[row.uid])


def _kind(row: Delivery) -> str:
    return str(DeliveryKind(row.kind).label)


def _columns() -> list[Column]:
    return [
        Column("op", _("Op"), "made", kind="date", sort="made", link=_url),
        Column("client", _("Client"), "client.name", sort="client__name"),
        Column("soort", _("Soort"), _kind, sort="kind"),
        Column("staat", _("Toestand"), state, kind="pill"),
        Column("pogingen", _("Pogingen"), "attempts", kind="number", sort="attempts"),
        Column("antwoord", _("Laatste antwoord"), "status", kind="number"),
    ]


@page(
    "platform/berichten",
    name="deliveries",
    title=_("Berichten aan clients"),
    door=manages_clients,
    shows="signin.deliveries",
)
def deliveries(request: PageRequest) -> HttpResponseBase:
    """Every message, newest first."""
    table = Table(
        request,
        queries.deliveries(),
        _columns(),
        name="berichten",
        filters=DeliveryFilter,
        order="-op",
        empty=Empty(
            _("Nog geen berichten"),
            _("Hier ziet u elke afmelding en elke wijziging van rechten die een client hoort."),
            icon="send",
        ),
    )
    head = Head(
        _("Berichten aan clients"),
        _("Eindigt een sessie of een recht, dan hoort elke client die dat wil het meteen."),
    )
    trail = [Crumb(_("Berichten aan clients"))]
    return show.listing(
        request, head, table, crumbs=trail, after=[help_box(request, PLATFORM_GUIDE)]
    )


@page(
    "platform/berichten/<uuid:uid>",
    name="delivery",
    title=_("Bericht aan een client"),
    door=manages_clients,
    shows="signin.deliveries",
    does=send_delivery_again,
)
def delivery(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One message: why, how often it was tried, and what the client said."""
    found = get_object_or_404(queries.deliveries(), uid=uid)
    if request.method == "POST":
        send_delivery_again.keyed(key_of(request), request.actor, found)
        show.toast(request, _t("We sturen het bericht nu opnieuw."))
        return see_other(_url(found))
    again = send_delivery_again.check(request.actor, found)
    waits = found.delivered_at is None and found.given_up_at is None
    facts = Facts(
        [
            Fact(_("Client"), Link(found.client.name, _client_url(found))),
            Fact(_("Soort"), _kind(found)),
            Fact(_("Gemaakt"), found.made),
            Fact(_("Pogingen"), found.attempts),
            Fact(_("Volgende poging"), found.due if waits else _t("geen")),
            Fact(_("Aangenomen"), found.delivered_at or _t("nog niet")),
            *_answer(found),
        ]
    )
    button = Button(
        _("Nu opnieuw sturen"), _url(found), look="primary", decision=again, icon="rotate-cw"
    )
    parts = [facts] if found.delivered_at else [facts, Actions([button])]
    crumbs = [Crumb(_("Berichten aan clients"), reverse(LOG)), Crumb(found.client.name)]
    head = Head(_t("Bericht aan %s") % found.client.name, reason_of(found.cause), pill=state(found))
    return show.page(
        request, head, *parts, crumbs=crumbs, aside=[help_box(request, PLATFORM_GUIDE)]
    )


def _client_url(row: Delivery) -> str:
    return reverse("access:client", args=[row.client.client_id])


def _answer(row: Delivery) -> list[Fact]:
    """The status and the words of the client, or why there are none."""
    if not row.attempts or row.delivered_at is not None:
        return []
    if row.status is None:
        why = UNREACHED.get(row.answer, _("De verbinding mislukte."))
        return [Fact(_("Laatste antwoord"), why, hint=row.answer)]
    return [
        Fact(_("Laatste antwoord"), _t("HTTP-status %s") % row.status),
        Fact(_("Wat de client zei"), row.answer),
    ]
