"""Vocabulary of agreements: their life, how they end, what stands still, what is paid (W10)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.flows import Flow, Move, State

GUIDE, PARTIES = _("trajectbegeleider"), _("de contracterende partijen")

agreement_flow = Flow(
    "duallearning.Agreement",
    states=[
        State("draft", _("Werkversie"), owner=GUIDE, tone="neutral"),
        State("signing", _("Ter ondertekening"), owner=PARTIES, tone="info"),
        State("signed", _("Ondertekend"), owner=GUIDE, tone="warn"),
        State("registered", _("Geregistreerd"), owner=GUIDE, tone="ok"),
        State("ended", _("Beëindigd"), tone="neutral"),
        State("annulled", _("Geannuleerd"), tone="stop"),
    ],
    moves=[
        Move("present", ("draft",), "signing"),
        Move("recall", ("signing", "signed"), "draft"),
        Move("sign", ("signing",), "signed"),
        Move("complete", ("signing",), "signed"),
        Move("register", ("signed",), "registered"),
        Move("end", ("registered",), "ended"),
        Move("annul", ("registered",), "annulled"),
    ],
)

OPEN_STATES = ("draft", "signing", "signed")  # of an agreement that is being made
HELD_STATES = ("registered", "ended")  # of an agreement that took its place in time


class Place(TextChoices):
    """Where a learner is, in the timetable."""

    WORK = "werkplek", _("Werkplek")
    SCHOOL = "school", _("School")


class Pay(TextChoices):
    """What a learner gets for his hours at the workplace (werkplekduaal.md A02–A06)."""

    ALLOWANCE = "leervergoeding", _("Leervergoeding")
    WAGE = "loon", _("Loon volgens het paritair comité")
    NONE = "geen", _("Onbetaald")


PAY = {
    AgreementKind.OAO: Pay.ALLOWANCE,
    AgreementKind.SAO: Pay.NONE,
    AgreementKind.PART_TIME: Pay.WAGE,
    AgreementKind.ADULT_STATUTE: Pay.WAGE,
    AgreementKind.ADULT: Pay.WAGE,
}
ADULT = (AgreementKind.ADULT_STATUTE, AgreementKind.ADULT)
LONG_HOURS = (AgreementKind.OAO, AgreementKind.PART_TIME, AgreementKind.ADULT_STATUTE)


class EndReason(TextChoices):
    """Why an agreement ends (werkplekduaal.md §3.3; no source lists them: inference)."""

    TERM = "einddatum", _("De einddatum is bereikt")
    QUALIFIED = "gekwalificeerd", _("De leerling behaalde vroeger zijn kwalificatie")
    MUTUAL = "onderling", _("In onderling overleg")
    SWITCH = "wissel", _("De leerling verandert van school of opleiding")
    DROP_OUT = "uitval", _("De leerling haakt af")
    HEALTH = "gezondheid", _("Gezondheid van de leerling")
    ECONOMIC = "economisch", _("Economische reden van de onderneming")
    CONDUCT = "tekortkoming", _("Tekortkoming van de onderneming")
    NO_MENTOR = "geen-mentor", _("Er is geen mentor meer")
    CLOSURE = "stopzetting", _("De onderneming of vestiging stopt")
    EXCLUSION = "uitsluiting", _("De school sluit de leerling uit")
    LIFTED = "opheffing", _("De erkenning is opgeheven")
    MOVED = "adres", _("De werkplek verhuisde")
    FORCE = "overmacht", _("Overmacht")
    DEATH = "overlijden", _("Overlijden")


REGULAR = (EndReason.TERM, EndReason.QUALIFIED)


class Initiator(TextChoices):
    """Who takes the first step to an early end."""

    LEARNER = "leerling", _("De leerling of wie hem vertegenwoordigt")
    COMPANY = "onderneming", _("De onderneming")
    SCHOOL = "school", _("De school")
    TOGETHER = "samen", _("De partijen samen")
    NOBODY = "niemand", _("Niemand: het volgt uit de omstandigheden")


class SuspensionCause(TextChoices):
    """Why an agreement stands still for a while (werkplekduaal.md A17)."""

    ILLNESS = "ziekte", _("Ziekte of ongeval")
    WORK_ACCIDENT = "arbeidsongeval", _("Arbeidsongeval")
    LEAVE = "verlof", _("Verlof")
    URGENT = "dwingend", _("Dwingende reden")
    UNEMPLOYMENT = "werkloosheid", _("Tijdelijke werkloosheid")
    EXCLUSION = "schorsing-school", _("Tijdelijke uitsluiting door de school")
