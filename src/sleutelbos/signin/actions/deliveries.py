"""Sending a message to a client once more."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import manages_clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.signin.models import Delivery


def may_send_again(by: Actor, delivery: Delivery) -> Decision:
    """Whoever manages clients."""
    return manages_clients(by)


@action(
    "signin.send-delivery-again",
    label=_("Bericht opnieuw sturen"),
    allow=may_send_again,
    sentence=_("{by} liet een bericht aan {client} opnieuw sturen."),
    about=lambda result, delivery: {"client": delivery.client},
)
def send_delivery_again(by: Actor, delivery: Delivery) -> Delivery:
    """Try at once. Invalid for a message that the client took."""
    if delivery.delivered_at is not None:
        raise Invalid(_t("De client heeft dit bericht al aangenomen."))
    delivery.due, delivery.given_up_at = clock.real_now(), None
    delivery.save(update_fields=["due", "given_up_at"])
    return delivery
