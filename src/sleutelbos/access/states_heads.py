"""The life of a delivery of directeursopdrachten (G18)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State

heads_flow = Flow(
    "access.HeadsDelivery",
    states=[
        State("staged", _("Na te kijken"), owner=_("de Edison helpdesk"), tone="warn"),
        State("loaded", _("Geladen"), tone="ok"),
        State("stopped", _("Niet geladen"), tone="stop"),
    ],
    moves=[
        Move("load", ("staged",), "loaded"),
        Move("stop", ("staged",), "stopped"),
    ],
)
