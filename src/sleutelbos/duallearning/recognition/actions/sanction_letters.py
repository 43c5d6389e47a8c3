"""The letters to a company about a sanction are kept as they were written (W22)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models import Sanction, SanctionLetter
from sleutelbos.duallearning.recognition.states_follow_up import LetterKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.files import Upload, keep

RETENTION = "sanctie"


def may_keep(by: Actor, sanction: Sanction, *, kind: LetterKind, paper: Upload) -> Decision:
    """The house, once something was told."""
    return is_system(by)


def facts_of_letter(result: SanctionLetter, *args: object, **kwargs: object) -> dict[str, object]:
    """Which letter, about which recognition."""
    recognition = result.sanction.recognition
    return {
        "sanction": result.sanction,
        "letter": str(LetterKind(result.kind).label).lower(),
        "number": recognition.number,
        "company": recognition.company,
    }


@action(
    "duallearning.keep-sanction-letter",
    label=_("Brief over een sanctie bewaren"),
    allow=may_keep,
    sentence=_("De brief ({letter}) aan {company} over erkenning {number} is bewaard."),
    about=facts_of_letter,
)
def keep_sanction_letter(
    by: Actor, sanction: Sanction, *, kind: LetterKind, paper: Upload
) -> SanctionLetter:
    """Keep a letter, encrypted; one that is kept already stays as it was written."""
    known = sanction.letters.filter(kind=kind).first()
    if known is not None:
        return known
    file = keep(paper, retention=RETENTION, field="paper")
    return SanctionLetter.objects.create(
        sanction=sanction, kind=kind, file=file, made_at=clock.now()
    )
