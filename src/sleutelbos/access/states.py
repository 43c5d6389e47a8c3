"""Vocabulary of Gebruikersbeheer: kinds of posts and werkrelaties, and the life of a request."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State


class PostKind(TextChoices):
    """A post of beheerder (S0, S1, S3)."""

    HEAD_ACCESS_MANAGER = "hoofdtoegangsbeheerder", _("Hoofdtoegangsbeheerder")
    ACCESS_MANAGER = "toegangsbeheerder", _("Toegangsbeheerder")
    HEAD_LOCAL_MANAGER = "hoofd-lokale-beheerder", _("Hoofd lokale beheerder")
    LOCAL_MANAGER = "lokale-beheerder", _("Lokale beheerder")


# The role under which a KBO function gives power in Gebruikersbeheer.
LEGAL_REPRESENTATIVE = "wettelijk-vertegenwoordiger"


class RelationKind(TextChoices):
    """Type of a werkrelatie (acm_idm §2.2)."""

    OFFICIAL = "ambtenaar", _("Ambtenaar")
    PERMANENT = "vast", _("Vaste medewerker")
    EXTERNAL = "extern", _("Externe medewerker")
    OCCASIONAL = "occasioneel", _("Occasionele medewerker")
    DELEGATED = "gedelegeerd", _("Gedelegeerde medewerker")


class Source(TextChoices):
    """Where a relation, post or grant comes from."""

    MANUAL = "handmatig", _("door een beheerder")
    REQUEST = "aanvraag", _("op aanvraag")
    HELPDESK = "helpdesk", _("door de bevoegde dienst")
    BTB = "btb", _("uit BTB")
    FEED = "feed", _("uit een gegevensstroom")


class Domain(TextChoices):
    """Domain of a toegangsbeheerder (CSAM BTB); empty is all domains."""

    WORK = "werkgelegenheid", _("Werkgelegenheid")
    FINANCE = "financien", _("Financiën")
    MOBILITY = "mobiliteit", _("Mobiliteit")
    SOCIAL = "sociale-zekerheid", _("Sociale zekerheid")


request_flow = Flow(
    "access.RightRequest",
    states=[
        State("open", _("Wacht op een beslissing"), owner=_("beheerder"), tone="warn"),
        State("granted", _("Toegekend"), tone="ok"),
        State("refused", _("Geweigerd"), tone="stop"),
        State("withdrawn", _("Ingetrokken"), tone="neutral"),
    ],
    moves=[
        Move("grant", ("open",), "granted"),
        Move("refuse", ("open",), "refused"),
        Move("withdraw", ("open",), "withdrawn"),
    ],
)
