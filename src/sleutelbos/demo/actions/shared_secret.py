"""A secret that everybody knows, for the sample application in docs/voorbeeld."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.clients_secrets import NewSecret, facts_of_secret, keep_secret
from sleutelbos.access.public import Client
from sleutelbos.demo import rules
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor


@action(
    "demo.share-secret",
    label=_("Geheim van een client van de demo bekendmaken"),
    allow=rules.may_share_secret,
    sentence=_("{by} gaf de client {client} een geheim dat iedereen kent."),
    about=facts_of_secret,
)
def share_secret(by: Actor, client: Client, *, text: str, days: int) -> NewSecret:
    """Let a client prove itself with a published secret for so many days (real time)."""
    return keep_secret(client, text, days, state="approved")
