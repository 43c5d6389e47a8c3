"""Signatures lapse with the document under which they stand (W24)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.models import Signature
from sleutelbos.duallearning.agreement.queries.signing import Document, signatures_of
from sleutelbos.duallearning.agreement.states_signing import Party, signature_flow
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.files import destroy


def facts_of_signature(
    result: object, signature: Signature, *args: object, **kwargs: object
) -> dict[str, object]:
    """Who signs which document; the number is that of the addendum, where it is one."""
    facts = facts_of_agreement(signature.agreement)
    document = signature.addendum or signature.agreement
    party = str(Party(signature.party).label).lower()
    return {
        **facts,
        "number": document.number,
        "name": signature.person or signature.name,
        "party": party,
    }


def may_lapse(by: Actor, signature: Signature) -> Decision:
    """The house only: with the document."""
    return is_system(by)


@action(
    "duallearning.lapse-signature",
    label=_("Handtekening laten vervallen"),
    allow=may_lapse,
    move=signature_flow["lapse"],
    sentence=_("De handtekening van {name} ({party}) verviel: {number} van {person}."),
    about=facts_of_signature,
)
def lapse_signature(by: Actor, signature: Signature) -> Signature:
    """Its document is no more: the link leads nowhere, and a scan of it is destroyed."""
    paper = signature.paper
    if paper is not None:
        signature.paper = None
        signature.save(update_fields=["paper"])
        destroy(paper)
    return signature


def lapse_signatures(by: Actor, document: Document, *states: str) -> None:
    """All that count under a document, or those in some states; part of an action."""
    house = system("duaal", on_behalf_of=by.ref)
    rows = signatures_of(document)
    for row in rows.filter(state__in=states) if states else rows:
        lapse_signature(house, row)
