"""Mentoropleidingen that somebody follows up (W09)."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.models import MentorTraining
from sleutelbos.duallearning.recognition.queries.scope import companies_acted_for, mentors_for
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.states import HELD_STATES
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor

RUNNING = Q(mentor__state__in=("valid", "inactive"), mentor__recognition__state__in=HELD_STATES)
ROWS = (
    "mentor__person", "mentor__request__company", "mentor__request__site",
    "mentor__request__programme", "mentor__recognition__partnership", "paper",
)  # fmt: skip


def trainings_for(by: Actor) -> QuerySet[MentorTraining]:
    """Of the mentors that the actor follows up (S3: Alle gekende mentoren opvolgen)."""
    rows = MentorTraining.objects.filter(mentor__in=mentors_for(by))
    return rows.select_related(*ROWS)


def trainings_seen(by: Actor) -> QuerySet[MentorTraining]:
    """Those, and the ones of the companies for which the actor acts."""
    own = Q(mentor__request__company__in=companies_acted_for(by))
    rows = MentorTraining.objects.filter(Q(mentor__in=mentors_for(by)) | own)
    return rows.select_related(*ROWS)


def trainings_to_judge(by: Actor) -> QuerySet[MentorTraining]:
    """Attests that wait for the actor, and mentors whose term is over."""
    here = Q(mentor__recognition__partnership__in=abilities.places(by, "handling"))
    if roles.is_officer(by):
        here |= Q(mentor__recognition__partnership=None)
    waiting = Q(state="proven") | Q(state="due", due__lt=clock.today())
    rows = MentorTraining.objects.filter(here, waiting, RUNNING)
    return rows.select_related(*ROWS).order_by("due", "pk")


def trainings_to_prove(by: Actor) -> QuerySet[MentorTraining]:
    """What the mentors of the own companies have to follow still, once it was told."""
    rows = MentorTraining.objects.filter(
        RUNNING,
        state="due",
        warned_at__isnull=False,
        mentor__request__company__in=companies_acted_for(by),
    )
    return rows.select_related(*ROWS).order_by("due", "pk")


def trainings_to_remind() -> list[MentorTraining]:
    """Whose company is told now: the term nears, by the setting of the partnership, or it is over;
    each once."""
    today = clock.today()
    rows = MentorTraining.objects.filter(RUNNING, state="due").select_related(*ROWS).order_by("pk")
    found = []
    for row in rows.filter(Q(warned_at=None) | Q(overdue_at=None, due__lt=today)):
        assert row.mentor.recognition is not None
        days = policies.training_warn_days.on(today, scope_of(row.mentor.recognition.partnership))
        if row.due < today or row.due - timedelta(days=days) <= today:
            found.append(row)
    return found
