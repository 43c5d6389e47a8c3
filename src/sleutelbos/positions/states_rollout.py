"""The words of the rollout: who must take part, where an entity stands, chapters of the project."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """Whether an entity takes part because it must or because it wants to (S4, A05)."""

    MUST = "moet", _("Moet deelnemen")
    MAY = "mag", _("Mag deelnemen")


class Standing(TextChoices):
    """How far an entity is in the rollout; derived from its slot, talks and onboarding."""

    NO_SLOT = "zonder-slot", _("Zonder tijdslot")
    PLANNED = "gepland", _("Ingepland")
    PREPARED = "voorbereid", _("Gesprek gevoerd")
    BUSY = "bezig", _("Bezig met aansluiten")
    JOINED = "aangesloten", _("Aangesloten")


class Chapter(TextChoices):
    """The chapters of the project page that the expert team writes (S4, A25)."""

    AUDIENCE = "voor-wie", _("Voor wie?")
    AIM = "doel", _("Doel van het project")
    COST = "kost", _("Wat het kost")
    SUPPORT = "ondersteuning", _("Welke ondersteuning u krijgt")
    TEAM = "team", _("Projectteam")
    LINKS = "verwant", _("Wat ermee samenhangt")
