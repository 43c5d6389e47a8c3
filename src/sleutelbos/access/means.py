"""The authentication means of Toegangsbeheer and their levels (ACM's list, acm_idm §1.4).

``acr`` and ``acr_values`` name them as ``urn:be:vlaanderen:authmech:<code>``.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text

URN = "urn:be:vlaanderen:authmech:"


@dataclass(frozen=True)
class Means:
    """A kind of key: its level (CSAM) and what people call it."""

    level: int
    label: type_of_text


MEANS: dict[str, Means] = {
    "eid": Means(500, _("eID met kaartlezer")),
    "eidashigh": Means(500, _("Europese eID (hoog)")),
    "itsme": Means(450, _("itsme")),
    "csamtotp": Means(400, _("beveiligingscode via app")),
    "csamsms": Means(400, _("beveiligingscode via sms")),
    "eidassubstantial": Means(400, _("Europese eID (substantieel)")),
    "csampassword": Means(200, _("gebruikersnaam en wachtwoord")),
    "csamselfreg": Means(100, _("zelfregistratie")),
}
LEVELS = sorted({means.level for means in MEANS.values()})


def level_of(acr: str) -> int:
    """The level of what an ``acr`` names; 0 for one that we don't know."""
    means = MEANS.get(acr.removeprefix(URN)) if acr.startswith(URN) else None
    return means.level if means else 0
