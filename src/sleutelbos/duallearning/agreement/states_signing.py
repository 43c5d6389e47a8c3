"""Vocabulary of signing: who signs, where each signature stands, how it was given (W24)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.states import GUIDE, PARTIES
from sleutelbos.kernel.flows import Flow, Move, State


class Party(TextChoices):
    """Who signs an agreement or an addendum (werkplekduaal.md A01)."""

    LEARNER = "leerling", _("Leerling")
    GUARDIAN = "vertegenwoordiger", _("Vertegenwoordiger van de leerling")
    COMPANY = "onderneming", _("Onderneming")
    SCHOOL = "school", _("School")


class SigningWay(TextChoices):
    """How somebody signed."""

    LINK = "link", _("Met een link en een code per mail")
    PAPER = "papier", _("Op papier")


signature_flow = Flow(
    "duallearning.Signature",
    states=[
        State("open", _("Nog niet getekend"), owner=PARTIES, tone="info"),
        State("signed", _("Getekend"), owner=GUIDE, tone="ok"),
        State("refused", _("Geweigerd"), owner=GUIDE, tone="stop"),
        State("lapsed", _("Vervallen"), tone="neutral"),
    ],
    moves=[
        Move("sign", ("open",), "signed"),
        Move("sign_on_paper", ("open",), "signed"),
        Move("refuse", ("open",), "refused"),
        Move("lapse", ("open", "signed", "refused"), "lapsed"),
    ],
)

COUNTING = ("open", "signed", "refused")  # of the document as it lies there now
