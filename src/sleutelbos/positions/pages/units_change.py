"""Add a unit, give it another name or place from a day on, end it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.actions.units import UnitFacts, add_unit, change_unit, end_unit
from sleutelbos.positions.pages.base import entity_of, page, plan_crumbs
from sleutelbos.positions.pages.forms import ChangedUnit, LastDay, UnitForm
from sleutelbos.positions.queries.scope import units_for
from sleutelbos.positions.queries.units import Branch, tree
from sleutelbos.positions.rules import roles
from sleutelbos.tools.slices import standing
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Actions, Crumb, Head, Link
from sleutelbos.web.words import day_text, parse_day

if TYPE_CHECKING:
    from sleutelbos.positions.models import OrgUnit
    from sleutelbos.register.public import Organisation

INDENT = "\u2014 "


def units_url(entity: Organisation) -> str:
    """To the units of an entity."""
    return reverse("positions:units", args=[entity.uid])


def _parents(branches: list[Branch], without: OrgUnit | None = None) -> list[tuple[str, str]]:
    return [
        (str(one.unit.uid), INDENT * one.depth + one.name)
        for one in branches
        if one.unit != without
    ]


def _facts(form: UnitForm, branches: list[Branch]) -> UnitFacts:
    chosen = form.cleaned_data["parent"]
    parent = next((one.unit for one in branches if str(one.unit.uid) == chosen), None)
    return UnitFacts(form.cleaned_data["name"], parent)


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/eenheden/toevoegen",
    name="add-unit",
    title=_("Eenheid toevoegen"),
    door=roles.manages_somewhere,
    does=add_unit,
)
def add(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """A department or team that exists from a day on."""
    by = request.actor
    entity = entity_of(request, organisation, whole=True)
    if not roles.manages(by, entity.pk):
        raise Http404
    first = parse_day(request.POST.get("first", "")) or _first_of_year()
    branches = tree(entity, first)
    form = UnitForm.of(request, parents=_parents(branches), initial={"first": first})

    def do(form: UnitForm) -> str:
        told = form.cleaned_data
        facts = _facts(form, branches)
        add_unit.keyed(form.key, by, entity, code=told["code"], first=told["first"], facts=facts)
        show.toast(request, _t("%s is toegevoegd.") % facts.name)
        return units_url(entity)

    head = Head(
        _("Eenheid toevoegen"), _("Een afdeling of team van de entiteit."), kicker=entity.name
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Toevoegen"),
        back_url=units_url(entity),
        crumbs=_crumbs(entity, _t("Eenheid toevoegen")),
    )


@page(
    "arbeidsplaatsen/eenheden/<uuid:uid>",
    name="change-unit",
    title=_("Eenheid wijzigen"),
    door=roles.manages_somewhere,
    does=change_unit,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Another name or another place, from a day on."""
    by = request.actor
    unit = one(units_for(by), uid)
    if not roles.manages(by, unit.organisation_id):
        raise Http404
    entity = unit.organisation
    first = parse_day(request.POST.get("first", "")) or clock.today()
    branches = tree(entity, first)
    now = standing(unit.slices.select_related("parent"), first).first()
    initial = {"first": first, "name": now.name if now else unit.code}
    if now is not None and now.parent is not None:
        initial["parent"] = str(now.parent.uid)
    form = ChangedUnit.of(request, parents=_parents(branches, unit), initial=initial)

    def do(form: ChangedUnit) -> str:
        facts = _facts(form, branches)
        day = form.cleaned_data["first"]
        change_unit.keyed(form.key, by, unit, first=day, facts=facts)
        words = {"name": facts.name, "day": day_text(day)}
        show.toast(request, _t("%(name)s wijzigt vanaf %(day)s.") % words)
        return units_url(entity)

    head = Head(
        _("Eenheid wijzigen"),
        _("Wat ervoor gold, blijft bewaard."),
        kicker=now.name if now else unit.code,
    )
    end = Link(
        _("Eenheid beëindigen"), reverse("positions:end-unit", args=[unit.uid]), "ban", "secondary"
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Wijzigen"),
        back_url=units_url(entity),
        aside=[Actions([end], _("Wat u nog kunt doen"))],
        crumbs=_crumbs(entity, _t("Eenheid wijzigen")),
    )


@page(
    "arbeidsplaatsen/eenheden/<uuid:uid>/beeindigen",
    name="end-unit",
    title=_("Eenheid beëindigen"),
    door=roles.manages_somewhere,
    does=end_unit,
)
def end(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Ask for the last day."""
    by = request.actor
    unit = one(units_for(by), uid)
    if not roles.manages(by, unit.organisation_id):
        raise Http404
    form = LastDay.of(request, initial={"last": clock.today()})

    def do(form: LastDay) -> str:
        last = form.cleaned_data["last"]
        end_unit.keyed(form.key, by, unit, last=last)
        show.toast(request, _t("De eenheid bestaat tot en met %s.") % day_text(last))
        return units_url(unit.organisation)

    head = Head(
        _("Eenheid beëindigen"),
        _("Dat kan als er na die dag geen arbeidsplaatsen of eenheden meer in staan."),
        kicker=unit.code,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Beëindigen"),
        back_url=reverse("positions:change-unit", args=[unit.uid]),
        crumbs=_crumbs(unit.organisation, _t("Eenheid beëindigen")),
    )


def _crumbs(entity: Organisation, title: str) -> list[Crumb]:
    return plan_crumbs(entity, Crumb(_("Eenheden"), units_url(entity)), Crumb(title))


def _first_of_year() -> date:
    """Most trees of an entity stand for some time already when they are entered."""
    return date(clock.today().year, 1, 1)
