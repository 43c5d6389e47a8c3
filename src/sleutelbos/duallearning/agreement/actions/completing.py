"""The last signature: the document counts as signed, as if it came back on paper (W24)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.addenda import facts_of_addendum
from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.actions.inviting import LOCKS, may_keep_signature
from sleutelbos.duallearning.agreement.actions.lapsing import facts_of_signature
from sleutelbos.duallearning.agreement.actions.presenting import RETENTION, check_signed_on
from sleutelbos.duallearning.agreement.documents.signature_sheet import sheet_pdf
from sleutelbos.duallearning.agreement.events_signing import SigningCompleted
from sleutelbos.duallearning.agreement.models import Addendum, Agreement, Signature
from sleutelbos.duallearning.agreement.queries.signing import (
    Document,
    document_of,
    signatures_of,
)
from sleutelbos.duallearning.agreement.states import agreement_flow
from sleutelbos.duallearning.agreement.states_changes import addendum_flow
from sleutelbos.duallearning.agreement.states_signing import SigningWay, signature_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.files import Upload, keep


def may_complete(by: Actor, agreement: Agreement) -> Decision:
    """The house only: with the last signature."""
    return is_system(by)


@action(
    "duallearning.complete-agreement",
    label=_("Overeenkomst is door iedereen getekend"),
    allow=may_complete,
    move=agreement_flow["complete"],
    sentence=_("Alle partijen tekenden overeenkomst {number} van {person} bij {company}."),
    about=facts_of_agreement,
)
def complete_agreement(by: Actor, agreement: Agreement) -> Agreement:
    """The sheet with who signed when and how is kept beside the document."""
    _keep_sheet(agreement, f"handtekeningen-{agreement.number}.pdf")
    return agreement


def may_complete_addendum(by: Actor, addendum: Addendum) -> Decision:
    """The house only: with the last signature."""
    return is_system(by)


@action(
    "duallearning.complete-addendum",
    label=_("Addendum is door iedereen getekend"),
    allow=may_complete_addendum,
    move=addendum_flow["complete"],
    sentence=_("Alle partijen tekenden addendum {number} van {person} bij {company}."),
    about=facts_of_addendum,
)
def complete_addendum(by: Actor, addendum: Addendum) -> Addendum:
    """As :func:`complete_agreement`."""
    _keep_sheet(addendum, f"handtekeningen-{addendum.number}.pdf")
    return addendum


def _keep_sheet(document: Document, name: str) -> None:
    rows = list(signatures_of(document))
    days = [row.signed_on for row in rows if row.signed_on is not None]
    if not rows or len(days) < len(rows):
        raise Invalid(_t("Nog niet alle partijen tekenden."))
    made = Upload(name, sheet_pdf(document, rows, clock.now()))
    document.signed_file = keep(made, retention=RETENTION)
    document.signed_on = max(days)
    document.save(update_fields=["signed_file", "signed_on"])


def complete_when_all_signed(by: Actor, last: Signature) -> None:
    """Part of the action by which a party signs (its row isn't moved yet)."""
    document = document_of(last)
    if signatures_of(document).exclude(pk=last.pk).exclude(state="signed").exists():
        return
    house = system("duaal", on_behalf_of=by.ref)
    if isinstance(document, Addendum):
        complete_addendum(house, document)
    else:
        complete_agreement(house, document)
    emit(SigningCompleted(signature=last.pk))


def may_sign_on_paper(
    by: Actor, signature: Signature, *, signed_on: date, paper: Upload
) -> Decision:
    """Trajectbegeleider of the school."""
    return may_keep_signature(by, signature)


@action(
    "duallearning.sign-on-paper",
    label=_("Handtekening op papier toevoegen"),
    allow=may_sign_on_paper,
    move=signature_flow["sign_on_paper"],
    locks=LOCKS,
    sentence=_("{by} voegde de handtekening op papier van {name} ({party}) toe: {number} van"
               " {person}."),
    about=facts_of_signature,
)  # fmt: skip
def sign_on_paper(by: Actor, signature: Signature, *, signed_on: date, paper: Upload) -> Signature:
    """One party signed on paper, others by link. Its own link leads nowhere from now on.

    Invalid for a day before the document was made or in the future, or a file that is no paper.
    """
    presented = document_of(signature).presented_at
    assert presented is not None
    check_signed_on(presented, signed_on)
    signature.paper = keep(paper, retention=RETENTION, field="paper")
    signature.way, signature.signed_on = SigningWay.PAPER, signed_on
    signature.decided_at = clock.now()
    signature.save(update_fields=["paper", "way", "signed_on", "decided_at"])
    complete_when_all_signed(by, signature)
    return signature
