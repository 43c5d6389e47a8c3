"""The uittreksel 596.2 of a mentor goes as soon as nobody has to read it any more (W09)."""

from __future__ import annotations

from datetime import timedelta

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.models import Mentor, Request
from sleutelbos.kernel import clock


def release_extract(mentor: Mentor) -> None:
    """From now on it is kept for the days of the setting; part of an action."""
    today, extract = clock.today(), mentor.extract
    on = today + timedelta(days=policies.extract_keep_days.on(today))
    if extract.destroyed_at is None and (extract.destroy_on is None or extract.destroy_on > on):
        extract.destroy_on = on
        extract.save(update_fields=["destroy_on"])


def release_extracts(request: Request) -> None:
    """Those of a request that is over, also of mentors that nobody judged; part of an action."""
    for mentor in request.mentors.select_related("extract").order_by("pk"):
        release_extract(mentor)
