"""The life of a help request."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State

help_flow = Flow(
    "desk.HelpRequest",
    states=[
        State("open", _("Wacht op antwoord"), owner=_("helpdesk 1700"), tone="warn"),
        State("answered", _("Beantwoord"), owner=_("vraagsteller"), tone="info"),
        State("closed", _("Afgesloten"), tone="ok"),
    ],
    moves=[
        Move("answer", ("open", "answered"), "answered"),
        Move("close", ("open", "answered"), "closed"),
        Move("reopen", ("answered", "closed"), "open"),
    ],
)
