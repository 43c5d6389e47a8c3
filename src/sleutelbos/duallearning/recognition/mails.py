"""Mails about requests and recognitions."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.recognition.events import (
    RecognitionExpiring,
    RequestDecided,
    RequestReturned,
    RequestSubmitted,
)
from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.duallearning.recognition.queries import people
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person, dates
from sleutelbos.tools.mail import post

SUBMITTED = "duallearning/mails/request_submitted.txt"
RETURNED = "duallearning/mails/request_returned.txt"
DECIDED = "duallearning/mails/request_decided.txt"
EXPIRING = "duallearning/mails/recognition_expiring.txt"


def _request(pk: int) -> Request:
    return Request.objects.select_related("company", "site", "programme", "partnership").get(pk=pk)


def _tell(kind: str, template: str, request: Request, to: list[Person], **more: object) -> None:
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
    _tell("request-submitted", SUBMITTED, request, people.handlers_of(request))


@subscribe(RequestReturned)
def tell_returned(event: RequestReturned) -> None:
    """The company: something is missing."""
    request = _request(event.request)
    _tell("request-returned", RETURNED, request, people.people_of_company(request.company_id))


@subscribe(RequestDecided)
def tell_decided(event: RequestDecided) -> None:
    """The company: what was decided, and where the letter is."""
    request = _request(event.request)
    to = people.people_of_company(request.company_id)
    _tell("request-decided", DECIDED, request, to, refused=request.outcome == "geweigerd")


@subscribe(RecognitionExpiring)
def tell_expiring(event: RecognitionExpiring) -> None:
    """The company: a recognition ends in some months."""
    row = Recognition.objects.select_related("company", "site", "programme", "request").get(
        pk=event.recognition
    )
    to = people.people_of_company(row.company_id)
    link = settings.BASE_URL + reverse("duallearning:recognition", args=[row.uid])
    more = {"recognition": row, "last": dates.last_day(row.valid), "link": link}
    _tell("recognition-expiring", EXPIRING, row.request, to, **more)
