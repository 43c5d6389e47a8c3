"""Make a knipperlicht from the catalogue, or change its values."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.signals.actions.lights import add_light, change_light
from sleutelbos.duallearning.signals.metrics import CATALOGUE, METRICS, Metric
from sleutelbos.duallearning.signals.models import Light
from sleutelbos.duallearning.signals.pages import looks
from sleutelbos.duallearning.signals.pages.forms import LightForm
from sleutelbos.duallearning.signals.queries.scope import lights_for, partnerships_lit_by
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Card, Cards, Crumb, Head

COOL_DOWN = 30  # days, as a form begins


def _crumbs(last: type_of_text) -> list[Crumb]:
    return [Crumb(_("Knipperlichten instellen"), reverse("duallearning:lights")), Crumb(last)]


@page(
    "duaal/knipperlichten/instellen/nieuw",
    name="add-light",
    title=_("Knipperlicht maken"),
    door=roles.sets_lights_somewhere,
    shows="duallearning.add-light",
)
def choose(request: PageRequest) -> HttpResponseBase:
    """The catalogue: what can be watched."""
    cards = [
        Card(metric.kind.label, reverse("duallearning:set-light", args=[metric.kind]),
             metric.meaning)
        for metric in CATALOGUE
    ]  # fmt: skip
    head = Head(_("Knipperlicht maken"), _("Wat wilt u opvolgen?"))
    return show.page(request, head, Cards(cards), crumbs=_crumbs(_("Nieuw")))


def _first(metric: Metric) -> dict[str, Any]:
    """The usual values of a metric."""
    return {
        "name": str(metric.kind.label), "threshold": metric.threshold, "window": metric.window,
        "minimum": metric.samples, "level": metric.level.value, "cool_down": COOL_DOWN,
    }  # fmt: skip


def _now(row: Light) -> dict[str, Any]:
    names = ("name", "threshold", "window", "minimum", "level", "cool_down")
    return {name: getattr(row, name) for name in names}


@page(
    "duaal/knipperlichten/instellen/nieuw/<slug:metric>",
    name="set-light",
    title=_("Knipperlicht instellen"),
    door=roles.sets_lights_somewhere,
    does=add_light,
)
def add(request: PageRequest, metric: str) -> HttpResponseBase:
    """Its values, filled in as usual."""
    partnership = partnerships_lit_by(request.actor).first()
    if metric not in METRICS or partnership is None:
        raise Http404
    chosen = METRICS[metric]
    form = LightForm.of(request, metric=chosen, initial=_first(chosen))

    def do(form: LightForm) -> str:
        row = add_light.keyed(form.key, request.actor, partnership, spec=form.spec())
        show.toast(request, _t("Het knipperlicht is een ontwerp. Probeer het nu."))
        return looks.light_url(row)

    head = Head(chosen.kind.label, chosen.meaning, kicker=_t("Knipperlicht maken"))
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Ontwerp bewaren"),
        back_url=reverse("duallearning:add-light"),
        crumbs=_crumbs(chosen.kind.label),
    )  # fmt: skip


@page(
    "duaal/knipperlichten/instellen/<uuid:uid>/bewerken",
    name="change-light",
    title=_("Knipperlicht bewerken"),
    door=roles.sets_lights_somewhere,
    does=change_light,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Other values; then it must be tried again."""
    row = one(lights_for(request.actor), uid)
    if row.state != "draft":
        raise Http404
    form = LightForm.of(request, metric=METRICS[row.metric], initial=_now(row))

    def do(form: LightForm) -> str:
        change_light.keyed(form.key, request.actor, row, spec=form.spec())
        show.toast(request, _t("Bewaard. Probeer het opnieuw voor u het aanzet."))
        return looks.light_url(row)

    head = Head(_("Knipperlicht bewerken"), METRICS[row.metric].meaning, kicker=row.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bewaren"), back_url=looks.light_url(row),
        crumbs=_crumbs(row.name),
    )  # fmt: skip
