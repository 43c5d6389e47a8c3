"""The life of a position, and the words for what is known of positions and people."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State

HR_OF_ENTITY = _("de HR van de entiteit")

position_flow = Flow(
    "positions.Position",
    states=(
        State("proposed", _("Voorgesteld"), HR_OF_ENTITY, "info"),
        State("approved", _("Goedgekeurd"), tone="ok"),
        State("frozen", _("Bevroren"), tone="warn"),
        State("closed", _("Gesloten")),
    ),
    moves=(
        Move("approve", ("proposed",), "approved"),
        Move("freeze", ("approved",), "frozen"),
        Move("thaw", ("frozen",), "approved"),
        Move("close", ("proposed", "approved", "frozen"), "closed"),
        Move("withdraw", ("approved",), "closed"),
    ),
)


class DecisionKind(TextChoices):
    """What was decided about a position."""

    APPROVE = "approve", _("Goedkeuring")
    FREEZE = "freeze", _("Bevriezing")
    THAW = "thaw", _("Einde van de bevriezing")
    CLOSE = "close", _("Sluiting")


class Statute(TextChoices):
    """Under which statute somebody works, or may work."""

    STATUTORY = "statutair", _("Statutair")
    CONTRACTUAL = "contractueel", _("Contractueel")
    MANDATE = "mandaat", _("Mandaat")


class EmploymentKind(TextChoices):
    """Who works for the entity, and who is only known in Vlimpers (niet-werknemer)."""

    EMPLOYEE = "werknemer", _("Werknemer")
    OTHER = "niet-werknemer", _("Niet-werknemer")


class EmploymentStatus(TextChoices):
    """The status of an arbeidsrelatie in Vlimpers. ``verlof`` is a status of its own there, no
    day's holiday; ``inactief`` is kept for a fallback, such as behind a mandate."""

    ACTIVE = "actief", _("Actief")
    LEAVE = "verlof", _("Verlof")
    INACTIVE = "inactief", _("Inactief")


class LinkKind(TextChoices):
    """As what somebody holds a position."""

    HOLDER = "titularis", _("Titularis")
    SUBSTITUTE = "vervanger", _("Vervanger")
    ACTING = "waarnemend", _("Waarnemend")
    FALLBACK = "terugvalpositie", _("Terugvalpositie")


class Exclusion(TextChoices):
    """For whom the first step of the onboarding makes no position (S4, A06)."""

    OTHER = "niet-werknemer", _("Niet-werknemer")
    LEAVE = "verlof", _("Status verlof")
    INACTIVE = "inactief", _("Inactieve arbeidsrelatie")
    LATER = "later", _("Nog niet in dienst")


class Occupancy(TextChoices):
    """Whether a position is held on a day; derived from its links, never kept."""

    VACANT = "vacant", _("Vacant")
    PARTLY = "deels", _("Deels bezet")
    FULL = "bezet", _("Bezet")
    OVER = "overbezet", _("Overbezet")


class ReportKind(TextChoices):
    """The reports of the plan (A16)."""

    OCCUPATION = "bezetting", _("Behoefte en bezetting")
    MONTHS = "verloop", _("Verloop over 24 maanden")
    RADAR = "radar", _("Radar: wat niet past")
