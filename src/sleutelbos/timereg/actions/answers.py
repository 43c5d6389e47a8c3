"""What deciding on a request and on a reopening have in common."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sleutelbos.access.public import person_behind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.models import LateRequest, ReopenRequest


def answered(by: Actor, request: LateRequest | ReopenRequest, answer: str) -> None:
    """Keep who decided when, and what the asker reads; within an action."""
    request.decided_at, request.answer = clock.now(), answer.strip()
    request.decided_by_id = person_behind(by)
    request.save(update_fields=["decided_at", "answer", "decided_by"])


def refused(by: Actor, request: LateRequest | ReopenRequest, answer: str) -> None:
    """As :func:`answered`, for a no. Invalid without a reason: the asker reads it."""
    if not answer.strip():
        raise Invalid({"answer": _t("Vul een reden in. De aanvrager leest ze.")})
    answered(by, request, answer)
