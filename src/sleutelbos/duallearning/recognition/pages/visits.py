"""Plan a visit or a call, write what was seen, or call it off (W05)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import BooleanField
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.visiting import (
    cancel_visit,
    plan_visit,
    report_visit,
)
from sleutelbos.duallearning.recognition.models import Visit
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.forms_prepare import ReasonForm
from sleutelbos.duallearning.recognition.queries.scope import requests_to_handle
from sleutelbos.duallearning.recognition.queries.tasks import visits_to_report
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import VisitKind
from sleutelbos.web import show, words
from sleutelbos.web.forms import DateField, Form, OneOf, SomeOf, TextField, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Head
from sleutelbos.web.press import ask


class VisitForm(Form):
    """What, when, what to prepare, and whether the term waits."""

    kind = OneOf(label=_("Bezoek of gesprek?"), choices=VisitKind.choices)
    on = DateField(label=_("Wanneer"))
    note = TextField(
        label=_("Wat de onderneming voorbereidt"), rows=3, required=False,
        help_text=_("De onderneming leest dit bij haar aanvraag."),
    )  # fmt: skip
    pause = BooleanField(label=_("De termijn staat stil tot ik hervat"), required=False)


class ReportForm(Form):
    """What was seen, and which activities a learner can do there."""

    report = TextField(label=_("Wat zag u?"), rows=5)

    def __init__(self, *args: Any, activities: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if activities:
            choices = [(one, one) for one in activities]
            label = _("Welke activiteiten kan een leerling hier leren?")
            self.ask("activities", SomeOf(label=label, choices=choices, required=False))


def _head(visit: Visit, title: Any) -> Head:
    day = words.day_text(visit.on)
    row = visit.request
    return Head(title, f"{visit.get_kind_display()}, {day}", kicker=f"{row.number}, {row.company}")


@page(
    "duaal/aanvragen/<uuid:uid>/bezoek",
    name="plan-visit",
    title=_("Bezoek plannen"),
    door=roles.handles_somewhere,
    does=plan_visit,
)
def plan(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The company gets a mail; the term waits if I say so."""
    by = request.actor
    row = one(requests_to_handle(by), uid)
    if row.state not in ("handling", "parked"):
        raise Http404
    form = VisitForm.of(request)

    def do(form: VisitForm) -> str:
        plan_visit.keyed(form.key, by, row, **form.values())
        show.toast(request, _t("De afspraak staat vast. De onderneming krijgt een mail."))
        return looks.request_url(row)

    head = Head(
        _("Bezoek plannen"), kicker=f"{row.number}, {row.company}", term=looks.due_text(row)
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Plannen"), back_url=looks.request_url(row),
        crumbs=looks.crumbs(row, Crumb(_("Bezoek"))),
    )  # fmt: skip


@page(
    "duaal/bezoeken/<uuid:uid>/verslag",
    name="report-visit",
    title=_("Verslag van een bezoek"),
    door=roles.handles_somewhere,
    does=report_visit,
)
def report(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What was seen; the company doesn't read it."""
    by = request.actor
    visit = one(visits_to_report(by), uid)
    row = visit.request
    known = list(row.programme.activities.values_list("text", flat=True))
    form = ReportForm.of(request, activities=known)

    def do(form: ReportForm) -> str:
        report_visit.keyed(form.key, by, visit, **form.values())
        show.toast(request, _t("Het verslag is bewaard."))
        return looks.request_url(row)

    return handle(request, form, do) or show.form(
        request, form, _head(visit, _("Verslag van een bezoek")), submit=_("Verslag bewaren"),
        back_url=looks.request_url(row), crumbs=looks.crumbs(row, Crumb(_("Verslag"))),
    )  # fmt: skip


@page(
    "duaal/bezoeken/<uuid:uid>/afzeggen",
    name="cancel-visit",
    title=_("Bezoek afzeggen"),
    door=roles.handles_somewhere,
    does=cancel_visit,
)
def cancel(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It does not take place; another day can be planned."""
    visit = one(visits_to_report(request.actor), uid)
    row = visit.request
    return ask(
        request, ReasonForm.of(request), cancel_visit, visit,
        head=_head(visit, _("Bezoek afzeggen")), submit=_("Afzeggen"),
        told=_("Het bezoek is afgezegd."), back=looks.request_url(row),
        crumbs=looks.crumbs(row, Crumb(_("Afzeggen"))),
    )  # fmt: skip
