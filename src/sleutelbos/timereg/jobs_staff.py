"""What the clock does for staff: tell each leidinggevende what came to wait for him."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.timereg.actions.staff_announce import announce_entries
from sleutelbos.tools.jobs import job

house = system("clock")


@job("timereg.announce-entries", cron="30 6 * * *", label=_("Leidinggevenden melden wat wacht"))
def announce(at: datetime) -> None:
    """Each morning, once for each day."""
    announce_entries.keyed(f"entries-{clock.today()}", house)
