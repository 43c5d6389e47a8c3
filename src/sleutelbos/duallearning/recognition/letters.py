"""What a company is told about a sanction is a letter too, made once it was told (W22)."""

from __future__ import annotations

from sleutelbos.duallearning.recognition.actions.sanction_letters import keep_sanction_letter
from sleutelbos.duallearning.recognition.documents.sanction_letter import letter_of
from sleutelbos.duallearning.recognition.events import SanctionChanged
from sleutelbos.duallearning.recognition.models import Sanction
from sleutelbos.duallearning.recognition.states_follow_up import LetterKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.tools.files import Upload

HOUSE = system("duaal")
DECIDED = ("imposed", "dropped")


@subscribe(SanctionChanged)
def make_letter(event: SanctionChanged) -> None:
    """The warning when guidance begins or the company is invited; the decision when it falls."""
    row = Sanction.objects.select_related(
        "recognition__company", "recognition__site", "recognition__programme",
        "recognition__partnership", "mentor__person",
    ).get(pk=event.sanction)  # fmt: skip
    kind = LetterKind.DECISION if event.state in DECIDED else LetterKind.NOTICE
    at = (row.decided_at if kind == LetterKind.DECISION else None) or clock.now()
    paper = Upload(f"{kind}-{row.recognition.number}.pdf", letter_of(row, kind, at=at))
    keep_sanction_letter(HOUSE, row, kind=kind, paper=paper)
