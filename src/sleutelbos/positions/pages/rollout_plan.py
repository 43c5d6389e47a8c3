"""The expert team plans the rollout: phases, slots, entities (A05, A14)."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.actions.rollout import enlist_entity, open_slot, plan_phase
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.queries.rollout import phases
from sleutelbos.positions.queries.scope import entities_read_by
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_rollout import Duty
from sleutelbos.web import show
from sleutelbos.web.forms import DateField, Form, IntegerField, ListField, OneOf, TextField, handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Head, Link
from sleutelbos.web.press import ask
from sleutelbos.web.words import day_text


def _board() -> str:
    return reverse("positions:rollout")


def _crumbs(title: Any) -> list[Crumb]:
    return [Crumb(_("Uitrol"), _board()), Crumb(title)]


class PhaseForm(Form):
    """A phase."""

    name = TextField(label=_("Naam van de fase"), max_length=100)
    first = DateField(label=_("Eerste dag"))
    last = DateField(label=_("Laatste dag"))


@page(
    "arbeidsplaatsen/uitrol/fase-toevoegen",
    name="plan-phase",
    title=_("Fase toevoegen"),
    door=roles.is_expert,
    does=plan_phase,
)
def phase(request: PageRequest) -> HttpResponseBase:
    """A name and days."""
    title = _("Fase toevoegen")
    head = Head(title, _("Op de laatste dag van de laatste fase is iedereen aangesloten."))
    return ask(
        request, PhaseForm.of(request), plan_phase, head=head, submit=title,
        told=_("De fase is toegevoegd."), back=_board(), crumbs=_crumbs(title),
    )  # fmt: skip


class SlotForm(Form):
    """A slot."""

    phase = ListField(label=_("Fase"))
    first = DateField(label=_("Eerste dag"))
    last = DateField(label=_("Laatste dag"))
    capacity = IntegerField(label=_("Hoeveel entiteiten tegelijk"), min_value=1, initial=3)


@page(
    "arbeidsplaatsen/uitrol/tijdslot-toevoegen",
    name="open-slot",
    title=_("Tijdslot toevoegen"),
    door=roles.is_expert,
    does=open_slot,
)
def slot(request: PageRequest) -> HttpResponseBase:
    """In a phase: days, and how many entities fit."""
    title, known = _("Tijdslot toevoegen"), {str(one.uid): one for one in phases()}
    head = Head(title, _("Elke entiteit kiest zelf een tijdslot waarin nog plaats is."))
    if not known:
        link = Link(_("Fase toevoegen"), reverse("positions:plan-phase"), "plus", "primary")
        empty = Empty(_("Nog geen fase"), _("Een tijdslot ligt in een fase."), link, icon="flag")
        return show.page(request, head, empty, crumbs=_crumbs(title))
    form = SlotForm.of(request)
    field: Any = form.fields["phase"]
    field.choices = [*field.choices[:1], *((key, _phase_words(one)) for key, one in known.items())]

    def do(form: SlotForm) -> str:
        open_slot.keyed(
            form.key, request.actor, known[form.cleaned_data["phase"]],
            **form.values("first", "last", "capacity"),
        )  # fmt: skip
        show.toast(request, _("Het tijdslot is toegevoegd."))
        return _board()

    return handle(request, form, do) or show.form(
        request, form, head, submit=title, back_url=_board(), crumbs=_crumbs(title)
    )


def _phase_words(one: Any) -> str:
    return f"{one.name} ({day_text(one.first)} – {day_text(one.last)})"


class EnlistForm(Form):
    """An entity, and whether it must."""

    entity = ListField(label=_("Entiteit"))
    duty = OneOf(
        label=_("Deelname"),
        choices=Duty.choices,
        descriptions={
            Duty.MUST.value: _("Een dienst van de Vlaamse overheid die Vlimpers gebruikt."),
            Duty.MAY.value: _("Een andere entiteit die Vlimpers gebruikt en zelf wil aansluiten."),
        },
    )


@page(
    "arbeidsplaatsen/uitrol/entiteit-opnemen",
    name="enlist",
    title=_("Entiteit opnemen"),
    door=roles.is_expert,
    shows="positions.enlist",
    does=enlist_entity,
)
def enlist(request: PageRequest) -> HttpResponseBase:
    """Who must, and who may. Whoever does not use Vlimpers is refused with that reason."""
    title = _("Entiteit opnemen")
    known = {str(one.uid): one for one in entities_read_by(request.actor).order_by("name")}
    form = EnlistForm.of(request)
    field: Any = form.fields["entity"]
    field.choices = [*field.choices[:1], *((key, one.name) for key, one in known.items())]

    def do(form: EnlistForm) -> str:
        entity = known[form.cleaned_data["entity"]]
        enlist_entity.keyed(form.key, request.actor, entity, duty=form.cleaned_data["duty"])
        show.toast(request, _("De entiteit is opgenomen in de uitrol."))
        return _board()

    head = Head(title, _("Staat een entiteit er al, dan wijzigt u hier of ze moet of mag."))
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Opnemen"), back_url=_board(), crumbs=_crumbs(title)
    )
