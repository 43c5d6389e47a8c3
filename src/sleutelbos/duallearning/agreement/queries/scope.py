"""What somebody may see of learners and agreements, in one place (W10, W14–W17, W28, W29)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sleutelbos.duallearning.agreement.models import Agreement, Learner, Suspension
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states import OPEN_STATES
from sleutelbos.duallearning.recognition.models import Programme, ProgrammeOffer
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.recognition.rules.roles import companies_of, is_officer
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates

PRESENTED = ~Q(state="draft")
ROWS = (
    "learner__person", "learner__school", "learner__programme", "recognition__company",
    "recognition__site", "recognition__partnership", "recognition__programme", "mentor__person",
    "guide",
)  # fmt: skip


def learners_for(by: Actor) -> QuerySet[Learner]:
    """Learners of the own school, for its trajectbegeleiders and beheerders. ``newest``: the number
    of the last agreement that was drawn up."""
    last = Agreement.objects.filter(learner=OuterRef("pk")).order_by("-pk").values("number")[:1]
    rows = Learner.objects.filter(school__in=abilities.places(by, "learners"))
    return rows.select_related("person", "school", "programme").annotate(newest=Subquery(last))


def learners_kept_by(by: Actor) -> QuerySet[Learner]:
    """Learners of the schools where the actor is trajectbegeleider."""
    return learners_for(by).filter(school__in=roles.schools_of(by))


def learners_to_place(by: Actor, programme: Programme) -> QuerySet[Learner]:
    """Learners of an opleiding for whom no agreement runs or is being made."""
    busy = Agreement.objects.filter(learner=OuterRef("pk"), state__in=(*OPEN_STATES, "registered"))
    rows = learners_kept_by(by).filter(~Exists(busy), programme=programme)
    return rows.order_by("-school_year", "person__family_name", "pk")


def agreements_for(by: Actor) -> QuerySet[Agreement]:
    """Of a school its own, Werkversies too; of a partnership those of companies of its competence;
    of a company its own; all for the department. The last three once they were presented.
    ``suspended``: it stands still today."""
    now = Suspension.objects.filter(agreement=OuterRef("pk"), valid__contains=clock.today())
    rows = Agreement.objects.select_related(*ROWS).annotate(suspended=Exists(now))
    if is_officer(by):
        return rows.filter(PRESENTED)
    places = abilities.places(by, "agreements")
    theirs = Q(recognition__partnership__in=places) | Q(recognition__company__in=companies_of(by))
    return rows.filter(Q(learner__school__in=places) | (PRESENTED & theirs))


def agreements_kept_by(by: Actor) -> QuerySet[Agreement]:
    """Those that the actor draws up, registers and ends."""
    rows = Agreement.objects.filter(learner__school__in=roles.schools_of(by))
    return rows.select_related(*ROWS)


def agreements_of(by: Actor, learner: Learner) -> QuerySet[Agreement]:
    """Of a learner, those that the actor may see, the latest first."""
    return agreements_for(by).filter(learner=learner).order_by("-started_at", "-pk")


def suspensions_kept_by(by: Actor) -> QuerySet[Suspension]:
    """Suspensions of agreements that the actor keeps."""
    rows = Suspension.objects.filter(agreement__in=agreements_kept_by(by))
    return rows.select_related("agreement__learner")


def schools_kept_by(by: Actor) -> QuerySet[Organisation]:
    """The schools where the actor is trajectbegeleider."""
    return Organisation.objects.filter(pk__in=roles.schools_of(by)).order_by("name", "pk")


def programmes_of(school: Organisation, first: date, last: date) -> QuerySet[Programme]:
    """What a school offers on some day from ``first`` to ``last``."""
    offers = ProgrammeOffer.objects.filter(
        school=school, valid__overlap=dates.of_days(first, last)
    ).values("programme")
    return Programme.objects.filter(pk__in=offers).order_by("name", "pk")
