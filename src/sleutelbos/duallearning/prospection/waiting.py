"""What waits for somebody of his leads, for 'Vandaag te doen' (W20)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from sleutelbos.desk.public import WaitingLine
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.queries.scope import leads_to_do
from sleutelbos.duallearning.prospection.rules import prospects_somewhere
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor

MOST = 50  # leads; the list has the rest


def waiting(by: Actor) -> list[WaitingLine]:
    """Leads of which the next date has come."""
    if not prospects_somewhere(by):
        return []
    return [_to_do(row) for row in leads_to_do(by)[:MOST]]


def _to_do(row: Lead) -> WaitingLine:
    url = reverse("duallearning:lead", args=[row.uid])
    urgency = "late" if row.next_on < clock.today() else "now"
    sentence = _("Neem contact op met %s.") % row.name
    return WaitingLine(row.next_on, sentence, _("Bekijken"), url, urgency)
