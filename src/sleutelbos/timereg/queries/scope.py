"""What somebody may see: projects and sessions, in one place for every screen and export (T11)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Project, ProjectPlace, Seat, Session
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Part, Seating

NOTHING = Q(pk__in=())


def within(scopes: Iterable[Scope]) -> Q:
    """Rows with ``organisation`` and ``site`` that one of the scopes covers."""
    found = NOTHING
    for scope in scopes:
        here = Q(organisation=scope.organisation)
        found |= here if scope.site is None else here & Q(site=scope.site)
    return found


def projects_for(by: Actor) -> QuerySet[Project]:
    """Projects in which an organisation takes part where the actor holds a role; of somebody who
    is registered at a vestiging only the projects of that vestiging. ESF sees all.
    """
    rows = Project.objects.select_related("call")
    if roles.works_for_esf(by):
        return rows
    mine = ProjectPlace.objects.filter(
        within(roles.scopes(by)), project=OuterRef("pk"), active=True
    )
    return rows.filter(Exists(mine))


def sessions_for(by: Actor) -> QuerySet[Session]:
    """Sessions that the actor may see.

    A DWSE-organisatieverantwoordelijke those of his organisation, and when it is the promotor of
    the project those of the partners too; a trainer his own. ESF sees all.
    """
    rows = Session.objects.select_related("training__project__call", "organisation", "site")
    if roles.works_for_esf(by):
        return rows
    prepares = roles.scopes(by, names.PROMOTER)
    promoted = ProjectPlace.objects.filter(
        within(prepares), project=OuterRef("training__project"), part=Part.PROMOTER, active=True
    )
    gives = Seat.objects.filter(
        session=OuterRef("pk"), person=by.pk, part=Seating.TRAINER, active=True
    )
    return rows.filter(
        within(prepares)
        | Exists(promoted)
        | (within(roles.scopes(by, names.TRAINER)) & Exists(gives))
    )


def promoted_for(by: Actor) -> QuerySet[Project]:
    """Projects whose promotor is an organisation of which the actor is
    DWSE-organisatieverantwoordelijke; ESF sees all. A partner sees none: the report of a project
    has the registrations of all its organisations.
    """
    rows = Project.objects.select_related("call")
    if roles.works_for_esf(by):
        return rows
    mine = ProjectPlace.objects.filter(
        within(roles.scopes(by, names.PROMOTER)),
        project=OuterRef("pk"),
        part=Part.PROMOTER,
        active=True,
    )
    return rows.filter(Exists(mine))


def sessions_told_by(by: Actor) -> QuerySet[Session]:
    """Sessions for which the actor may hand over what he wrote down: those that he may see, and
    those of which he was the trainer before it was annulled or he was taken off."""
    gave = Seat.objects.filter(session=OuterRef("pk"), person=by.pk, part=Seating.TRAINER)
    mine = within(roles.scopes(by, names.TRAINER)) & Exists(gave)
    rows = Session.objects.select_related("training__project__call", "organisation", "site")
    return rows.filter(Q(pk__in=sessions_for(by).values("pk")) | mine)
