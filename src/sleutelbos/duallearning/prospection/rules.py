"""Who does prospectie: Medewerker and Behandelaar (S3: W15, W16); who keeps its sectors."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when

PROSPECTION = "prospection"


def prospects_for(by: Actor, partnership: int) -> Decision:
    """Medewerker or Behandelaar of that partnership (a key)."""
    return when(
        partnership in abilities.places(by, PROSPECTION),
        _("Prospectie doet een Medewerker of Behandelaar van het partnerschap."),
    )


def prospects_somewhere(by: Actor) -> Decision:
    """The door of prospectie."""
    return when(
        bool(abilities.places(by, PROSPECTION)),
        _("Prospectie is er voor de Medewerker en de Behandelaar van een partnerschap."),
    )


def works_on(by: Actor, lead: Lead) -> Decision:
    """Medewerker or Behandelaar of the partnership of a lead."""
    return prospects_for(by, lead.partnership_id)
