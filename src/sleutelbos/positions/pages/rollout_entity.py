"""One entity of the rollout: its slot, the talks with it, the way to its six steps (A05, A14)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions.actions.rollout_entities import choose_slot, note_talk
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.joining import joining_url
from sleutelbos.positions.pages.rollout_looks import (
    days_since,
    entity_url,
    late_pill,
    slot_text,
    standing_pill,
)
from sleutelbos.positions.queries.rollout import free_slots, rollout_for, talks_of
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import DateField, Form, OneOf, TextField, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Actions,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Part,
    Section,
)
from sleutelbos.web.press import ask
from sleutelbos.web.words import day_text, number_text

TITLE = _("Uitrol van een entiteit")


@page(
    "arbeidsplaatsen/uitrol/<uuid:uid>",
    name="rollout-entity",
    title=TITLE,
    door=roles.reads_somewhere,
    shows="positions.rollout-entity",
)
def rollout_entity(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Where the entity stands, and what comes next."""
    by = request.actor
    entity: Any = one(rollout_for(by), uid)
    late, days = late_pill(entity), days_since(entity)
    facts = Facts([
        Fact(_("Deelname"), entity.get_duty_display()),
        *([Fact(_("Te laat"), late)] if late else []),
        Fact(_("Sinds"), entity.since,
             hint=ngettext("al %s dag", "al %s dagen", days) % number_text(days)),
        Fact(_("Fase"), entity.slot.phase.name if entity.slot else None),
        Fact(_("Tijdslot"), slot_text(entity.slot) or None),
    ])  # fmt: skip
    begun = hasattr(entity.organisation, "onboarding")
    primary = None
    if not begun and choose_slot.check(by, entity, entity.slot):
        url = reverse("positions:choose-slot", args=[entity.uid])
        label = _("Ander tijdslot kiezen") if entity.slot else _("Tijdslot kiezen")
        primary = Link(label, url, "calendar-days", "primary")
    head = Head(_("Uitrol"), _sentence(entity, begun=begun), kicker=entity.organisation.name,
                pill=standing_pill(entity), primary=primary)  # fmt: skip
    ways = [Link(_("Naar de zes stappen"), joining_url(entity.organisation), "list-checks",
                 "secondary")]  # fmt: skip
    if roles.is_expert(by):
        url = reverse("positions:note-talk", args=[entity.uid])
        ways.append(Link(_("Gesprek noteren"), url, "message-square", "secondary"))
    aside: list[Part] = [Actions(ways, _("Wat u nog kunt doen"))]
    crumbs = _crumbs(request, Crumb(entity.organisation.name))
    return show.page(request, head, facts, _talks(entity), crumbs=crumbs, aside=aside)


def _crumbs(request: PageRequest, *more: Crumb) -> list[Crumb]:
    """The board is the expert team's."""
    if not roles.is_expert(request.actor):
        return list(more)
    return [Crumb(_("Uitrol"), reverse("positions:rollout")), *more]


def _sentence(entity: Any, *, begun: bool) -> str:
    if begun:
        return _t("De entiteit is begonnen. Volg de zes stappen bij haar aansluiting.")
    if entity.slot is None:
        return _t("Kies een tijdslot om aan te sluiten.")
    words = {"days": slot_text(entity.slot)}
    return _t("De entiteit sluit aan van %(days)s. Daarvoor is er een gesprek.") % words


def _talks(entity: Any) -> Section:
    rows = [[day_text(talk.on), talk.people, talk.agreements] for talk in talks_of(entity)]
    listing = Listing(
        [_("Dag"), _("Met wie"), _("Wat afgesproken is")], rows,
        empty=_("Er is nog geen gesprek genoteerd."),
    )  # fmt: skip
    return Section(_("Gesprekken"), [listing])


class SlotForm(Form):
    """Which of the slots with a place."""

    slot = OneOf(label=_("Tijdslot"))


@page(
    "arbeidsplaatsen/uitrol/<uuid:uid>/tijdslot",
    name="choose-slot",
    title=_("Tijdslot kiezen"),
    door=roles.manages_somewhere,
    shows="positions.choose-slot",
    does=choose_slot,
)
def choose(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The slots that still have a place, with how many."""
    entity: Any = one(rollout_for(request.actor), uid)
    back, slots = entity_url(entity), {str(slot.uid): slot for slot in free_slots()}
    head = Head(_("Tijdslot kiezen"), _("In deze dagen sluit de entiteit aan."),
                kicker=entity.organisation.name)  # fmt: skip
    crumbs = _crumbs(request, Crumb(entity.organisation.name, back), Crumb(_("Tijdslot kiezen")))
    if not slots:
        sentence = _("Het expertenteam voegt tijdsloten toe. Kijk later nog eens.")
        empty = Empty(_("Geen tijdslot vrij"), sentence, icon="calendar-days")
        return show.page(request, head, empty, crumbs=crumbs)
    form = SlotForm.of(request)
    field: Any = form.fields["slot"]
    field.choices = [(key, _slot_words(slot)) for key, slot in slots.items()]

    def do(form: SlotForm) -> str:
        chosen = slots[form.cleaned_data["slot"]]
        try:
            choose_slot.keyed(form.key, request.actor, entity, chosen)
        except Invalid as problem:
            raise Invalid({"slot": " ".join(map(str, problem.problems.values()))}) from None
        show.toast(request, _("Het tijdslot is gekozen. U krijgt een mail."))
        return back

    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Dit tijdslot kiezen"), back_url=back, crumbs=crumbs
    )


def _slot_words(slot: Any) -> str:
    words = {
        "days": slot_text(slot), "phase": slot.phase.name, "free": slot.capacity - slot.taken,
        "all": slot.capacity,
    }  # fmt: skip
    return _t("%(days)s (%(phase)s, vrij: %(free)s van %(all)s)") % words


class TalkForm(Form):
    """A talk that was held."""

    on = DateField(label=_("Dag van het gesprek"))
    people = TextField(label=_("Met wie"))
    agreements = TextField(label=_("Wat is er afgesproken?"), rows=6)


@page(
    "arbeidsplaatsen/uitrol/<uuid:uid>/gesprek",
    name="note-talk",
    title=_("Gesprek noteren"),
    door=roles.is_expert,
    does=note_talk,
)
def talk(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Write down a talk and what was agreed; the entity reads it too."""
    entity = one(rollout_for(request.actor), uid)
    back = entity_url(entity)
    head = Head(_("Gesprek noteren"), _("De entiteit leest mee wat u hier noteert."),
                kicker=entity.organisation.name)  # fmt: skip
    return ask(
        request, TalkForm.of(request), note_talk, entity, head=head, submit=_("Noteren"),
        told=_("Het gesprek is genoteerd."), back=back,
        crumbs=_crumbs(request, Crumb(entity.organisation.name, back), Crumb(_("Gesprek"))),
    )  # fmt: skip
