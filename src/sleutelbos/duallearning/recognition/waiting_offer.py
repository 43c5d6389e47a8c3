"""What waits for the department and for companies about schools and free places."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from sleutelbos.desk.public import WaitingLine
from sleutelbos.duallearning.recognition.queries.free_places import free_places_kept_by
from sleutelbos.duallearning.recognition.queries.schools import deliveries_for, open_school_requests
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools import dates

MOST = 20
SOON = timedelta(days=14)  # before an offer of places leaves the search


def offered_lines(by: Actor) -> list[WaitingLine]:
    """Deliveries and schools to decide on; places that leave the search soon, or left it."""
    today = clock.today()
    lines = [
        WaitingLine(
            None,
            _("Een levering van programmatieaanvragen wacht op u."),
            _("Kijk na"),
            reverse("duallearning:programming-delivery", args=[row.uid]),
            "now",
        )
        for row in deliveries_for(by).filter(state="staged")
    ]
    asked = open_school_requests(by)[:MOST]
    lines += [
        WaitingLine(
            None,
            _("Beslissen of %(name)s (%(number)s) toegevoegd wordt.")
            % {"name": row.name, "number": row.number},
            _("Bekijken"),
            reverse("duallearning:school-request", args=[row.uid]),
            "now",
        )
        for row in asked
    ]
    ending = free_places_kept_by(by).filter(
        valid__endswith__gt=today - SOON, valid__endswith__lte=today + SOON
    )
    for place in ending.order_by("valid", "pk")[:MOST]:
        last = dates.last_day(place.valid)
        sentence = _("Zijn de plaatsen voor %(programme)s nog vrij na de laatste dag?")
        lines.append(
            WaitingLine(
                last,
                sentence % {"programme": place},
                _("Bekijken"),
                reverse("duallearning:change-places", args=[place.uid]),
                "soon",
            )
        )
    return lines
