"""Lists of sessions: coming ones, the archive, and what a trainer does today."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, Status
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Project, ProjectPlace, Seat, Session, Training
from sleutelbos.timereg.queries.scope import projects_for, sessions_for, within
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Part, Seating

ENDED = ("submitted", "annulled")


def listed(by: Actor) -> QuerySet[Session]:
    """Sessions that the actor sees, with how many trainers and participants."""
    counted = {"trainers": _seats(Seating.TRAINER), "participants": _seats(Seating.PARTICIPANT)}
    return sessions_for(by).annotate(**counted).order_by("day", "plan", "pk")


def _seats(part: Seating) -> Coalesce:
    """How many seats, counted only for the rows that are shown."""
    rows = Seat.objects.filter(session=OuterRef("pk"), part=part, active=True).order_by()
    counted = rows.values("session").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def to_do(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Of these, what still has to happen: planned, running, to hand in, reopened."""
    return rows.exclude(state__in=ENDED)


def archive(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Of these, what is over: handed in, annulled, or of a day that is past."""
    return rows.filter(Q(state__in=ENDED) | Q(day__lt=clock.today()))


def given_by(by: Actor) -> QuerySet[Session]:
    """Sessions of which the actor is a trainer, whatever else he may see."""
    seats = {"seats__person": by.pk, "seats__part": Seating.TRAINER, "seats__active": True}
    return sessions_for(by).filter(**seats).order_by("plan", "pk")


def plannable_trainings(by: Actor) -> QuerySet[Training]:
    """Trainings for which the actor may plan, by project."""
    rows = Training.objects.filter(active=True, project__active=True)
    rows = rows.filter(project__in=projects_for(by)).select_related("project__call")
    return rows.order_by("project__number", "name", "pk")


def places_for(by: Actor, projects: Iterable[int]) -> QuerySet[ProjectPlace]:
    """Where the actor may plan sessions of these projects (keys)."""
    scopes = roles.scopes(by, names.PROMOTER)
    rows = ProjectPlace.objects.filter(within(scopes), project__in=list(projects), active=True)
    return rows.select_related("organisation", "site").order_by("project", "part", "pk")


def plannable_places(by: Actor, projects: Iterable[int]) -> list[ProjectPlace]:
    """Each organisation and vestiging for which the actor may plan, once. One that takes part as a
    whole may plan for each of its vestigingen too: a trainer may work at one of them."""
    found: dict[tuple[int, int | None], ProjectPlace] = {}
    for place in places_for(by, projects):
        if (place.organisation_id, place.site_id) in found:
            continue
        found[place.organisation_id, place.site_id] = place
        if place.site is None:
            sites = place.organisation.sites.filter(status=Status.ACTIVE)
            for site in sites.order_by("name", "number", "pk"):
                found.setdefault(
                    (place.organisation_id, site.pk),
                    ProjectPlace(
                        project=place.project, organisation=place.organisation, site=site,
                        part=place.part,
                    ),
                )  # fmt: skip
    return list(found.values())


def promoter_of(project: Project) -> Organisation | None:
    """The organisation that is promotor."""
    place = project.places.filter(part=Part.PROMOTER, active=True).first()
    return place.organisation if place else None


def named(rows: QuerySet[Session], text: str) -> QuerySet[Session]:
    """Of these, whose training has these words in its name, or whose project has this number."""
    found = Q(training__name__icontains=text) | Q(training__project__number__startswith=text)
    return rows.filter(found)
