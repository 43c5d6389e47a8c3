"""A signed agreement is registered: from then on it counts (W10)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.events import AgreementMoved
from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.queries.readiness import findings_of
from sleutelbos.duallearning.agreement.queries.versions import signed_terms
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.rules.weights import refuse_all
from sleutelbos.duallearning.agreement.states import agreement_flow
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.slices import put


def may_register_agreement(by: Actor, agreement: Agreement) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.register-agreement",
    label=_("Overeenkomst registreren"),
    allow=may_register_agreement,
    move=agreement_flow["register"],
    locks=(
        "agreement",
        "agreement.recognition",
        "agreement.recognition.site",
        "agreement.mentor",
        "agreement.mentor.person",
    ),
    sentence=_("{by} registreerde overeenkomst {number} van {person} bij {company}."),
    about=facts_of_agreement,
)
def register_agreement(by: Actor, agreement: Agreement) -> Agreement:
    """It takes its place at the vestiging and with the mentor, who are locked while it is counted,
    as are the recognition and the mentorship, which could end at that moment.

    Invalid with every rule that it breaks by now: a recognition that was lifted since it was drawn
    up, a place that another learner took.
    """
    refuse_all(findings_of(agreement))
    agreement.registered_at = clock.now()
    agreement.registered_by_id = somebody(by)
    agreement.save(update_fields=["registered_at", "registered_by"])
    assert agreement.valid is not None
    put(AgreementTerms, {"agreement": agreement}, agreement.valid, signed_terms(agreement))
    emit(AgreementMoved(agreement=agreement.pk, state="registered"))
    return agreement
