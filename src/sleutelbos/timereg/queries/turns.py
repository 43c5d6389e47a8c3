"""Of which toewijzingen it is somebody's turn (X6): the medewerker, the partner, the promotor."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Allocation, ProjectPlace
from sleutelbos.timereg.queries.staff import allocations_for, of_member, promoted
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Part


def allocations_waiting(by: Actor) -> QuerySet[Allocation]:
    """Toewijzingen that wait for the actor; who is of a partner goes by his promotor first."""
    own_promoter = Exists(
        ProjectPlace.objects.filter(
            project=OuterRef("member__project"),
            organisation=OuterRef("member__organisation"),
            part=Part.PROMOTER,
            active=True,
        )
    )
    worker = Q(state="entered", person=by.pk) & of_member(roles.scopes(by, names.STAFF))
    partner = Q(state="agreed") & ~own_promoter & of_member(roles.scopes(by, names.PROMOTER))
    promoter = (Q(state="cleared") | Q(state="agreed") & own_promoter) & Q(
        promoted(by, "member__project")
    )
    enterer = Q(state="returned", entered_by=by.pk)
    not_own = ~Q(person=by.pk)
    return allocations_for(by).filter(
        worker | ((partner | promoter) & not_own) | enterer, aside=False
    )
