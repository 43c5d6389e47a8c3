"""Vocabulary of the offer: free places, schools that ask to be added, audiences (W12, W13, G17)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import COMPANY
from sleutelbos.kernel.flows import Flow, Move, State


class Audience(TextChoices):
    """For whom the portal has a page of its own (S1, S2, S3)."""

    PROVIDERS = "opleidingsverstrekkers", _("Opleidingsverstrekkers")
    COMPANIES = "ondernemingen", _("Ondernemingen")
    PARTNERSHIPS = "partnerschappen", _("Sectorale partnerschappen")


free_place_flow = Flow(
    "duallearning.FreePlace",
    states=[
        State("open", _("Aangeboden"), owner=COMPANY, tone="ok"),
        State("closed", _("Niet meer aangeboden"), tone="neutral"),
    ],
    moves=[Move("close", ("open",), "closed")],
)

school_request_flow = Flow(
    "duallearning.SchoolRequest",
    states=[
        State("open", _("Wacht op een beslissing"), owner=_("het departement"), tone="warn"),
        State("approved", _("Toegevoegd"), tone="ok"),
        State("refused", _("Geweigerd"), tone="stop"),
    ],
    moves=[
        Move("approve", ("open",), "approved"),
        Move("refuse", ("open",), "refused"),
    ],
)

programming_flow = Flow(
    "duallearning.ProgrammingDelivery",
    states=[
        State("staged", _("Na te kijken"), owner=_("het departement"), tone="warn"),
        State("loaded", _("Geladen"), tone="ok"),
        State("stopped", _("Niet geladen"), tone="stop"),
    ],
    moves=[
        Move("load", ("staged",), "loaded"),
        Move("stop", ("staged",), "stopped"),
    ],
)
