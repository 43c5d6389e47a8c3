"""Vocabulary of Toegangsbeheer: kinds of digital keys and what the log of sign-ins keeps."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeyKind(TextChoices):
    """Kind of a digital key."""

    PERSONA = "persona", _("Persona van de demo")
    TOTP = "totp", _("Beveiligingscode via app")
    PASSKEY = "passkey", _("Toegangssleutel (passkey)")
    UPSTREAM = "acm", _("Toegangsbeheer van de Vlaamse overheid")
    CERTIFICATE = "eid", _("eID met kaartlezer")


class Outcome(TextChoices):
    """What a line of the log of sign-ins says."""

    SIGNED_IN = "aangemeld", _("Aangemeld")
    PROVEN = "opnieuw", _("Opnieuw getoond wie u bent")
    CAPACITY = "hoedanigheid", _("Hoedanigheid gekozen")


class Ending(TextChoices):
    """Why a session ended."""

    SIGNED_OUT = "afgemeld", _("Afgemeld")
    ELSEWHERE = "elders", _("Vanop een ander toestel beëindigd")
    MANAGER = "beheerder", _("Door een beheerder afgemeld")
    ANOTHER = "ander", _("Iemand anders meldde zich aan")
    KEY = "sleutel", _("Sleutel ingetrokken")
    DECEASED = "overleden", _("Overleden")
    EXPIRED = "verlopen", _("Tijd voorbij")


# Levels of Toegangsbeheer (CSAM; list of authentication means): a code of an app is substantial,
# an eID is high. The demo's personas stand for people with their eID.
LEVELS: dict[str, int] = {
    KeyKind.PERSONA: 500,
    KeyKind.TOTP: 400,
    KeyKind.PASSKEY: 400,
    KeyKind.UPSTREAM: 100,  # at least; else what the other side says in ``acr``
    KeyKind.CERTIFICATE: 500,
}

# What ``acr`` says (``access/means.py``). A passkey has no name of
# its own there: it says that of the security code of an app, of the same level (inference).
MEANS: dict[str, str] = {
    KeyKind.PERSONA: "eid",
    KeyKind.TOTP: "csamtotp",
    KeyKind.PASSKEY: "csamtotp",
    KeyKind.UPSTREAM: "csamtotp",
    KeyKind.CERTIFICATE: "eid",
}
