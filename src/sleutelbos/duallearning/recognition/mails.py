"""Mails about requests and recognitions."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.recognition.events import (
    MandateRegistered,
    RecognitionExpiring,
    RequestDecided,
    RequestReturned,
    RequestSubmitted,
)
from sleutelbos.duallearning.recognition.models import MandatePaper, Recognition, Request
from sleutelbos.duallearning.recognition.queries import people
from sleutelbos.kernel import periods
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person
from sleutelbos.tools import dates
from sleutelbos.tools.mail import post

SUBMITTED = "duallearning/mails/request_submitted.txt"
RETURNED = "duallearning/mails/request_returned.txt"
DECIDED = "duallearning/mails/request_decided.txt"
EXPIRING = "duallearning/mails/recognition_expiring.txt"
MANDATE = "duallearning/mails/mandate_registered.txt"


def _request(pk: int) -> Request:
    return Request.objects.select_related("company", "site", "programme", "partnership").get(pk=pk)


def tell(kind: str, template: str, request: Request, to: list[Person], **more: object) -> None:
    """A mail about a request to each of some people; ``more`` may hold another ``link``."""
    for person in to:
        context = {
            "person": person,
            "request": request,
            "link": settings.BASE_URL + reverse("duallearning:request", args=[request.uid]),
            **more,
        }
        post(f"duallearning.{kind}", person.pk, template, context)


@subscribe(RequestSubmitted)
def tell_submitted(event: RequestSubmitted) -> None:
    """The handlers: a request came in."""
    request = _request(event.request)
    tell("request-submitted", SUBMITTED, request, people.handlers_of(request))


@subscribe(RequestReturned)
def tell_returned(event: RequestReturned) -> None:
    """The company: something is missing."""
    request = _request(event.request)
    tell("request-returned", RETURNED, request, people.applicants_of(request))


@subscribe(RequestDecided)
def tell_decided(event: RequestDecided) -> None:
    """The company: what was decided, and where the letter is."""
    request = _request(event.request)
    to = people.applicants_of(request)
    tell("request-decided", DECIDED, request, to, refused=request.outcome == "geweigerd")


@subscribe(RecognitionExpiring)
def tell_expiring(event: RecognitionExpiring) -> None:
    """The company: a recognition ends in some months."""
    row = Recognition.objects.select_related("company", "site", "programme", "request").get(
        pk=event.recognition
    )
    to = people.people_of_company(row.company_id)
    link = settings.BASE_URL + reverse("duallearning:recognition", args=[row.uid])
    more = {"recognition": row, "last": dates.last_day(row.valid), "link": link}
    tell("recognition-expiring", EXPIRING, row.request, to, **more)


@subscribe(MandateRegistered)
def tell_mandate(event: MandateRegistered) -> None:
    """The company: somebody may act for it from now on, and how to end that."""
    row = MandatePaper.objects.select_related("mandate__giver", "mandate__organisation").get(
        pk=event.paper
    )
    mandate = row.mandate
    for person in people.people_of_company(mandate.giver_id):
        context = {
            "person": person,
            "company": mandate.giver,
            "holder": mandate.organisation,
            "last": periods.last_day(mandate.valid),
            "link": settings.BASE_URL + reverse("duallearning:mandate", args=[row.uid]),
        }
        post("duallearning.mandate-registered", person.pk, MANDATE, context)
