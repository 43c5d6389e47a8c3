"""Whose link it is, and which agreements stand behind it."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.duallearning.agreement.models import Agreement, Learner, LearnerLink
from sleutelbos.duallearning.agreement.queries.scope import ROWS
from sleutelbos.duallearning.agreement.secrets import digest_of
from sleutelbos.duallearning.agreement.states import HELD_STATES
from sleutelbos.kernel import clock


def learner_behind(secret: str) -> Learner | None:
    """The learner of a link; None when it was withdrawn, replaced, is over or never was."""
    rows = LearnerLink.objects.filter(
        digest=digest_of(secret), ended_at=None, expires_on__gte=clock.today()
    )
    found = rows.select_related("learner__person", "learner__school").first()
    return None if found is None else found.learner


def link_of(learner: Learner) -> LearnerLink | None:
    """The link of a learner that works."""
    return learner.links.filter(ended_at=None, expires_on__gte=clock.today()).first()


def own_agreements(learner: Learner) -> QuerySet[Agreement]:
    """Of the learner at this school, once they lay before him; the latest first."""
    rows = Agreement.objects.filter(
        person=learner.person_id,
        learner__school=learner.school_id,
        state__in=("signing", "signed", *HELD_STATES),
    )
    return rows.select_related(*ROWS).order_by("-valid", "-pk")
