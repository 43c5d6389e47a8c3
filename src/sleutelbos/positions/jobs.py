"""What the clock does for Arbeidsplaatsbeheer: the personnel that Vlimpers left (A24), who takes
part in a speeltuin session is reminded (A15)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid, WrongState
from sleutelbos.kernel.actors import system
from sleutelbos.positions.actions.playground_seats import remind_playground
from sleutelbos.positions.personnel_feed import fetch_personnel, load_usual
from sleutelbos.positions.ports import personnel_feed
from sleutelbos.positions.queries.playground import near
from sleutelbos.tools.jobs import job

vlimpers = system("vlimpers")
house = system("clock")


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


@job(
    "positions.remind-playground",
    cron="0 9 * * *",
    label=_("Aan de speeltuinsessie van morgen herinneren"),
    missed="last",
)
def remind(at: datetime) -> None:
    """In the morning of the day before; of each session once."""
    for session in near(at):
        try:
            remind_playground(house, session)
        except WrongState:
            continue  # called off meanwhile
