"""Vocabulary of the staff of a project: the life of a prestatie and of a toewijzing."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State


class EntryKind(TextChoices):
    """What was done in the hours of a prestatie."""

    WORK = "werk", _("Werk voor het project")
    ELEARNING = "e-learning", _("E-learning")


# A prestatie is entered by the medewerker, approved by his leidinggevende (another person) and
# handed to ESF by the promotor of the project (T13).
entry_flow = Flow(
    "timereg.WorkEntry",
    states=[
        State("draft", _("Nog niet voorgelegd"), owner=_("medewerker"), tone="neutral"),
        State("presented", _("Wacht op goedkeuring"), owner=_("leidinggevende"), tone="warn"),
        State("returned", _("Teruggestuurd"), owner=_("medewerker"), tone="warn"),
        State("approved", _("Goedgekeurd"), owner=_("promotor van het project"), tone="info"),
        State("delivered", _("Ingediend bij ESF"), tone="ok"),
        State("withdrawn", _("Geschrapt"), tone="stop"),
    ],
    moves=[
        Move("present", ("draft", "returned"), "presented"),
        Move("approve", ("presented",), "approved"),
        Move("return", ("presented", "approved"), "returned"),
        Move("reset", ("approved",), "presented"),
        Move("deliver", ("approved",), "delivered"),
        Move("withdraw", ("draft", "returned"), "withdrawn"),
    ],
)
ENTRY_CHANGEABLE = ("draft", "presented", "returned", "approved")

# A toewijzing is entered by a promotor, agreed to by the medewerker, by the promotor of the partner
# when it is somebody of a partner, and handed to ESF by the promotor of the project (T14).
allocation_flow = Flow(
    "timereg.Allocation",
    states=[
        State("entered", _("Wacht op de medewerker"), owner=_("medewerker"), tone="warn"),
        State("agreed", _("Medewerker akkoord"), owner=_("promotor"), tone="info"),
        State("cleared", _("Partner akkoord"), owner=_("promotor van het project"), tone="info"),
        State("returned", _("Teruggestuurd"), owner=_("promotor"), tone="warn"),
        State("submitted", _("Ingediend bij ESF"), owner=_("ESF-dossierbeheerder"), tone="ok"),
        State("archived", _("Gearchiveerd door ESF"), tone="neutral"),
        State("withdrawn", _("Ingetrokken"), tone="stop"),
    ],
    moves=[
        Move("agree", ("entered",), "agreed"),
        Move("clear", ("agreed",), "cleared"),
        Move("submit", ("agreed", "cleared"), "submitted"),
        Move("refuse", ("entered", "agreed", "cleared"), "returned"),
        Move("correct", ("returned",), "entered"),
        Move("withdraw", ("entered", "returned"), "withdrawn"),
        Move("archive", ("submitted",), "archived"),
    ],
)
# States in which a row counts for nothing any more.
ENTRY_GONE = ("withdrawn",)
ALLOCATION_GONE = ("archived", "withdrawn")
