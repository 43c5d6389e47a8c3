"""Vocabulary of what follows a recognition: sanctions as a ladder, mentoropleidingen (W22, W09)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import COMPANY, HANDLER
from sleutelbos.kernel.flows import Flow, Move, State


class SanctionKind(TextChoices):
    """The steps of the ladder, the lightest first (vlaanderen.be, sanctionering)."""

    GUIDANCE = "begeleiding", _("Begeleiding")
    MENTOR = "mentor", _("Uitsluiting van een mentor voor deze opleiding")
    LIFT = "opheffing", _("Opheffing van de erkenning")
    TEMPORARY = "tijdelijk", _("Tijdelijke uitsluiting")
    FINAL = "definitief", _("Definitieve uitsluiting")


EXCLUSIONS = (SanctionKind.TEMPORARY, SanctionKind.FINAL)


class LetterKind(TextChoices):
    """What a letter to the company tells: that something is wrong or proposed, or the decision."""

    NOTICE = "verwittiging", _("Verwittiging")
    DECISION = "beslissing", _("Beslissing")


sanction_flow = Flow(
    "duallearning.Sanction",
    states=[
        State("proposed", _("Voorgesteld"), owner=HANDLER, tone="warn"),
        State("hearing", _("Hoorrecht loopt"), owner=COMPANY, tone="warn"),
        State("imposed", _("Opgelegd"), owner=HANDLER, tone="stop"),
        State("concluded", _("Afgerond"), tone="ok"),
        State("dropped", _("Niet opgelegd"), tone="neutral"),
        State("ended", _("Voorbij"), tone="neutral"),
    ],
    moves=[
        Move("conclude", ("proposed",), "concluded"),
        Move("invite", ("proposed",), "hearing"),
        Move("impose", ("hearing",), "imposed"),
        Move("drop", ("proposed", "hearing"), "dropped"),
        Move("end", ("imposed",), "ended"),
    ],
)


training_flow = Flow(
    "duallearning.MentorTraining",
    states=[
        State("due", _("Te volgen"), owner=COMPANY, tone="warn"),
        State("proven", _("Attest ingediend"), owner=HANDLER, tone="info"),
        State("done", _("Gevolgd"), tone="ok"),
        State("exempt", _("Vrijgesteld"), tone="ok"),
    ],
    moves=[
        Move("prove", ("due",), "proven"),
        Move("approve", ("proven",), "done"),
        Move("return", ("proven",), "due"),
        Move("exempt", ("due", "proven"), "exempt"),
    ],
)
