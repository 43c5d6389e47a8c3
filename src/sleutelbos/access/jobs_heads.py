"""Every night who leads a school is compared with who is hoofd lokale beheerder there (G18)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.heads import HOUSE, load_heads, stage_heads
from sleutelbos.access.ports.heads import heads_feed
from sleutelbos.kernel.actions import Invalid
from sleutelbos.tools.jobs import job


@job(
    "access.fetch-heads",
    cron="30 5 * * *",
    label=_("Directeursopdrachten van Onderwijs laden"),
    missed="daily",
)
def fetch(at: datetime) -> None:
    """Load it by itself, unless a human must look first."""
    if heads_feed() is None:
        return
    try:
        delivery = stage_heads(HOUSE)
    except Invalid:
        return  # the next night asks again; the page says why when somebody fetches it
    if delivery.state == "staged" and not delivery.reasons:
        load_heads(HOUSE, delivery)
