"""What the time register knows of the projects that ESF speaks of, read in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    KeyKind,
    OrganisationIdentifier,
    Site,
    Status,
    TargetGroup,
    TargetGroupMembership,
)
from sleutelbos.timereg.models import (
    Allocation,
    Call,
    FeedLoad,
    Project,
    ProjectMember,
    ProjectPlace,
    ReopenRequest,
    Session,
    Training,
    WorkEntry,
)
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states_staff import ALLOCATION_GONE, ENTRY_GONE

CLOSED = ("submitted", "annulled")


@dataclass(frozen=True)
class Place:
    """A row of ProjectPlace."""

    pk: int
    organisation: int
    site: int | None
    part: str
    active: bool


@dataclass(frozen=True)
class Course:
    """A row of Training."""

    pk: int
    name: str
    active: bool


@dataclass
class Known:
    """The register's side of a comparison. ``busy_places`` (project, organisation) and
    ``busy_courses`` have sessions that aren't closed yet; ``outside`` is every organisation that is
    here but not yet an economische actor.
    """

    calls: dict[str, Call] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    courses: dict[int, dict[str, Course]] = field(default_factory=dict)
    busy_places: set[tuple[int, int]] = field(default_factory=set)
    busy_courses: set[int] = field(default_factory=set)
    organisations: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    outside: set[int] = field(default_factory=set)
    sites: dict[str, tuple[int, int]] = field(default_factory=dict)


def known(
    kbos: Collection[str], sites: Collection[str], numbers: Collection[str] | None = None
) -> Known:
    """What is here of these projects (None: of all), organisations and vestigingen."""
    found = Known(calls={call.code: call for call in Call.objects.all()})
    rows = Project.objects.select_related("call")
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    found.projects = {project.number: project for project in rows}
    mine = Q() if numbers is None else Q(project__number__in=numbers)
    _organisations(found, kbos, sites)
    columns = ("project_id", "organisation__name", "pk", "organisation_id", "site_id", "part",
               "active")  # fmt: skip
    for project, name, *rest in ProjectPlace.objects.filter(mine).values_list(*columns):
        place = Place(*rest)
        found.places.setdefault(project, []).append(place)
        found.names.setdefault(place.organisation, name)
    trainings = Training.objects.filter(mine).values_list(
        "project_id", "code", "pk", "name", "active"
    )
    for project, code, *rest in trainings:
        found.courses.setdefault(project, {})[code] = Course(*rest)
    _busy(found, numbers)
    return found


def _busy(found: Known, numbers: Collection[str] | None) -> None:
    rows = Session.objects.exclude(state__in=CLOSED)
    if numbers is not None:
        rows = rows.filter(training__project__number__in=numbers)
    columns = ("training__project_id", "organisation_id", "training_id")
    for project, organisation, training in rows.values_list(*columns).distinct():
        found.busy_places.add((project, organisation))
        found.busy_courses.add(training)


def _organisations(found: Known, kbos: Collection[str], sites: Collection[str]) -> None:
    today = clock.today()
    rows = OrganisationIdentifier.objects.filter(
        kind=KeyKind.KBO, value__in=kbos, valid__contains=today
    ).values_list("value", "organisation_id", "organisation__name", "organisation__status")
    stopped = set()
    for value, pk, name, status in rows:
        found.organisations[value], found.names[pk] = pk, name
        if status == Status.STOPPED:
            stopped.add(pk)
    inside = TargetGroupMembership.objects.filter(
        organisation__in=found.names, target_group=TargetGroup.EA, valid__contains=today
    ).values_list("organisation_id", flat=True)
    found.outside = set(found.names) - set(inside) - stopped
    numbered = Site.objects.filter(number__in=sites)
    for number, pk, organisation in numbered.values_list("number", "pk", "organisation_id"):
        found.sites[number] = (pk, organisation)


def with_registrations(projects: Iterable[int]) -> set[int]:
    """Of these projects (keys) those with something that people entered: they never just vanish.

    Sessions, and staff with what they entered.
    """
    keys = list(projects)
    sessions = Session.objects.filter(training__project__in=keys)
    found = set(sessions.values_list("training__project_id", flat=True).distinct())
    members = ProjectMember.objects.filter(project__in=keys)
    return found | set(members.values_list("project_id", flat=True).distinct())


def loads_for(by: Actor) -> QuerySet[FeedLoad]:
    """What ESF handed over, newest first; only for who works for ESF."""
    rows = FeedLoad.objects.select_related("run").order_by("-at", "-pk")
    return rows if roles.works_for_esf(by) else rows.none()


def last_loaded() -> FeedLoad | None:
    """The load with the highest sequence number; of its repeats the latest."""
    rows = FeedLoad.objects.filter(state="loaded", sequence__isnull=False)
    return rows.order_by("-sequence", "-loaded_at", "-pk").first()


def missing_projects(by: Actor) -> QuerySet[Project]:
    """Projects in quarantine: ESF left them out while they had registrations."""
    rows = Project.objects.filter(missing_since__isnull=False).select_related("call", "load")
    return rows if roles.works_for_esf(by) else rows.none()


def unsettled_projects(by: Actor) -> QuerySet[Project]:
    """Of those the ones on which support must still decide."""
    return missing_projects(by).filter(settled_at=None)


@dataclass(frozen=True)
class Hanging:
    """How much of a project is not finished: sessions, prestaties, toewijzingen, questions to
    reopen."""

    sessions: int
    entries: int
    allocations: int
    questions: int

    def __bool__(self) -> bool:
        return bool(self.sessions or self.entries or self.allocations or self.questions)


def hanging_on(project: Project) -> Hanging:
    """What people would still have to do for a project."""
    sessions = Session.objects.filter(training__project=project)
    entries = WorkEntry.objects.filter(member__project=project, aside=False)
    allocations = Allocation.objects.filter(member__project=project, aside=False)
    questions = ReopenRequest.objects.filter(session__training__project=project, state="asked")
    return Hanging(
        sessions.exclude(state__in=CLOSED).count(),
        entries.exclude(state__in=("delivered", *ENTRY_GONE)).count(),
        allocations.exclude(state__in=("submitted", *ALLOCATION_GONE)).count(),
        questions.count(),
    )
