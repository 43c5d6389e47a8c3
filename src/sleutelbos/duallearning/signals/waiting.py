"""What waits for somebody about acties and knipperlichten, for 'Vandaag te doen'."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import WaitingLine
from sleutelbos.duallearning.signals.models import FollowUp
from sleutelbos.duallearning.signals.queries.scope import follow_ups_to_do, signals_to_see
from sleutelbos.duallearning.signals.rules.roles import follows_up_somewhere
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web.words import number_text

MOST = 50  # acties; the list has the rest


def waiting(by: Actor) -> list[WaitingLine]:
    """Acties of who is responsible, by their term; how many knipperlichten nobody saw."""
    if not follows_up_somewhere(by):
        return []
    lines = [_to_do(row) for row in follow_ups_to_do(by)[:MOST]]
    many = signals_to_see(by).count()
    if many:
        sentence = ngettext("%s nieuw knipperlicht.", "%s nieuwe knipperlichten.", many)
        url = reverse("duallearning:signals") + "?toestand=new"
        lines.append(WaitingLine(None, sentence % number_text(many), _("Bekijken"), url, "now"))
    return lines


def _to_do(row: FollowUp) -> WaitingLine:
    words = {"kind": row.get_kind_display(), "company": row.company}
    url = reverse("duallearning:follow-up", args=[row.uid])
    urgency = "late" if row.due < clock.today() else "soon"
    return WaitingLine(row.due, _("%(kind)s: %(company)s.") % words, _("Bekijken"), url, urgency)
