"""Projects as lists and pages show them; always within :func:`scope.projects_for`."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.models import Call, Project, ProjectPlace, Training
from sleutelbos.timereg.queries.scope import projects_for, within
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Part


def project_rows(by: Actor) -> QuerySet[Project]:
    """The actor's projects; ``my_part`` is the part of his organisation (promotor before partner),
    ``promoter`` the name of the promotor. Each project stands there once.
    """
    places = ProjectPlace.objects.filter(project=OuterRef("pk"), active=True)
    mine = places.filter(within(roles.scopes(by))).order_by("-part")
    promoter = places.filter(part=Part.PROMOTER)
    return projects_for(by).annotate(
        my_part=Subquery(mine.values("part")[:1]),
        promoter=Subquery(promoter.values("organisation__name")[:1]),
    )


def calls_of(projects: QuerySet[Project]) -> list[Call]:
    """The calls under which these projects fall."""
    return list(Call.objects.filter(pk__in=projects.order_by().values("call")).order_by("code"))


def places_of(project: Project) -> list[ProjectPlace]:
    """Who takes part now: the promotor first."""
    rows = project.places.filter(active=True).select_related("organisation", "site")
    return list(rows.order_by("-part", "organisation__names_search", "pk"))


def trainings_of(project: Project) -> QuerySet[Training]:
    """The trainings of a project; those that ended too, at the bottom."""
    return project.trainings.order_by("-active", "code", "pk")
