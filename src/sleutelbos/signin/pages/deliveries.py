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
from sleutelbos.signin import queries
from sleutelbos.signin.actions.deliveries import send_delivery_again
from sleutelbos.signin.models.deliveries import DeliveryKind
from sleutelbos.signin.pages.base import page
from sleutelbos.web import show
from sleutelbos.web.fields import OneOf
from sleutelbos.web.forms import FilterForm, key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Button, Crumb, Empty, Fact, Facts, Head, Pill
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.signin.models import Delivery

LOG = "signin:deliveries"


class DeliveryFilter(FilterForm):
    """By what came of it."""

    staat = OneOf(
        label=_("Toestand"),
        choices=[
            ("aangenomen", _("Aangenomen")),
            ("bezig", _("Wordt opnieuw geprobeerd")),
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
    return show.listing(request, head, table, crumbs=[Crumb(_("Berichten aan clients"))])


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
    facts = Facts(
        [
            Fact(_("Client"), found.client.name),
            Fact(_("Soort"), _kind(found)),
            Fact(_("Aanleiding"), found.cause),
            Fact(_("Gemaakt"), found.made),
            Fact(_("Pogingen"), found.attempts),
            Fact(_("Aangenomen"), found.delivered_at),
            Fact(_("Laatste antwoord"), found.status or _t("geen")),
            Fact(_("Wat de client zei"), found.answer),
        ]
    )
    button = Button(
        _("Nu opnieuw sturen"), _url(found), look="primary", decision=again, icon="rotate-cw"
    )
    parts = [facts] if found.delivered_at else [facts, Actions([button])]
    crumbs = [Crumb(_("Berichten aan clients"), reverse(LOG)), Crumb(found.client.name)]
    return show.page(
        request, Head(found.client.name, _kind(found), pill=state(found)), *parts, crumbs=crumbs
    )
