"""What the clock does for Arbeidsplaatsbeheer: the personnel that Vlimpers left (A24)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import system
from sleutelbos.positions.personnel_feed import fetch_personnel, load_usual
from sleutelbos.positions.ports import personnel_feed
from sleutelbos.tools.jobs import job

vlimpers = system("vlimpers")


@job(
    "positions.fetch-personnel",
    cron="20 5 * * *",
    label=_("Personeel uit Vlimpers laden"),
    missed="daily",
)
def fetch(at: datetime) -> None:
    """Load it by itself, unless a human must look first."""
    if personnel_feed() is None:
        return
    try:
        load_usual(vlimpers, fetch_personnel(vlimpers))
    except Invalid:
        return  # the next night asks again; the page says why when somebody fetches it
