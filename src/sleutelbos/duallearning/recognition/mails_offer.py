"""Mails about places that are offered."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.recognition.events_offer import PlacesOffered
from sleutelbos.duallearning.recognition.models import FreePlace
from sleutelbos.duallearning.recognition.queries import people
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.mail import post

PUBLISHED = "duallearning/mails/places_offered.txt"


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
