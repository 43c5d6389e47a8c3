"""The life of what companies offer: places for learners (W12)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import COMPANY
from sleutelbos.kernel.flows import Flow, Move, State

free_place_flow = Flow(
    "duallearning.FreePlace",
    states=[
        State("open", _("Aangeboden"), owner=COMPANY, tone="ok"),
        State("closed", _("Niet meer aangeboden"), tone="neutral"),
    ],
    moves=[Move("close", ("open",), "closed")],
)
