"""The phases and slots that were planned, and what may still change about them (A14)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Action
from sleutelbos.positions.actions.rollout_changes import (
    change_phase,
    change_slot,
    remove_phase,
    remove_slot,
)
from sleutelbos.positions.models import RolloutPhase
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.rollout_plan import PhaseForm, SlotForm
from sleutelbos.positions.queries.rollout import phases, slots
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Actions, Button, Crumb, Empty, Head, Link, Listing, Part, Section
from sleutelbos.web.press import ask, press
from sleutelbos.web.words import day_text

PLANNED = _("Fasen en tijdsloten")


def _url(name: str, row: Any) -> str:
    return reverse(f"positions:{name}", args=[row.uid])


def _crumbs(*more: Crumb) -> list[Crumb]:
    planned = Crumb(PLANNED, reverse("positions:rollout-planned") if more else "")
    return [Crumb(_("Uitrol"), reverse("positions:rollout")), planned, *more]


@page(
    "arbeidsplaatsen/uitrol/planning",
    name="rollout-planned",
    title=PLANNED,
    door=roles.is_expert,
    shows="positions.rollout-planned",
)
def planned(request: PageRequest) -> HttpResponseBase:
    """Each phase with its slots, in order of time."""
    by_phase: dict[int, list[Any]] = {}
    for slot in slots():
        by_phase.setdefault(slot.phase_id, []).append(slot)
    parts: list[Part] = [_phase(one, by_phase.get(one.pk, [])) for one in phases()]
    if not parts:
        link = Link(_("Fase toevoegen"), reverse("positions:plan-phase"), "plus", "primary")
        parts = [Empty(_("Nog geen fase"), _("Een tijdslot ligt in een fase."), link, icon="flag")]
    head = Head(PLANNED, _("Wat een entiteit al koos, blijft zoals ze het koos."))
    return show.page(request, head, *parts, crumbs=_crumbs())


def _phase(phase: RolloutPhase, its: list[Any]) -> Section:
    rows = [
        [f"{day_text(one.first)} – {day_text(one.last)}",
         _t("%(taken)s van %(capacity)s") % {"taken": one.taken, "capacity": one.capacity},
         Link(_("Wijzigen"), _url("change-slot", one), about=day_text(one.first))]
        for one in its
    ]  # fmt: skip
    headings = [_("Tijdslot"), _("Gekozen"), _("Wat u doet")]
    change = Link(_("Fase wijzigen"), _url("change-phase", phase), "pencil", "secondary",
                  about=phase.name)  # fmt: skip
    title = f"{phase.name} ({day_text(phase.first)} – {day_text(phase.last)})"
    listing = Listing(headings, rows, empty=_("In deze fase ligt nog geen tijdslot."))
    return Section(title, [listing, Actions([change])])


def _remove_button(request: PageRequest, action: Action[Any, Any], row: Any, name: str) -> Part:
    """Taking it out, or why not."""
    decision = action.check(request.actor, row)
    button = Button(action.label, _url(name, row), look="secondary", icon="trash-2",
                    decision=decision)  # fmt: skip
    return Actions([button])


@page(
    "arbeidsplaatsen/uitrol/fasen/<uuid:uid>",
    name="change-phase",
    title=_("Fase wijzigen"),
    door=roles.is_expert,
    shows="positions.change-phase",
    does=change_phase,
)
def phase(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Its name and days."""
    found, title = one(phases(), uid), _("Fase wijzigen")
    told = {"name": found.name, "first": found.first, "last": found.last}
    return ask(
        request, PhaseForm.of(request, initial=told), change_phase, found,
        head=Head(title, kicker=found.name), submit=_("Bewaren"),
        told=_("De fase is gewijzigd."), back=reverse("positions:rollout-planned"),
        crumbs=_crumbs(Crumb(title)),
        after=[_remove_button(request, remove_phase, found, "remove-phase")],
    )  # fmt: skip


@page(
    "arbeidsplaatsen/uitrol/fasen/<uuid:uid>/verwijderen",
    name="remove-phase",
    title=_("Fase verwijderen"),
    door=roles.is_expert,
    does=remove_phase,
)
def drop_phase(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A button of its page."""
    return press(request, remove_phase, one(phases(), uid), told=_("De fase is verwijderd."),
                 back=reverse("positions:rollout-planned"))  # fmt: skip


@page(
    "arbeidsplaatsen/uitrol/tijdsloten/<uuid:uid>",
    name="change-slot",
    title=_("Tijdslot wijzigen"),
    door=roles.is_expert,
    shows="positions.change-slot",
    does=change_slot,
)
def slot(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Its days, and how many entities fit."""
    found, title = one(slots(), uid), _("Tijdslot wijzigen")
    told = {"first": found.first, "last": found.last, "capacity": found.capacity}
    form = SlotForm.of(request, initial=told)
    del form.fields["phase"]

    def do(form: SlotForm) -> str:
        change_slot.keyed(form.key, request.actor, found, **form.values())
        show.toast(request, _("Het tijdslot is gewijzigd."))
        return reverse("positions:rollout-planned")

    return handle(request, form, do) or show.form(
        request, form, Head(title, kicker=str(found.phase)), submit=_("Bewaren"),
        back_url=reverse("positions:rollout-planned"), crumbs=_crumbs(Crumb(title)),
        after=[_remove_button(request, remove_slot, found, "remove-slot")],
    )  # fmt: skip


@page(
    "arbeidsplaatsen/uitrol/tijdsloten/<uuid:uid>/verwijderen",
    name="remove-slot",
    title=_("Tijdslot verwijderen"),
    door=roles.is_expert,
    does=remove_slot,
)
def drop_slot(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A button of its page."""
    return press(request, remove_slot, one(slots(), uid), told=_("Het tijdslot is verwijderd."),
                 back=reverse("positions:rollout-planned"))  # fmt: skip
