"""What of the plan waits for the HR of an entity; the home page shows it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import WaitingLine
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.queries.scope import proposals_for
from sleutelbos.web.words import number_text

NAMED = 3  # proposals that have a line of their own


def waiting(by: Actor) -> Iterator[WaitingLine]:
    """Positions of the own entity that are proposed: each of a few, else how many."""
    found = list(proposals_for(by))
    if len(found) > NAMED:
        url = reverse("positions:plan", args=[found[0].organisation.uid])
        sentence = ngettext(
            "%s voorgestelde arbeidsplaats wacht op goedkeuring.",
            "%s voorgestelde arbeidsplaatsen wachten op goedkeuring.",
            len(found),
        )
        told = sentence % number_text(len(found))
        yield WaitingLine(None, told, _("Kijk na"), f"{url}?toestand=proposed")
        return
    for position in found:
        sentence = _("Arbeidsplaats %s is voorgesteld en wacht op goedkeuring.") % position.number
        url = reverse("positions:position", args=[position.uid])
        yield WaitingLine(None, sentence, _("Kijk na"), url)
