"""Vocabulary of recognition: kinds of agreements, delegated powers, the life of a request."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State


class AgreementKind(TextChoices):
    """The type of agreement; it follows from the opleiding (werkplekduaal.md A02–A06)."""

    OAO = "OAO", _("Overeenkomst alternerende opleiding")
    SAO = "SAO", _("Stageovereenkomst alternerende opleiding")
    PART_TIME = "DAO", _("Deeltijdse arbeidsovereenkomst")
    ADULT_STATUTE = "ODS", _("Overeenkomst duale opleiding met statuut")
    ADULT = "ODO", _("Overeenkomst duale opleiding")


class DelegatedPower(TextChoices):
    """What the Vlaams Partnerschap Duaal Leren leaves to a sectoral partnership (§3.7)."""

    RECOGNISE = "erkennen", _("Ondernemingen erkennen")
    CONTROL = "controleren", _("De uitvoering van overeenkomsten controleren")
    INFORM = "informeren", _("Informeren")
    MOBILISE = "mobiliseren", _("Ondernemingen mobiliseren")
    ADVISE = "adviseren", _("Adviseren")


class RoutedBy(TextChoices):
    """Why a request went to a partnership, or to the department (W04)."""

    RULE = "regel", _("Volgens de sectorafspraken")
    NO_RULE = "geen-regel", _("Geen sectorafspraak: het departement behandelt de aanvraag")
    NOT_DELEGATED = (
        "niet-overgedragen",
        _("Het partnerschap mag niet erkennen: het departement behandelt de aanvraag"),
    )
    HANDED_OVER = "overgedragen", _("Overgedragen door wie ze eerst behandelde")


class Condition(TextChoices):
    """A condition of recognition for the company (werkplekduaal.md E04–E06)."""

    ORGANISATION = (
        "organisatie",
        _("De organisatie van het werk laat toe om het opleidingsplan uit te voeren"),
    )
    EQUIPMENT = "uitrusting", _("De uitrusting laat toe om het opleidingsplan uit te voeren")
    ACTIVITIES = "activiteiten", _("De leerling kan er de activiteiten van de opleiding leren")
    FINANCES = "financieel", _("De onderneming heeft voldoende financiële draagkracht")
    CONVICTIONS = (
        "veroordelingen",
        _("De onderneming heeft geen veroordelingen die de leeromgeving in gevaar brengen"),
    )


class DocumentKind(TextChoices):
    """What may be added to a request; which are needed is a setting of the partnership (E09)."""

    DEBTS = "rsz-schulden", _("Attest van de RSZ zonder schulden")
    REGISTRATION = "rsz-inschrijving", _("Bewijs van inschrijving bij de RSZ")
    PLAN = "opleidingsplan", _("Opleidingsplan of toelichting bij de werkplek")
    OTHER = "ander", _("Ander document")


class Outcome(TextChoices):
    """What was decided on a request."""

    GRANTED = "goedgekeurd", _("Goedgekeurd")
    CONDITIONAL = "voorwaardelijk", _("Goedgekeurd onder voorwaarden")
    REFUSED = "geweigerd", _("Geweigerd")


class Verdict(TextChoices):
    """What the handler found of a condition."""

    OPEN = "open", _("Nog na te kijken")
    MET = "voldaan", _("In orde")
    NOT_MET = "niet-voldaan", _("Niet in orde")


APPLICANT, HANDLER, COMPANY = _("aanvrager"), _("behandelaar"), _("onderneming")
OPEN_STATES = ("draft", "submitted", "incomplete", "complete", "handling", "parked")

request_flow = Flow(
    "duallearning.Request",
    states=[
        State("draft", _("Werkversie"), owner=APPLICANT, tone="neutral"),
        State("submitted", _("Ingediend"), owner=HANDLER, tone="info"),
        State("incomplete", _("Onvolledig"), owner=APPLICANT, tone="warn"),
        State("complete", _("Dossier volledig"), owner=HANDLER, tone="info"),
        State("handling", _("In behandeling"), owner=HANDLER, tone="info"),
        State("parked", _("Opgeschort"), owner=HANDLER, tone="warn"),
        State("decided", _("Behandeld"), tone="ok"),
        State("withdrawn", _("Ingetrokken"), tone="neutral"),
    ],
    moves=[
        Move("submit", ("draft", "incomplete"), "submitted"),
        Move("return", ("submitted",), "incomplete"),
        Move("accept", ("submitted",), "complete"),
        Move("take", ("complete",), "handling"),
        Move("park", ("handling",), "parked"),
        Move("resume", ("parked",), "handling"),
        Move("decide", ("handling",), "decided"),
        Move(
            "withdraw", ("submitted", "incomplete", "complete", "handling", "parked"), "withdrawn"
        ),
    ],
)

mentor_flow = Flow(
    "duallearning.Mentor",
    states=[
        State("unchecked", _("Te controleren"), owner=HANDLER, tone="warn"),
        State("valid", _("Geldig"), owner=COMPANY, tone="ok"),
        State("refused", _("Niet aanvaard"), tone="stop"),
        State("inactive", _("Gedeactiveerd"), owner=COMPANY, tone="neutral"),
        State("ended", _("Beëindigd"), tone="neutral"),
        State("barred", _("Uitgesloten"), tone="stop"),
    ],
    moves=[
        Move("accept", ("unchecked",), "valid"),
        Move("refuse", ("unchecked",), "refused"),
        Move("deactivate", ("valid",), "inactive"),
        Move("reactivate", ("inactive",), "valid"),
        Move("end", ("valid", "inactive"), "ended"),
        Move("bar", ("valid", "inactive"), "barred"),
    ],
)

HELD_STATES = ("active", "suspended")  # of a recognition that takes its place

recognition_flow = Flow(
    "duallearning.Recognition",
    states=[
        State("active", _("Actief"), owner=COMPANY, tone="ok"),
        State("suspended", _("Geschorst"), owner=HANDLER, tone="warn"),
        State("lifted", _("Opgeheven"), tone="stop"),
        State("expired", _("Verlopen"), tone="neutral"),
    ],
    moves=[
        Move("expire", ("active", "suspended"), "expired"),
        Move("suspend", ("active",), "suspended"),
        Move("resume", ("suspended",), "active"),
        Move("lift", ("active", "suspended"), "lifted"),
    ],
)


class VoteChoice(TextChoices):
    """What a Stemgerechtigde votes (werkplekduaal.md §2.5)."""

    FOR = "voor", _("Voor")
    AGAINST = "tegen", _("Tegen")
    ABSTAIN = "onthouding", _("Onthouding")
    CONFLICT = "belangenconflict", _("Belangenconflict: ik stem niet mee")


class VoteOutcome(TextChoices):
    """How a vote ended; the Behandelaar decides, with this in the file."""

    FOR = "voor", _("Gunstig")
    AGAINST = "tegen", _("Ongunstig")
    TIED = "staking", _("Staking van stemmen")
    NO_QUORUM = "geen-quorum", _("Te weinig stemmen")


class BothRoles(TextChoices):
    """May who handled a file also vote on it, or the other way round?"""

    REFUSE = "weigeren", _("Weigeren")
    WARN = "waarschuwen", _("Waarschuwen en noteren")


class VoteWhen(TextChoices):
    """Whether a partnership votes before its Behandelaar decides."""

    FREE = "vrij", _("De Behandelaar kiest")
    ALWAYS = "altijd", _("Altijd, voor elke beslissing")


VOTERS = _("stemgerechtigden")

vote_flow = Flow(
    "duallearning.VoteRound",
    states=[
        State("open", _("Stemming loopt"), owner=VOTERS, tone="info"),
        State("counted", _("Geteld"), tone="ok"),
        State("cancelled", _("Stopgezet"), tone="neutral"),
    ],
    moves=[
        Move("count", ("open",), "counted"),
        Move("cancel", ("open",), "cancelled"),
    ],
)


class VisitKind(TextChoices):
    """How a handler looks at a workplace before he decides (werkplekduaal.md E13)."""

    VISIT = "bezoek", _("Bezoek ter plaatse")
    PHONE = "telefoon", _("Telefonisch gesprek")


class TaskKind(TextChoices):
    """What a handler looks at again while a recognition counts (werkplekduaal.md §2.2, §4.3)."""

    ADDRESS = "adres", _("Adreswijziging vestiging verwerken")
    STATUS = "status", _("Statuswijziging verwerken")
    NO_MENTOR = "geen-mentor", _("Erkenning zonder geldige mentor behandelen")


class KeepChoice(TextChoices):
    """What a handler decides when something changed at a workplace (werkplekduaal.md §4.3)."""

    KEEP = "behouden", _("De erkenning blijft geldig")
    VISITED = "na-bezoek", _("De erkenning blijft geldig, na een bezoek")
    LIFT = "opheffen", _("De erkenning wordt opgeheven")


RECEIVER = _("wie ze zou overnemen")

hand_over_flow = Flow(
    "duallearning.HandOver",
    states=[
        State("proposed", _("Voorgesteld"), owner=RECEIVER, tone="info"),
        State("accepted", _("Aangenomen"), tone="ok"),
        State("refused", _("Geweigerd"), tone="stop"),
        State("cancelled", _("Ingetrokken"), tone="neutral"),
    ],
    moves=[
        Move("accept", ("proposed",), "accepted"),
        Move("refuse", ("proposed",), "refused"),
        Move("cancel", ("proposed",), "cancelled"),
    ],
)

visit_flow = Flow(
    "duallearning.Visit",
    states=[
        State("planned", _("Gepland"), owner=HANDLER, tone="info"),
        State("done", _("Gebeurd"), tone="ok"),
        State("cancelled", _("Afgezegd"), tone="neutral"),
    ],
    moves=[
        Move("report", ("planned",), "done"),
        Move("cancel", ("planned",), "cancelled"),
    ],
)

task_flow = Flow(
    "duallearning.RecognitionTask",
    states=[
        State("open", _("Te doen"), owner=HANDLER, tone="warn"),
        State("settled", _("Afgewerkt"), tone="ok"),
        State("lifted", _("Erkenning opgeheven"), tone="stop"),
        State("lapsed", _("Vervallen"), tone="neutral"),
    ],
    moves=[
        Move("settle", ("open",), "settled"),
        Move("lift", ("open",), "lifted"),
        Move("lapse", ("open",), "lapsed"),
    ],
)


class Side(TextChoices):
    """The two who write to each other on a file."""

    APPLICANT = "aanvrager", _("De aanvrager")
    HANDLER = "behandelaar", _("De behandelaar")
