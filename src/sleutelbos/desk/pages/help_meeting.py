"""What support does with a question beside answering: take it, agree on a moment, look along."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk import queries
from sleutelbos.desk.actions.help_meeting import (
    agree_help,
    call_off_help,
    follow_help,
    shift_help,
    take_help,
)
from sleutelbos.desk.models import HelpRequest
from sleutelbos.desk.pages import help_parts
from sleutelbos.desk.pages.base import page
from sleutelbos.desk.pages.forms import CallOffForm, MeetingForm
from sleutelbos.desk.services import helps_somewhere, service
from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, one, see_other
from sleutelbos.web.parts import Crumb, Head


def _back(found: HelpRequest) -> str:
    return reverse("desk:help-request", args=[found.uid])


def _crumbs(request: PageRequest, title: type_of_text, *, helping: bool) -> list[Crumb]:
    return [*help_parts.crumbs(request.actor, helping=helping), Crumb(title)]


@page(
    "vragen/<uuid:uid>/behandelen",
    name="take-help",
    title=_("Vraag behandelen"),
    door=helps_somewhere,
    does=take_help,
)
def take(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Begin on a question (POST)."""
    found = one(queries.requests_for(request.actor), uid)
    if request.method != "POST":
        return redirect(_back(found))
    take_help.keyed(key_of(request), request.actor, found)
    show.toast(request, _t("U behandelt deze vraag. De vraagsteller krijgt een mail."))
    return see_other(_back(found))


@page(
    "vragen/<uuid:uid>/moment",
    name="agree-help",
    title=_("Moment afspreken"),
    door=helps_somewhere,
    does=agree_help,
)
def agree(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """When, and the link."""
    return _meeting(request, uid, shift=False)


@page(
    "vragen/<uuid:uid>/ander-moment",
    name="shift-help",
    title=_("Ander moment afspreken"),
    door=helps_somewhere,
    does=shift_help,
)
def shift(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Another moment or link than was agreed."""
    return _meeting(request, uid, shift=True)


def _meeting(request: PageRequest, uid: UUID, *, shift: bool) -> HttpResponseBase:
    found = one(queries.requests_for(request.actor), uid)
    title = _("Ander moment afspreken") if shift else _("Moment afspreken")
    at = found.agreed_at.astimezone(clock.BRUSSELS) if found.agreed_at else None
    initial: dict[str, object] = {"link": found.meeting_link}
    if at is not None:
        initial |= {"day": at.date(), "hour": at.time()}
    form = MeetingForm.of(request, initial=initial)
    who = found.asked_by.name if found.asked_by else _t("een beller")

    def do(form: MeetingForm) -> str:
        action = shift_help if shift else agree_help
        action.keyed(
            form.key, request.actor, found, at=form.moment(), link=form.cleaned_data["link"]
        )
        show.toast(request, _t("%(who)s krijgt een mail met het moment en de link.") % {"who": who})
        return _back(found)

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(title, _t("Met %(who)s. Hij krijgt het ook voor in zijn agenda.") % {"who": who}),
        submit=_("Afspreken"),
        back_url=_back(found),
        crumbs=_crumbs(request, title, helping=True),
    )


@page(
    "vragen/<uuid:uid>/afzeggen",
    name="call-off-help",
    title=_("Afspraak afzeggen"),
    does=call_off_help,
)
def call_off(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The meeting won't take place; the other one reads why."""
    found = one(queries.requests_for(request.actor), uid)
    form = CallOffForm.of(request)

    def do(form: CallOffForm) -> str:
        call_off_help.keyed(form.key, request.actor, found, text=form.cleaned_data["text"])
        show.toast(request, _t("De afspraak is afgezegd. De ander krijgt een mail."))
        return _back(found)

    title = _("Afspraak afzeggen")
    helping = found.asked_by_id != request.actor.pk
    return handle(request, form, do) or show.form(
        request,
        form,
        Head(title, _t("De vraag blijft staan. U kunt een ander moment afspreken.")),
        submit=_("Afzeggen"),
        back_url=_back(found),
        crumbs=_crumbs(request, title, helping=helping),
    )


@page(
    "vragen/<uuid:uid>/meekijken",
    name="follow-help",
    title=_("Meekijken"),
    door=helps_somewhere,
    does=follow_help,
)
def follow(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """To what the question is about (POST); the log says that support looked along."""
    found = one(queries.requests_for(request.actor), uid)
    if request.method != "POST":
        return redirect(_back(found))
    follow_help.keyed(key_of(request), request.actor, found)
    return see_other(service(found.service).follow(found.about))
