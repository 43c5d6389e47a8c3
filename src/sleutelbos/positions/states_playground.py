"""The life of a speeltuin session: planned, unless the expert team calls it off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State

playground_flow = Flow(
    "positions.PlaygroundSession",
    states=(
        State("planned", _("Gepland"), tone="ok"),
        State("cancelled", _("Afgelast"), tone="warn"),
    ),
    moves=(Move("cancel", ("planned",), "cancelled"),),
)
