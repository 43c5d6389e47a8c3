"""Two buttons on the page of a medewerker: stop, and back again (S21)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.actions.staff_members import resume_member, stop_member
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_looks import press
from sleutelbos.timereg.pages.staff_members import ROUTE, member_url
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules import roles
from sleutelbos.web.pages import PageRequest, one


@page(
    f"{ROUTE}/<uuid:member>/stopzetten",
    name="member-stop",
    title=_("Medewerker stopzetten"),
    door=roles.prepares_somewhere,
    does=stop_member,
)
def stop(request: PageRequest, member: UUID) -> HttpResponseBase:
    """He can't enter anything any more; all that he entered stays."""
    row = one(queries_staff.kept_by(request.actor), member)
    told = _t("%s is gestopt op dit project. Alles wat hij ingaf, blijft bewaard.") % row.person
    return press(request, stop_member, row, told=told, back=member_url(row))


@page(
    f"{ROUTE}/<uuid:member>/hervatten",
    name="member-resume",
    title=_("Terug op het project"),
    door=roles.prepares_somewhere,
    does=resume_member,
)
def resume(request: PageRequest, member: UUID) -> HttpResponseBase:
    """Back with everything that stood there."""
    row = one(queries_staff.kept_by(request.actor), member)
    told = _t("%s staat terug op het project.") % row.person
    return press(request, resume_member, row, told=told, back=member_url(row))
