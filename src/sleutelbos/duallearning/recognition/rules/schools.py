"""Who asks that a school is added, and who decides (S1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import SchoolRequest


def asks(by: Actor) -> Decision:
    """Whoever signed in: a CVO that isn't known has no beheerder yet."""
    return when(by.pk is not None, _("Meld u eerst aan."))


def decides(by: Actor, request: SchoolRequest) -> Decision:
    """The department; nobody decides on what he asked himself."""
    return roles.is_officer(by) & when(
        by.pk != request.asked_by_id,
        _("U vroeg dit zelf aan. Een collega beslist erover."),
    )
