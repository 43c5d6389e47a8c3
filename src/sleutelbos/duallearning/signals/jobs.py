"""What the clock does with knipperlichten: each night it looks where they burn."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.signals.actions.burning import check_lights
from sleutelbos.duallearning.signals.models import Light
from sleutelbos.kernel.actors import system
from sleutelbos.register.public import Organisation
from sleutelbos.tools.jobs import job

house = system("clock")


@job("duallearning.lights", cron="30 5 * * *", label=_("Knipperlichten"), missed="daily")
def look_at_lights(at: datetime) -> None:
    """Before the working day, each partnership that has a rule that is on."""
    with_lights = Light.objects.filter(state="live").values("partnership")
    for partnership in Organisation.objects.filter(pk__in=with_lights).order_by("pk"):
        check_lights(house, partnership)
