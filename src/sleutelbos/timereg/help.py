"""ESF-support for the desk: what a question from here is about, and where support looks along.

A question carries the project number, the session and the screen (T18); support sees the session
as the asker sees it (T24).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import persons_with_role
from sleutelbos.desk.public import About, Service
from sleutelbos.kernel import audit
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Project, Session
from sleutelbos.timereg.queries.scope import projects_for, sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.web import words
from sleutelbos.web.parts import Fact, Link

CODE = "tijdsregistratie"
SESSIONS, PROJECTS = "tijdsregistratie/sessies/<", "tijdsregistratie/projecten/<"
MOST = 200  # projects to choose from


def about(by: Actor, path: str) -> About:
    """The session or project of a page, when the actor may see it."""
    try:
        found = resolve(path)
    except Resolver404:
        return About()
    key = found.kwargs.get("uid") or found.kwargs.get("project")
    if not isinstance(key, UUID):
        return About()
    if found.route.startswith(SESSIONS):
        session = sessions_for(by).filter(uid=key).first()
        if session is not None:
            number = session.training.project.number
            return About(audit.ref(session), number, session.organisation)
    if found.route.startswith(PROJECTS):
        project = projects_for(by).filter(uid=key).first()
        if project is not None:
            return About(audit.ref(project), project.number)
    return About()


def numbers(by: Actor) -> Sequence[tuple[str, str]]:
    """The projects that the actor may see, the newest first; none for who works for ESF."""
    if roles.works_for_esf(by):
        return ()
    rows = projects_for(by).order_by("-starts", "number")[:MOST]
    return [(row.number, f"{row.number} {row.title}") for row in rows]


def facts(by: Actor, ref: str, number: str) -> list[Fact]:
    """Project and session, with the way to them for who may see them."""
    session, project = _row(ref, Session), _row(ref, Project)
    if isinstance(session, Session):
        project = session.training.project
    if project is None and number:
        project = Project.objects.filter(number=number).first()
    found = []
    if isinstance(project, Project):
        found.append(Fact(_("Project"), _shown(by, project), project.number))
    if isinstance(session, Session):
        found.append(Fact(_("Sessie"), _when(by, session), session.training.name))
    return found


def _row(ref: str, model: type[Session] | type[Project]) -> Session | Project | None:
    label, _colon, key = ref.partition(":")
    if label != model._meta.label_lower:
        return None
    return model._default_manager.filter(pk=key).first()


def _shown(by: Actor, project: Project) -> str | Link:
    if not projects_for(by).filter(pk=project.pk).exists():
        return project.title
    return Link(project.title, reverse("timereg:project", args=[project.uid]))


def _when(by: Actor, session: Session) -> str | Link:
    text = f"{words.day_text(session.day)}, {words.hour_text(session.plan.lower)}"
    if not sessions_for(by).filter(pk=session.pk).exists():
        return text
    return Link(text, reverse("timereg:session", args=[session.uid]))


def follow(ref: str) -> str:
    """Where support looks along: the session, else the project; empty for anything else."""
    row = _row(ref, Session)
    if row is not None:
        return reverse("timereg:assist", args=[row.uid])
    row = _row(ref, Project)
    return reverse("timereg:project", args=[row.uid]) if row is not None else ""


def helpers() -> list[Person]:
    """Who works for ESF-support now."""
    return list(persons_with_role(names.ESF, [names.ESF_SUPPORT]))


SUPPORT = Service(
    CODE,
    _("Tijdsregistratie"),
    _("ESF-support"),
    enters=roles.enters,
    helps=roles.supports,
    helpers=helpers,
    pages="timereg",
    about=about,
    numbers=numbers,
    facts=facts,
    follow=follow,
)
