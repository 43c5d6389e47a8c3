"""The life of a run, and what came of each of its lines."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State

run_flow = Flow(
    "tools.Run",
    states=[
        State("staged", _("Klaar om te controleren"), owner=_("wie de taak begon"), tone="info"),
        State("confirmed", _("Bevestigd"), owner=_("het systeem"), tone="info"),
        State("running", _("Bezig"), owner=_("het systeem"), tone="info"),
        State("done", _("Klaar"), tone="ok"),
        State("stopped", _("Gestopt"), tone="warn"),
        State("failed", _("Mislukt"), tone="stop"),
    ],
    moves=[
        Move("confirm", ("staged",), "confirmed"),
        Move("discard", ("staged", "confirmed"), "stopped"),
        Move("expire", ("staged",), "stopped"),
        Move("start", ("confirmed",), "running"),
        Move("finish", ("running",), "done"),
        Move("halt", ("running",), "stopped"),
        Move("fail", ("confirmed", "running"), "failed"),
    ],
)


class LineOutcome(TextChoices):
    """What is to be done with a line, or what was done."""

    TODO = "todo", _("Uit te voeren")
    SAME = "same", _("Blijft zoals het is")
    FAULT = "fault", _("Fout")
    DONE = "done", _("Uitgevoerd")
