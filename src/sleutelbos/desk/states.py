"""The life of a help request, and of news."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State

help_flow = Flow(
    "desk.HelpRequest",
    states=[
        State("open", _("Wacht op antwoord"), owner=_("helpdesk"), tone="warn"),
        State("taken", _("In behandeling"), owner=_("helpdesk"), tone="info"),
        State("agreed", _("Afgesproken"), owner=_("helpdesk en vraagsteller"), tone="info"),
        State("answered", _("Beantwoord"), owner=_("vraagsteller"), tone="info"),
        State("closed", _("Afgesloten"), tone="ok"),
    ],
    moves=[
        Move("take", ("open",), "taken"),
        Move("agree", ("open", "taken", "answered"), "agreed"),
        Move("shift", ("agreed",), "agreed"),
        Move("call-off", ("agreed",), "taken"),
        Move("answer", ("open", "taken", "agreed", "answered"), "answered"),
        Move("close", ("open", "taken", "agreed", "answered"), "closed"),
        Move("reopen", ("answered", "closed"), "open"),
    ],
)

news_flow = Flow(
    "desk.NewsItem",
    states=[
        State("published", _("Gepubliceerd"), tone="ok"),
        State("withdrawn", _("Ingetrokken")),
    ],
    moves=[Move("withdraw", ("published",), "withdrawn")],
)
