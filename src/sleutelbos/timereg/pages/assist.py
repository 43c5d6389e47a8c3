"""Support looks along: the same session as who asked for help (T24)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import requests_to_follow
from sleutelbos.kernel import audit
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.session import shown
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import Crumb, Link, Note


@page(
    "tijdsregistratie/support/sessies/<uuid:uid>",
    name="assist",
    title=_("Meekijken"),
    door=roles.supports,
    shows="timereg.session",
    reveals=Reveals(_("Meekijken bij een hulpvraag")),
)
def assist(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The page of the session, only while somebody asks for help with it."""
    by = request.actor
    session = one(sessions_for(by), uid)
    question = requests_to_follow(by, audit.ref(session)).first()
    if question is None:
        raise Http404
    if question.asked_by_id:
        reveal(request, [question.asked_by_id])
    who = question.asked_by.name if question.asked_by else _t("een beller")
    again = Link(_("Toon wat er nu staat"), request.path, "rotate-cw", "secondary")
    note = Note(
        _t("%s vroeg hulp bij deze sessie. In het logboek staat dat u als support keek.") % who,
        "info",
        _("U kijkt mee"),
        again,
    )
    back = Crumb(_("Vraag"), reverse("desk:help-request", args=[question.uid]))
    crumbs = [Crumb(_("Support"), reverse("timereg:support")), back, Crumb(session.training.name)]
    return shown(request, session, crumbs, note)
