"""The mail that a delivery of ESF wants a human (T02): on a Friday evening nobody looks."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.access.public import persons_with_role
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.timereg import names
from sleutelbos.timereg.events import FeedWaits
from sleutelbos.timereg.models import FeedLoad
from sleutelbos.tools.mail import post
from sleutelbos.web import words


@subscribe(FeedWaits)
def tell_support(event: FeedWaits) -> None:
    """Support: look it over and load it, ask ESF for another, or decide on what is missing."""
    load = FeedLoad.objects.get(pk=event.load)
    if load.state in ("loading", "loaded") and not load.kept:
        return  # somebody was faster than the mail
    told = {
        "load": load,
        "day": words.day_text(load.at),
        "reasons": load.reasons,
        "link": settings.BASE_URL + reverse("timereg:feed-load", args=[load.uid]),
        "missing": f"{settings.BASE_URL}{reverse('timereg:feed')}#ontbreekt",
    }
    for person in persons_with_role(names.ESF, [names.ESF_SUPPORT]):
        post(
            "timereg.feed-waits",
            person.pk,
            "timereg/mails/feed_waits.txt",
            {"person": person, **told},
        )
