"""What the clock does with recognitions: warn months ahead, let them expire."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions.keeping import expire_recognition, warn_expiring
from sleutelbos.duallearning.recognition.actions.voting import count_vote
from sleutelbos.duallearning.recognition.models import Recognition, VoteRound
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.tools.jobs import job

house = system("clock")


@job("duallearning.recognitions", cron="20 4 * * *", label=_("Erkenningen die eindigen"))
def look_after(at: datetime) -> None:
    """Each night, each recognition by itself."""
    today = clock.today()
    rows = Recognition.objects.filter(state="active").select_related("company", "programme")
    for row in rows.filter(valid__endswith__lte=today).order_by("pk"):
        expire_recognition(house, row)
    soon = months_after(today, policies.expiring_months.on(today))
    ending = rows.filter(valid__endswith__gt=today, valid__endswith__lte=soon, warned_at=None)
    for row in ending.order_by("pk"):
        warn_expiring(house, row)


@job("duallearning.votes", cron="10 0 * * *", label=_("Stemmingen waarvan de termijn voorbij is"))
def count_votes(at: datetime) -> None:
    """Just after midnight: what was open until yesterday is counted."""
    for round in VoteRound.objects.filter(state="open", deadline__lt=clock.today()).order_by("pk"):
        count_vote(house, round)
