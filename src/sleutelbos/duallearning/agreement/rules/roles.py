"""Who may: the trajectbegeleider of the school, and who reads (S1, W10, W14–W17, W28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.recognition.rules.roles import NOT_THE_COMPANY, companies_of
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision, when

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Agreement, Learner


def schools_of(by: Actor) -> set[int]:
    """Keys of the schools where the actor is trajectbegeleider."""
    return abilities.places(by, "draw-up")


def draws_up(by: Actor, school: int) -> Decision:
    """S1: enkel een trajectbegeleider (of that school, a key) maakt op, registreert, beëindigt."""
    return when(
        school in schools_of(by), _("Dit doet een trajectbegeleider van de school van de leerling.")
    )


def draws_up_somewhere(by: Actor) -> Decision:
    """The door of drawing up."""
    return when(bool(schools_of(by)), _("Dit doet een trajectbegeleider van een school."))


def guides(by: Actor, learner: Learner) -> Decision:
    """Trajectbegeleider of the school of a learner."""
    return draws_up(by, learner.school_id)


def keeps(by: Actor, agreement: Agreement) -> Decision:
    """Trajectbegeleider of the school of an agreement."""
    return draws_up(by, agreement.learner.school_id)


def keeps_or_clock(by: Actor, agreement: Agreement) -> Decision:
    """The trajectbegeleider; the clock for what ends by itself."""
    return is_system(by) | keeps(by, agreement)


def reads_learners(by: Actor) -> Decision:
    """Trajectbegeleider and beheerder of a school."""
    return when(
        bool(abilities.places(by, "learners")),
        _("Leerlingen zijn er voor de trajectbegeleider en de beheerder van een school."),
    )


def reads_agreements(by: Actor) -> Decision:
    """School, Medewerker and Behandelaar, the department; a company its own."""
    return abilities.may(by, "agreements") | when(bool(companies_of(by)), NOT_THE_COMPANY)


def knows_why(by: Actor, agreement: Agreement) -> bool:
    """Whether somebody reads why an agreement stands still: that concerns the learner, so only his
    school and his company do."""
    recognition = agreement.recognition
    ours = recognition is not None and recognition.company_id in companies_of(by)
    return ours or agreement.learner.school_id in abilities.places(by, "learners")
