"""Vocabulary of knipperlichten and acties: what they are about, their lives (W19; §5)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State


class Subject(TextChoices):
    """What a knipperlicht or an actie is about."""

    SITE = "vestiging", _("Vestiging")
    RECOGNITION = "erkenning", _("Erkenning")
    MENTOR = "mentor", _("Mentor")
    AGREEMENT = "overeenkomst", _("Overeenkomst")


class FollowUpKind(TextChoices):
    """What is done (werkplekduaal.md §2.5)."""

    VISIT = "bezoek", _("Bezoek")
    PHONE = "telefoon", _("Telefoongesprek")
    MAIL = "mail", _("E-mail")
    GUIDANCE = "begeleiding", _("Begeleiding")
    SANCTION = "sanctievoorstel", _("Voorstel van sanctie")


class FollowUpOutcome(TextChoices):
    """What came of an actie (inference)."""

    SOLVED = "opgelost", _("Opgelost")
    BETTER = "beter", _("Beter, nog op te volgen")
    UNCHANGED = "onveranderd", _("Niets veranderd")
    UNREACHED = "niet-bereikt", _("Niemand bereikt")


class Level(TextChoices):
    """How heavy a knipperlicht weighs."""

    ATTENTION = "aandacht", _("Aandacht")
    SERIOUS = "ernstig", _("Ernstig")


LEVEL_TONES = {Level.ATTENTION: "warn", Level.SERIOUS: "stop"}


class MetricKind(TextChoices):
    """What can be watched (werkplekduaal.md §5, K01–K14; the list of the portal is not public)."""

    EARLY = "vroegtijdig", _("Vroegtijdige beëindigingen")
    EARLY_SHARE = "aandeel-vroegtijdig", _("Aandeel vroegtijdige beëindigingen")
    QUICK = "snel-einde", _("Beëindigingen binnen 30 dagen na het begin")
    CONDUCT = "tekortkoming", _("Beëindigingen door een tekortkoming van de onderneming")
    TRAINING = "mentoropleiding", _("Mentoropleiding over de termijn")
    NO_MENTOR = "geen-mentor", _("Erkenning zonder geldige mentor")
    EXPIRING = "erkenning-eindigt", _("Overeenkomsten voorbij het einde van de erkenning")
    DORMANT = "slapend", _("Slapende erkenning")
    KBO_OPEN = "kbo-open", _("Wijziging in de KBO die openblijft")
    UNREGISTERED = "niet-geregistreerd", _("Begonnen overeenkomst die niet geregistreerd is")
    NO_CONTACT = "geen-contact", _("Geen bezoek of actie")


OWNER, KEEPER, FOLLOWERS = _("verantwoordelijke"), _("beheerder"), _("medewerker of behandelaar")

follow_up_flow = Flow(
    "duallearning.FollowUp",
    states=[
        State("planned", _("Gepland"), owner=OWNER, tone="info"),
        State("concluded", _("Afgerond"), tone="ok"),
        State("cancelled", _("Geannuleerd"), tone="neutral"),
    ],
    moves=[
        Move("conclude", ("planned",), "concluded"),
        Move("cancel", ("planned",), "cancelled"),
    ],
)

light_flow = Flow(
    "duallearning.Light",
    states=[
        State("draft", _("Ontwerp"), owner=KEEPER, tone="neutral"),
        State("live", _("Staat aan"), owner=KEEPER, tone="ok"),
        State("off", _("Staat uit"), tone="neutral"),
    ],
    moves=[
        Move("switch-on", ("draft",), "live"),
        Move("switch-off", ("live",), "off"),
        Move("rework", ("off",), "draft"),
    ],
)

signal_flow = Flow(
    "duallearning.Signal",
    states=[
        State("new", _("Nieuw"), owner=FOLLOWERS, tone="warn"),
        State("seen", _("Gezien"), owner=FOLLOWERS, tone="warn"),
        State("followed", _("Actie loopt"), owner=FOLLOWERS, tone="info"),
        State("ignored", _("Genegeerd"), owner=FOLLOWERS, tone="neutral"),
        State("out", _("Uit"), tone="ok"),
    ],
    moves=[
        Move("see", ("new",), "seen"),
        Move("follow", ("new", "seen"), "followed"),
        Move("ignore", ("new", "seen"), "ignored"),
        Move("wake", ("ignored",), "new"),
        Move("go-out", ("new", "seen", "followed", "ignored"), "out"),
    ],
)
