"""Vocabulary of what changes in a registered agreement, and of addenda (W10, W11)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.states import GUIDE, PARTIES
from sleutelbos.kernel.flows import Flow, Move, State


class ChangedField(TextChoices):
    """What of an agreement can be another from a day on (werkplekduaal.md §3.3)."""

    RECOGNITION = "recognition", _("Vestiging")
    ADDRESS = "address", _("Adres van de werkplek")
    MENTOR = "mentor", _("Mentor")
    LAST = "last", _("Laatste dag")
    TIMETABLE = "timetable", _("Uurrooster")
    CATEGORY = "category", _("Categorie van de leervergoeding")
    PLAN = "plan", _("Opleidingsplan")
    NOTE = "plan_note", _("Begeleiding van de leerling")


addendum_flow = Flow(
    "duallearning.Addendum",
    states=[
        State("draft", _("Voorbereid"), owner=GUIDE, tone="neutral"),
        State("signing", _("Ter ondertekening"), owner=PARTIES, tone="info"),
        State("signed", _("Ondertekend"), owner=GUIDE, tone="warn"),
        State("registered", _("Geregistreerd"), tone="ok"),
        State("cancelled", _("Vervallen"), tone="neutral"),
    ],
    moves=[
        Move("present", ("draft",), "signing"),
        Move("recall", ("signing", "signed"), "draft"),
        Move("sign", ("signing",), "signed"),
        Move("complete", ("signing",), "signed"),
        Move("register", ("signed",), "registered"),
        Move("cancel", ("draft", "signing", "signed"), "cancelled"),
    ],
)

UNFINISHED = ("draft", "signing", "signed")  # of an addendum that has to be finished


class AgreementTaskKind(TextChoices):
    """What the school does after a decision about the workplace, in the words of seed 002."""

    ADDRESS = "adres", _("Adreswijziging vestiging verwerken")
    LIFTED = "opheffing", _("Opheffing verwerken")


agreement_task_flow = Flow(
    "duallearning.AgreementTask",
    states=[
        State("open", _("Te doen"), owner=GUIDE, tone="warn"),
        State("done", _("Afgewerkt"), tone="ok"),
        State("lapsed", _("Vervallen"), tone="neutral"),
    ],
    moves=[
        Move("finish", ("open",), "done"),
        Move("lapse", ("open",), "lapsed"),
    ],
)
