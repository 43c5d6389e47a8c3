"""Back to the start."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import rules
from sleutelbos.demo.actions.restart import restart as restart_demo
from sleutelbos.demo.models import Errand
from sleutelbos.demo.pages.base import crumbs, page
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Head, Link, Note, Part, Progress

BEGIN_ANEW = "X-Speeltuin"  # read by the front of the speeltuin (ADR 0018)


@page(
    "demo/opnieuw",
    name="restart",
    title=_("Opnieuw beginnen"),
    public=True,
    door=rules.in_demo,
    does=restart_demo,
)
def restart(request: PageRequest) -> HttpResponseBase:
    """Ask first: everything that visitors did is lost."""
    form = Form.of(request)

    def do(form: Form) -> str:
        errand = restart_demo.keyed(form.key, request.actor)
        return reverse("demo:restarting", args=[errand.pk])

    done = handle(request, form, do)
    if done is not None and settings.SANDBOX:
        done[BEGIN_ANEW] = "opnieuw"  # a clone of the template is made in a second
    return done or show.confirm(
        request,
        form,
        Head(_("Opnieuw beginnen?"), _("De demo wordt weer zoals ze bij het begin was.")),
        consequences=[
            _("Alles wat u en anderen in de demo deden, verdwijnt."),
            _("De klok gaat terug naar vandaag."),
            _("Iedereen wordt afgemeld."),
        ],
        submit=_("Opnieuw beginnen"),
        back_url=reverse("demo:overview"),
        crumbs=crumbs(),
    )


@page(
    "demo/opnieuw/<int:errand>",
    name="restarting",
    title=_("Opnieuw beginnen"),
    public=True,
    door=rules.in_demo,
)
def restarting(request: PageRequest, errand: int) -> HttpResponse:
    """How far it is; until it is ready the old demo can still be looked at."""
    row = Errand.objects.filter(pk=errand).first()
    if row is None:
        raise Http404
    if row.finished_at is None:
        again = Link(_("Kijk opnieuw"), request.path, look="secondary")
        return show.page(
            request,
            Head(_("De demo begint opnieuw"), _("Dit duurt ongeveer een kwart minuut.")),
            progress_part(row),
            again,
            crumbs=crumbs(),
        )
    return show.page(request, Head(_("Opnieuw beginnen")), _result(row), crumbs=crumbs())


def _result(row: Errand) -> Part:
    if row.failure:
        again = Link(_("Probeer opnieuw"), reverse("demo:restart"), look="secondary")
        return Note(row.failure, "stop", action=again)
    choose = Link(_("Kies een persona"), reverse("signin:sign-in"), look="primary")
    return Note(_("De demo staat weer aan het begin."), "ok", action=choose)


@page(
    "demo/opnieuw/<int:errand>/stand",
    name="restart-progress",
    title=_("Stand"),
    public=True,
    door=rules.in_demo,
)
def restart_progress(request: PageRequest, errand: int) -> HttpResponse:
    """The progress alone, for the page that watches."""
    row = Errand.objects.filter(pk=errand).first()
    if row is None:
        raise Http404
    part = progress_part(row) if row.finished_at is None else _result(row)
    return show.template(request, "demo/part.html", it=part)


def progress_part(row: Errand) -> Progress:
    """How many steps of the stories were told again."""
    return Progress(
        _("Verhalen opnieuw vertellen"),
        row.done,
        row.total,
        _("U mag deze pagina verlaten."),
        refresh_url=reverse("demo:restart-progress", args=[row.pk]),
    )
