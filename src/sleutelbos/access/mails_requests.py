"""The mails about requests for a right: to who decides, to who asked (G10, G21, T19)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.access import queries
from sleutelbos.access.events import RequestDecided, RightAsked
from sleutelbos.access.models import RightRequest
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.tools.mail import post
from sleutelbos.tools.mail.posting import INSZ


@subscribe(RightAsked)
def tell_asked(event: RightAsked) -> None:
    """The beheerders who can decide."""
    _to_deciders(RightRequest.objects.get(pk=event.request), "request_asked")


def remind_of_request(request: RightRequest) -> None:
    """The beheerders again, when a request stays open."""
    _to_deciders(request, "request_reminder")


def _to_deciders(request: RightRequest, template: str) -> None:
    for manager in queries.who_can_help(request.organisation, request.right):
        if manager.pk == request.person_id:
            continue
        post(
            f"access.{template.replace('_', '-')}",
            manager.pk,
            f"access/mails/{template}.txt",
            {
                "manager": manager,
                "person": request.person,
                "asker": request.asked_by,
                "motivation": "" if INSZ.search(request.motivation) else request.motivation,
                "organisation": request.organisation,
                "right": request.right,
                "link": settings.BASE_URL
                + reverse("access:request", args=[request.organisation.uid, request.uid]),
            },
        )


@subscribe(RequestDecided)
def tell_decided(event: RequestDecided) -> None:
    """Who asked, and the person when that is another; for a grant the confirmation follows."""
    request = RightRequest.objects.select_related(
        "person", "asked_by", "organisation", "right"
    ).get(pk=event.request)
    asker = request.asked_by or request.person
    post(
        "access.request-decided",
        asker.pk,
        "access/mails/request_decided.txt",
        {
            "person": asker,
            "whom": request.person if asker != request.person else None,
            "organisation": request.organisation,
            "right": request.right,
            "granted": request.state == "granted",
            "answer": request.answer,
        },
    )
