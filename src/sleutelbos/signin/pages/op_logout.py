"""Signing out at the request of an application (OpenID Connect RP-Initiated Logout)."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.signin import queries, sessions
from sleutelbos.signin.actions.sessions import end_session
from sleutelbos.signin.op.logout import read_ticket
from sleutelbos.signin.pages.base import help_box, page
from sleutelbos.signin.states import Ending
from sleutelbos.web import show
from sleutelbos.web.middleware import allow_source
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Button, Head, Link, Note


@page("afmelden/toepassing", name="op-logout", title=_("Afmelden"), public=True, does=end_session)
def op_logout(request: PageRequest) -> HttpResponseBase:
    """End the session and go back: at once when the application proved which session it means,
    else after a question (POST). Who isn't signed in goes back at once."""
    text = request.POST.get("verzoek", "") or request.GET.get("verzoek", "")
    ticket = read_ticket(text)
    if ticket is None:
        raise Invalid(_("Deze vraag is te oud. Ga terug naar de toepassing en begin opnieuw."))
    session = sessions.read(request)
    if session is None:
        return _done(request, ticket["goal"])
    if request.method == "POST" or ticket["proven"] == str(session.uid):
        sessions.end(request, Ending.SIGNED_OUT)
        return _done(request, ticket["goal"])
    client = queries.client_with(ticket["client"])
    words = {"name": client.application.name if client else _t("Een toepassing")}
    button = Button(
        _("Afmelden"), reverse("signin:op-logout"), {"verzoek": text}, "primary", "log-out"
    )
    response = show.page(
        request,
        Head(_("Wilt u zich afmelden?"), _t("%(name)s vraagt om u af te melden.") % words),
        Note(_("U wordt ook afgemeld bij de andere toepassingen van deze sessie.")),
        Actions([button, Link(_("Aangemeld blijven"), "/", look="quiet")]),
        aside=[help_box(request)],
    )
    if ticket["goal"]:
        parts = urlsplit(ticket["goal"])
        allow_source(response, "form-action", f"{parts.scheme}://{parts.netloc}")
    return response


def _done(request: PageRequest, goal: str) -> HttpResponseBase:
    if goal:
        return see_other(goal)
    show.toast(request, _t("U bent afgemeld."))
    return see_other(reverse("signin:sign-in"))
