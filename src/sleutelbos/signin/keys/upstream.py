"""Signing in at an upstream provider, e.g. the real Toegangsbeheer (ACM)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import means
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.signin import upstream
from sleutelbos.signin.keys import strangers
from sleutelbos.signin.keys.base import Given, NotProven, Proof
from sleutelbos.signin.states import KeyKind

AWAY = _("Het aanmelden bij de Vlaamse overheid lukte niet. Probeer het straks opnieuw.")
KEPT = ("state", "nonce", "verifier", "acr_values")


def means_to_ask(wanted: str, level: int) -> str:
    """``acr_values``: those of ``wanted`` that we know, else every means from a level on."""
    known = [acr for acr in wanted.split() if means.level_of(acr)]
    strong = [f"{means.URN}{code}" for code, one in means.MEANS.items() if one.level >= level]
    return " ".join(known or strong)


def level_of(acr: str, asked: str) -> int:
    """The level of a sign-in there; the lowest when it doesn't say. Raises NotProven.

    What was not asked is no answer to us, also when it is a stronger means.
    """
    if not acr:
        return means.LEVELS[0]
    if acr not in asked.split():
        raise NotProven(AWAY)
    return means.level_of(acr)


class UpstreamKey:
    """Whatever key the other side takes; it says the level in ``acr``."""

    code: str = KeyKind.UPSTREAM
    label: type_of_text = KeyKind.UPSTREAM.label
    explanation: type_of_text = _("Met itsme, uw eID of een andere sleutel van de overheid.")
    icon = "shield-check"
    level = 500  # the strongest that it can give

    def offered(self) -> bool:
        """When the instance names a provider."""
        return settings.UPSTREAM is not None

    def begin(self) -> str:
        """The page that sends the browser there."""
        return reverse("signin:acm")

    def verify(self, given: Given) -> Proof:
        """Values: what came back (``code``, ``state``) and what the session kept (``kept_…``)."""
        values = given.values
        kept = upstream.Begun(*(values.get(f"kept_{name}", "") for name in KEPT))
        if settings.UPSTREAM is None or not kept.state or values.get("state") != kept.state:
            raise NotProven(AWAY)
        try:
            side = upstream.Upstream(**settings.UPSTREAM)
            who = upstream.finish(side, given.site, values.get("code", ""), kept)
        except upstream.UpstreamFault as fault:
            raise NotProven(AWAY) from fault
        level = level_of(who.acr, kept.acr_values)
        person = strangers.person_of(who.number, who.given_name, who.family_name)
        return Proof(person, KeyKind.UPSTREAM, level=level)
