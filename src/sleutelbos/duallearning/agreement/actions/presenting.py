"""The model agreement is made, signed on paper, and comes back (W10, W24)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import policies
from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.actions.lapsing import lapse_signatures
from sleutelbos.duallearning.agreement.documents.agreement import agreement_pdf
from sleutelbos.duallearning.agreement.events import AgreementMoved
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.queries.readiness import findings_of
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.rules.weights import refuse_all
from sleutelbos.duallearning.agreement.states import agreement_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.files import Upload, destroy, keep

RETENTION = "overeenkomst"


def may_present(by: Actor, agreement: Agreement) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.present-agreement",
    label=_("Overeenkomst voorleggen"),
    allow=may_present,
    move=agreement_flow["present"],
    sentence=_("{by} legde overeenkomst {number} van {person} bij {company} voor om te tekenen."),
    about=facts_of_agreement,
)
def present_agreement(by: Actor, agreement: Agreement) -> Agreement:
    """Make the document of the current model; learner and company are told.

    Invalid with every rule that it breaks.
    """
    refuse_all(findings_of(agreement))
    now = clock.now()
    agreement.model_version = policies.model_version.on(clock.today())
    agreement.presented_at = now
    made = Upload(f"overeenkomst-{agreement.number}.pdf", agreement_pdf(agreement, now))
    agreement.document = keep(made, retention=RETENTION)
    agreement.save(update_fields=["model_version", "presented_at", "document"])
    emit(AgreementMoved(agreement=agreement.pk, state="signing"))
    return agreement


def may_recall(by: Actor, agreement: Agreement) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.recall-agreement",
    label=_("Overeenkomst terugnemen"),
    allow=may_recall,
    move=agreement_flow["recall"],
    sentence=_("{by} nam overeenkomst {number} van {person} terug om ze te wijzigen."),
    about=facts_of_agreement,
)
def recall_agreement(by: Actor, agreement: Agreement) -> Agreement:
    """Something has to change before it is registered: the documents are destroyed, and it has to
    be presented and signed anew. Links to sign it lead nowhere."""
    lapse_signatures(by, agreement)
    gone = [agreement.document, agreement.signed_file]
    agreement.document = agreement.signed_file = None
    agreement.presented_at = agreement.signed_on = None
    agreement.save(update_fields=["document", "signed_file", "presented_at", "signed_on"])
    for file in gone:
        if file is not None:
            destroy(file)
    return agreement


def may_sign(by: Actor, agreement: Agreement, *, signed_on: date, paper: Upload) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.sign-agreement",
    label=_("Ondertekende overeenkomst toevoegen"),
    allow=may_sign,
    move=agreement_flow["sign"],
    sentence=_("{by} voegde de ondertekende overeenkomst {number} van {person} toe."),
    about=facts_of_agreement,
)
def sign_agreement(by: Actor, agreement: Agreement, *, signed_on: date, paper: Upload) -> Agreement:
    """Keep what all parties signed on paper; ``signed_on`` is the day of the last signature. Links
    to sign it lead nowhere from now on.

    Invalid for a day before the document was made or in the future, or a file that is no paper.
    """
    assert agreement.presented_at is not None
    check_signed_on(agreement.presented_at, signed_on)
    lapse_signatures(by, agreement)
    agreement.signed_file = keep(paper, retention=RETENTION, field="paper")
    agreement.signed_on = signed_on
    agreement.save(update_fields=["signed_file", "signed_on"])
    return agreement


def check_signed_on(presented_at: datetime, signed_on: date) -> None:
    """Raises Invalid for a day before the document was made, or in the future."""
    if signed_on < presented_at.astimezone(clock.BRUSSELS).date():
        raise Invalid({"signed_on": _t("Het document bestond toen nog niet. Kies een latere dag.")})
    if signed_on > clock.today():
        raise Invalid({"signed_on": _t("Deze dag moet nog komen.")})
