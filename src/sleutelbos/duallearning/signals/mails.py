"""Mails about knipperlichten and acties: to who has to do something."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.signals.events import FollowUpGiven, LightsWentOn
from sleutelbos.duallearning.signals.models import FollowUp
from sleutelbos.duallearning.signals.queries.scope import followers_in
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.tools.mail import post

GIVEN = "duallearning/mails/follow_up_given.txt"
WENT_ON = "duallearning/mails/lights_went_on.txt"


@subscribe(FollowUpGiven)
def tell_owner(event: FollowUpGiven) -> None:
    """Who is responsible now: what, about whom, before when."""
    row = FollowUp.objects.select_related("owner", "company").get(pk=event.follow_up)
    link = settings.BASE_URL + reverse("duallearning:follow-up", args=[row.uid])
    context = {"person": row.owner, "row": row, "company": row.company, "link": link}
    post("duallearning.follow-up-given", row.owner_id, GIVEN, context)


@subscribe(LightsWentOn)
def tell_followers(event: LightsWentOn) -> None:
    """Medewerkers and Behandelaars: so many are new."""
    link = settings.BASE_URL + reverse("duallearning:signals")
    for person in followers_in(event.partnership):
        context = {"person": person, "many": event.many, "link": link}
        post("duallearning.lights-went-on", person.pk, WENT_ON, context)
