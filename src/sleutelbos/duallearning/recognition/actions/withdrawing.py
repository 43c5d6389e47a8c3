"""A company takes back what it submitted (W02); a vote on it stops."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.extracts import release_extracts
from sleutelbos.duallearning.recognition.actions.filing import facts_of_request
from sleutelbos.duallearning.recognition.actions.handing_over import end_hand_overs
from sleutelbos.duallearning.recognition.actions.voting import end_votes
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import request_flow
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision


def may_withdraw(by: Actor, request: Request, *, reason: str) -> Decision:
    """The company, or who began it by its machtiging."""
    return roles.prepares(by, request)


@action(
    "duallearning.withdraw-request",
    label=_("Aanvraag intrekken"),
    allow=may_withdraw,
    move=request_flow["withdraw"],
    sentence=_("{by} trok aanvraag {number} van {company} in. Reden: {reason}"),
    about=facts_of_request,
)
def withdraw_request(by: Actor, request: Request, *, reason: str) -> Request:
    """The company doesn't want it any more; nothing is decided, and no extract is kept for it."""
    texts.block(reason, "reason", required=_t("Vul in waarom u de aanvraag intrekt."))
    request.due = request.days_left = None
    request.save(update_fields=["due", "days_left"])
    release_extracts(request)
    end_hand_overs(by, request)
    end_votes(by, request, _t("De aanvraag is ingetrokken."))
    return request
