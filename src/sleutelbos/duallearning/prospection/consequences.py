"""A lead follows its company by itself: a request is filed, decided, withdrawn (W20)."""

from __future__ import annotations

from sleutelbos.duallearning.prospection.actions.results import close_lead, finish_lead, link_lead
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.states import OPEN, DropReason
from sleutelbos.duallearning.recognition.events import RequestDecided, RequestSubmitted
from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.outbox import subscribe

house = system("duaal")


@subscribe(RequestSubmitted)
def after_submitted(event: RequestSubmitted) -> None:
    """The lead on its vestiging for the same opleiding waits for the decision."""
    request = Request.objects.select_related("site").get(pk=event.request)
    rows = Lead.objects.filter(
        site_number=request.site.number, programme=request.programme_id, state__in=OPEN
    )
    for row in rows:
        link_lead(house, row, request=request)


@subscribe(RequestDecided)
def after_decided(event: RequestDecided) -> None:
    """Recognised, or not."""
    recognition = Recognition.objects.filter(request=event.request).first()
    for row in Lead.objects.filter(request=event.request, state="requested"):
        if recognition is None:
            close_lead(house, row, reason=DropReason.REFUSED)
        else:
            finish_lead(house, row, recognition=recognition)
