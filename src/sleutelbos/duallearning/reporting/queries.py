"""What the files of 'Mijn organisatie' hold: rows of one partnership, without names of people."""

from __future__ import annotations

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.states import REGULAR
from sleutelbos.duallearning.recognition.models import Mentor, Recognition, Request, VoteRound
from sleutelbos.duallearning.recognition.queries.scope import SUBMITTED
from sleutelbos.duallearning.signals.models import FollowUp
from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation

HELD = ("registered", "ended")
OF_AGREEMENT = (
    "recognition__company", "recognition__site", "learner__programme", "learner__school",
)  # fmt: skip


def requests_of(partnership: Organisation) -> QuerySet[Request]:
    """Requests that went to it."""
    rows = Request.objects.filter(SUBMITTED, partnership=partnership)
    return rows.select_related("company", "site", "programme", "filed_by")


def _counted(rows: QuerySet[Mentor] | QuerySet[Agreement]) -> Coalesce:
    """How many of these a recognition has, as a subquery of its own: no row is counted twice."""
    one = rows.order_by().values("recognition").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(one), 0)


def recognitions_of(partnership: Organisation) -> QuerySet[Recognition]:
    """Recognitions of its competence, with ``mentors_now``, ``running`` agreements of today, and
    ``newest``: the first day of the last agreement."""
    here = Agreement.objects.filter(recognition=OuterRef("pk"), state__in=HELD)
    mentors = Mentor.objects.filter(recognition=OuterRef("pk"), state="valid")
    newest = here.order_by().values("recognition").annotate(last=Max(Lower("valid")))
    rows = Recognition.objects.filter(partnership=partnership)
    return rows.select_related("company", "site", "programme").annotate(
        mentors_now=_counted(mentors),
        running=_counted(here.filter(state="registered", valid__contains=clock.today())),
        newest=Subquery(newest.values("last")),
    )


def mentors_of(partnership: Organisation) -> QuerySet[Mentor]:
    """Mentors on requests that went to it."""
    rows = Mentor.objects.filter(request__partnership=partnership)
    rows = rows.exclude(request__state__in=("draft", "withdrawn"))
    return rows.select_related(
        "request__company", "request__site", "request__programme", "recognition", "training"
    )


def agreements_of(partnership: Organisation) -> QuerySet[Agreement]:
    """Agreements that were presented, at workplaces of its competence."""
    rows = Agreement.objects.filter(recognition__partnership=partnership)
    return rows.exclude(state="draft").select_related(*OF_AGREEMENT)


def endings_of(partnership: Organisation) -> QuerySet[Agreement]:
    """Those that ended before their time; ``began`` is their first day."""
    rows = agreements_of(partnership).filter(state="ended").exclude(end_reason__in=REGULAR)
    return rows.annotate(began=Lower("valid"))


def votes_of(partnership: Organisation) -> QuerySet[VoteRound]:
    """Its votes, with how many were ``asked`` and how many ``answered``."""
    rows = VoteRound.objects.filter(partnership=partnership)
    return rows.select_related("request__company", "request__programme").annotate(
        asked=Count("ballots"), answered=Count("ballots", filter=~Q(ballots__choice=""))
    )


def follow_ups_of(partnership: Organisation) -> QuerySet[FollowUp]:
    """Acties of its people."""
    rows = FollowUp.objects.filter(partnership=partnership)
    return rows.select_related("company", "signal__light")
