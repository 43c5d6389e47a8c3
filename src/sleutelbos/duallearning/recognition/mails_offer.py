"""Mails about places that are offered, and about schools that ask to be added."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.recognition.events_offer import (
    PlacesOffered,
    SchoolAsked,
    SchoolDecided,
)
from sleutelbos.duallearning.recognition.models import FreePlace, SchoolRequest
from sleutelbos.duallearning.recognition.queries import people
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.mail import post

PUBLISHED = "duallearning/mails/places_offered.txt"
ASKED = "duallearning/mails/school_asked.txt"
SCHOOL_DECIDED = "duallearning/mails/school_decided.txt"


@subscribe(PlacesOffered)
def tell_published(event: PlacesOffered) -> None:
    """The company, when another did it in its name: what everybody reads now."""
    if event.holder is None:
        return
    row = FreePlace.objects.select_related(
        "recognition__company", "recognition__programme", "recognition__site"
    ).get(pk=event.place)
    recognition = row.recognition
    link = reverse("duallearning:recognition", args=[recognition.uid])
    for person in people.people_of_company(recognition.company_id):
        context = {
            "person": person,
            "holder": Organisation.objects.get(pk=event.holder),
            "recognition": recognition,
            "place": row,
            "last": dates.last_day(row.valid),
            "link": settings.BASE_URL + link,
        }
        post("duallearning.places-offered", person.pk, PUBLISHED, context)


@subscribe(SchoolAsked)
def tell_asked(event: SchoolAsked) -> None:
    """The department: somebody asks that a school is added."""
    row = SchoolRequest.objects.get(pk=event.request)
    link = settings.BASE_URL + reverse("duallearning:school-request", args=[row.uid])
    for person in people.officers():
        if person.pk != row.asked_by_id:
            post("duallearning.school-asked", person.pk, ASKED,
                 {"person": person, "request": row, "link": link})  # fmt: skip


@subscribe(SchoolDecided)
def tell_school_decided(event: SchoolDecided) -> None:
    """Who asked: the school is there, and what comes next; or why not."""
    row = SchoolRequest.objects.select_related("asked_by").get(pk=event.request)
    link = settings.BASE_URL + reverse("duallearning:ask-school")
    context = {
        "person": row.asked_by, "request": row, "added": row.state == "approved", "link": link
    }  # fmt: skip
    post("duallearning.school-decided", row.asked_by_id, SCHOOL_DECIDED, context)
