"""Vocabulary of Toegangsbeheer: kinds of digital keys and what the log of sign-ins keeps."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeyKind(TextChoices):
    """Kind of a digital key."""

    PERSONA = "persona", _("Persona van de demo")
    TOTP = "totp", _("Beveiligingscode via app")


class Outcome(TextChoices):
    """What a line of the log of sign-ins says."""

    SIGNED_IN = "aangemeld", _("Aangemeld")
    CAPACITY = "hoedanigheid", _("Hoedanigheid gekozen")


# Levels of Toegangsbeheer (CSAM; list of authentication means): a code of an app is substantial,
# an eID is high. The demo's personas stand for people with their eID.
LEVELS: dict[str, int] = {KeyKind.PERSONA: 500, KeyKind.TOTP: 400}
