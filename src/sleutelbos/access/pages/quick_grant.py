"""Snel recht toekennen, and its shorter sister Gebruiker toevoegen (G09)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.add_user import add_user
from sleutelbos.access.actions.quick_grant import quick_grant
from sleutelbos.access.pages import quick_check, quick_steps
from sleutelbos.access.pages.base import administered, page
from sleutelbos.access.pages.course import (
    CHECK,
    DONE,
    RELATION,
    RIGHT,
    ROLE,
    STEPS,
    TERM,
    WHO,
    Course,
    Kind,
)
from sleutelbos.access.queries import users as queries_users
from sleutelbos.web.pages import PageRequest, Reveals, one, see_other

SHOWN: dict[str, Callable[[Course], HttpResponseBase]] = {
    WHO: quick_steps.who,
    RIGHT: quick_steps.right,
    ROLE: quick_steps.role,
    TERM: quick_steps.term,
    RELATION: quick_steps.term,
    CHECK: quick_check.check,
}
FOR = "persoon"


@page(
    "gebruikersbeheer/<uuid:organisation>/toekennen",
    name="quick-grant",
    title=_("Snel recht toekennen"),
    door=rules.administers_somewhere,
    does=quick_grant,
)
def start_granting(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """To the first step; or to the second one, for somebody who was chosen on his page."""
    return _start(request, organisation, "grant")


@page(
    "gebruikersbeheer/<uuid:organisation>/toekennen/<slug:step>",
    name="quick-grant-step",
    title=_("Snel recht toekennen"),
    door=rules.administers_somewhere,
    does=quick_grant,
    reveals=Reveals(_("Een recht toekennen")),
)
def granting(request: PageRequest, organisation: UUID, step: str) -> HttpResponseBase:
    """One step."""
    return _step(request, organisation, step, "grant")


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers/toevoegen",
    name="add-user",
    title=_("Gebruiker toevoegen"),
    door=rules.administers_somewhere,
    does=add_user,
)
def start_adding(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """To the first step."""
    return _start(request, organisation, "user")


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers/toevoegen/<slug:step>",
    name="add-user-step",
    title=_("Gebruiker toevoegen"),
    door=rules.administers_somewhere,
    does=add_user,
    reveals=Reveals(_("Een gebruiker toevoegen")),
)
def adding(request: PageRequest, organisation: UUID, step: str) -> HttpResponseBase:
    """One step."""
    return _step(request, organisation, step, "user")


def _start(request: PageRequest, organisation: UUID, kind: Kind) -> HttpResponseBase:
    course = Course(request, administered(request.actor, organisation), kind)
    if request.method == "POST" or course.draft.done:
        course.forget()
    uid = _uid(request.GET.get(FOR, ""))
    if uid is not None:
        rows = queries_users.persons_in(request.actor, course.organisation)
        person = one(rows, uid)
        if course.draft.person != str(person.uid):
            course.draft.forget_who()
            course.draft.person = str(person.uid)
            course.keep()
        return see_other(course.after(WHO))
    return see_other(course.url(WHO))


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _step(request: PageRequest, organisation: UUID, step: str, kind: Kind) -> HttpResponseBase:
    """The step when it was reached, else the first open one."""
    course = Course(request, administered(request.actor, organisation), kind)
    if step == DONE:
        return quick_check.done(course)
    if step not in STEPS[kind]:
        raise Http404
    if course.draft.done and step != CHECK:
        course.forget()
    if not course.reached(step):
        return see_other(course.url(course.first_open()))
    return SHOWN[step](course)
