"""An entity chooses its slot; the expert team talks with it beforehand (A14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.events import SlotChosen
from sleutelbos.positions.models import IntakeTalk, Onboarding, RolloutEntity, RolloutSlot
from sleutelbos.positions.rules import roles


def may_choose(by: Actor, entity: RolloutEntity, slot: RolloutSlot) -> Decision:
    """HR of the entity, or the expert team for it."""
    return roles.manages(by, entity.organisation_id)


def facts_of_choice(
    result: RolloutEntity, entity: RolloutEntity, slot: RolloutSlot
) -> Mapping[str, object]:
    """The entity and the days."""
    return {"organisation": entity.organisation, "first": slot.first, "last": slot.last}


@action(
    "positions.choose-slot",
    label=_("Tijdslot kiezen"),
    allow=may_choose,
    locks=("slot", "entity"),
    sentence=_("{by} koos voor {organisation} het tijdslot van {first} tot en met {last}."),
    about=facts_of_choice,
)
def choose_slot(by: Actor, entity: RolloutEntity, slot: RolloutSlot) -> RolloutEntity:
    """Take a place in a slot; one that was chosen before comes free. Invalid when the slot is over
    or full, when it is this one already, or when the entity has begun."""
    if entity.slot_id == slot.pk:
        raise Invalid(_t("Dit is al het tijdslot van de entiteit."))
    if Onboarding.objects.filter(organisation=entity.organisation_id).exists():
        raise Invalid(_t("De entiteit is al begonnen met aansluiten. Het tijdslot staat vast."))
    if slot.last < clock.today():
        raise Invalid(_t("Dit tijdslot is voorbij. Kies een ander."))
    if slot.entities.count() >= slot.capacity:
        raise Invalid(_t("Dit tijdslot is volzet. Kies een ander."))
    entity.slot, entity.chosen_at = slot, clock.now()
    entity.save(update_fields=["slot", "chosen_at"])
    emit(SlotChosen(entity.pk))
    return entity


def may_note(
    by: Actor, entity: RolloutEntity, *, on: date, people: str, agreements: str
) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_talk(
    result: IntakeTalk, entity: RolloutEntity, **told: object
) -> Mapping[str, object]:
    """The entity and the day; not what was said."""
    return {"organisation": entity.organisation, "on": result.on}


@action(
    "positions.note-talk",
    label=_("Gesprek noteren"),
    allow=may_note,
    sentence=_("{by} noteerde het gesprek van {on} met {organisation}."),
    about=facts_of_talk,
)
def note_talk(
    by: Actor, entity: RolloutEntity, *, on: date, people: str, agreements: str
) -> IntakeTalk:
    """Write down a talk that was held, with what was agreed. Invalid for a day to come, or without
    agreements."""
    if on > clock.today():
        raise Invalid({"on": _t("Noteer een gesprek pas als het gevoerd is.")})
    if not agreements.strip():
        raise Invalid({"agreements": _t("Schrijf op wat afgesproken is.")})
    return IntakeTalk.objects.create(
        entity=entity, on=on, people=people, agreements=agreements, at=clock.now()
    )
