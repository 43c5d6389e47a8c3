"""What the clock does: what ends, votes, exclusions, trainings, schools that come in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions.keeping import expire_recognition, warn_expiring
from sleutelbos.duallearning.recognition.actions.programming_feed import load_programming
from sleutelbos.duallearning.recognition.actions.sanctioning import end_sanction
from sleutelbos.duallearning.recognition.actions.training import remind_training
from sleutelbos.duallearning.recognition.actions.voting import count_vote
from sleutelbos.duallearning.recognition.models import Recognition, Sanction, VoteRound
from sleutelbos.duallearning.recognition.ports import programming_feed
from sleutelbos.duallearning.recognition.programming_feed import fetch_programming
from sleutelbos.duallearning.recognition.queries.training import trainings_to_remind
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.recognition.states import HELD_STATES
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import system
from sleutelbos.tools.jobs import job

house = system("clock")
education = system("onderwijs")


@job("duallearning.recognitions", cron="20 4 * * *", label=_("Erkenningen die eindigen"))
def look_after(at: datetime) -> None:
    """Each night, each recognition by itself."""
    today = clock.today()
    held = Recognition.objects.filter(state__in=HELD_STATES).select_related("company", "programme")
    for row in held.filter(valid__endswith__lte=today).order_by("pk"):
        expire_recognition(house, row)
    rows = held.filter(state="active")
    soon = months_after(today, policies.expiring_months.on(today))
    ending = rows.filter(valid__endswith__gt=today, valid__endswith__lte=soon, warned_at=None)
    for row in ending.order_by("pk"):
        warn_expiring(house, row)


@job("duallearning.votes", cron="10 0 * * *", label=_("Stemmingen waarvan de termijn voorbij is"))
def count_votes(at: datetime) -> None:
    """Just after midnight: what was open until yesterday is counted."""
    for round in VoteRound.objects.filter(state="open", deadline__lt=clock.today()).order_by("pk"):
        count_vote(house, round)


@job("duallearning.sanctions", cron="15 0 * * *", label=_("Uitsluitingen die voorbij zijn"))
def end_sanctions(at: datetime) -> None:
    """Just after midnight: what was temporary until yesterday."""
    rows = Sanction.objects.filter(state="imposed", until__lt=clock.today()).order_by("pk")
    for row in rows:
        end_sanction(house, row)


@job("duallearning.trainings", cron="40 4 * * *", label=_("Mentoropleidingen die nog moeten"))
def remind_trainings(at: datetime) -> None:
    """Each night: whose term nears or is over, each once."""
    for row in trainings_to_remind():
        remind_training(house, row)


@job(
    "duallearning.fetch-programming",
    cron="50 5 * * *",
    label=_("Programmatieaanvragen van Onderwijs laden"),
    missed="daily",
)
def fetch_programmes(at: datetime) -> None:
    """Load it by itself, unless a human must look first."""
    if programming_feed() is None:
        return
    try:
        delivery = fetch_programming(education)
        if delivery.state == "staged" and not delivery.reasons:
            load_programming(education, delivery)
    except Invalid:
        return  # the next night asks again; the page says why when somebody fetches it
