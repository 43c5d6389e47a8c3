"""The expert team changes what it planned: phases and slots that nobody counts on yet (A14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.positions.actions.rollout import (
    check_capacity,
    check_order,
    check_phase_name,
    check_within,
)
from sleutelbos.positions.models import RolloutPhase, RolloutSlot
from sleutelbos.positions.rules import roles


def may_change_phase(
    by: Actor, phase: RolloutPhase, *, name: str, first: date, last: date
) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_phase(result: object, phase: RolloutPhase, **told: object) -> Mapping[str, object]:
    """The phase and its days."""
    return {"phase": str(phase), "first": phase.first, "last": phase.last}


@action(
    "positions.change-phase",
    label=_("Fase wijzigen"),
    allow=may_change_phase,
    sentence=_("{by} wijzigde fase {phase} van de uitrol: van {first} tot en met {last}."),
    about=facts_of_phase,
)
def change_phase(
    by: Actor, phase: RolloutPhase, *, name: str, first: date, last: date
) -> RolloutPhase:
    """Give a phase another name or other days. Invalid for a name that is used, days the wrong way
    round, or when a slot would lie outside."""
    check_order(first, last)
    check_phase_name(name, but=phase)
    if phase.slots.filter(first__lt=first).exists():
        raise Invalid({"first": _t("Er ligt een tijdslot voor die dag. Wijzig eerst het slot.")})
    if phase.slots.filter(last__gt=last).exists():
        raise Invalid({"last": _t("Er ligt een tijdslot na die dag. Wijzig eerst het slot.")})
    phase.name, phase.first, phase.last = name, first, last
    phase.save(update_fields=["name", "first", "last"])
    return phase


def may_remove_phase(by: Actor, phase: RolloutPhase) -> Decision:
    """The expert team, while no slot lies in it."""
    return roles.is_expert(by) & when(
        not phase.slots.exists(), _("In deze fase ligt een tijdslot. Verwijder dat eerst.")
    )


@action(
    "positions.remove-phase",
    label=_("Fase verwijderen"),
    allow=may_remove_phase,
    sentence=_("{by} verwijderde fase {phase} van de uitrol."),
    about=facts_of_phase,
)
def remove_phase(by: Actor, phase: RolloutPhase) -> None:
    """Take a phase out of the rollout."""
    RolloutPhase.objects.filter(pk=phase.pk).delete()


def may_change_slot(
    by: Actor, slot: RolloutSlot, *, first: date, last: date, capacity: int
) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_slot(result: object, slot: RolloutSlot, **told: object) -> Mapping[str, object]:
    """The slot: its phase, its days, how many fit."""
    return {
        "phase": slot.phase, "first": slot.first, "last": slot.last, "capacity": slot.capacity,
    }  # fmt: skip


@action(
    "positions.change-slot",
    label=_("Tijdslot wijzigen"),
    allow=may_change_slot,
    locks=("slot", "slot.phase"),
    sentence=_("{by} wijzigde een tijdslot van {phase}: van {first} tot en met {last}, voor"
               " {capacity} entiteiten."),
    about=facts_of_slot,
)  # fmt: skip
def change_slot(
    by: Actor, slot: RolloutSlot, *, first: date, last: date, capacity: int
) -> RolloutSlot:
    """Give a slot other days or more places. Invalid outside the phase, for fewer places than were
    chosen, and for other days once an entity counts on them."""
    check_order(first, last)
    check_within(slot.phase, first, last)
    check_capacity(capacity)
    chosen = slot.entities.count()
    if capacity < chosen:
        told = _t("Er kozen al %s entiteiten dit tijdslot. Kies een hoger aantal.")
        raise Invalid({"capacity": told % chosen})
    if chosen and (first, last) != (slot.first, slot.last):
        raise Invalid({"first": _t("Een entiteit koos deze dagen al. Voeg een ander slot toe.")})
    slot.first, slot.last, slot.capacity = first, last, capacity
    slot.save(update_fields=["first", "last", "capacity"])
    return slot


def may_remove_slot(by: Actor, slot: RolloutSlot) -> Decision:
    """The expert team, while no entity chose it."""
    return roles.is_expert(by) & when(
        not slot.entities.exists(), _("Een entiteit koos dit tijdslot al.")
    )


@action(
    "positions.remove-slot",
    label=_("Tijdslot verwijderen"),
    allow=may_remove_slot,
    locks=("slot", "slot.phase"),
    sentence=_("{by} verwijderde het tijdslot van {phase} van {first} tot en met {last}."),
    about=facts_of_slot,
)
def remove_slot(by: Actor, slot: RolloutSlot) -> None:
    """Take days out of the rollout."""
    RolloutSlot.objects.filter(pk=slot.pk).delete()
