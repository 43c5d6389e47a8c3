"""Who may: the roles of an entity, and of those who work for all entities. Scope in one place."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.kernel.actors import Actor, has_role, is_system
from sleutelbos.kernel.decisions import YES, Decision, no
from sleutelbos.positions import names


def entities(by: Actor, *roles: str) -> set[int]:
    """Keys of the entities where the actor holds one of these roles of the entity (any)."""
    powers = by.powers_for(names.PLAN)
    return {power.scope.organisation for power in powers if not roles or power.role in roles}


def is_expert(by: Actor) -> Decision:
    """Of the expert team of AgO, which works for every entity."""
    return has_role(by, names.VO, names.EXPERT, None)


def reports_for_all(by: Actor) -> Decision:
    """Sees the figures of every entity: reporting VO-wide, or the expert team."""
    return has_role(by, names.VO, names.REPORTING, None) | is_expert(by)


def enters(by: Actor) -> Decision:
    """The door: some role in Arbeidsplaatsbeheer."""
    if entities(by) or reports_for_all(by):
        return YES
    return no(
        _("U hebt geen recht in Arbeidsplaatsbeheer. Uw lokale beheerder geeft het u."),
        missing=[(names.PLAN, names.READER, None)],
    )


def reads_somewhere(by: Actor) -> Decision:
    """Sees the whole plan of some entity: HR, HR reader, or the expert team."""
    if entities(by, names.HR, names.READER) or is_expert(by):
        return YES
    return no(
        _("Alleen de HR van de entiteit ziet dit."), missing=[(names.PLAN, names.READER, None)]
    )


def works_for_an_entity(by: Actor) -> bool:
    """Has a role in the plan of the entity for which he acts."""
    return by.capacity is not None and by.capacity.organisation in entities(by)


def opens_plans(by: Actor) -> Decision:
    """Sees positions one by one: some role of an entity, or the expert team."""
    if entities(by) or is_expert(by):
        return YES
    return no(
        _("Alleen wie in de entiteit werkt, ziet haar arbeidsplaatsen."),
        missing=[(names.PLAN, names.READER, None)],
    )


def opens_plan_of(by: Actor, organisation: int) -> Decision:
    """Sees positions of this entity (a key), all or some: any role of it, or the expert team."""
    if organisation in entities(by) or is_expert(by):
        return YES
    return no(
        _("Alleen wie in de entiteit werkt, ziet haar arbeidsplaatsen."),
        missing=[(names.PLAN, names.READER, organisation)],
    )


def manages_somewhere(by: Actor) -> Decision:
    """Changes the plan of some entity."""
    return has_role(by, names.PLAN, names.HR, None) | is_expert(by)


def manages(by: Actor, organisation: int) -> Decision:
    """Changes the plan of this entity (a key): its HR, or the expert team."""
    return has_role(by, names.PLAN, names.HR, organisation) | is_expert(by)


def is_hr_somewhere(by: Actor) -> Decision:
    """The HR of some entity; not the expert team."""
    return has_role(by, names.PLAN, names.HR, None)


def is_hr(by: Actor, organisation: int) -> Decision:
    """The HR of this entity (a key) itself: what only the entity may say (S4, steps 2, 3, 5)."""
    return has_role(by, names.PLAN, names.HR, organisation)


def plays(by: Actor, organisation: int) -> Decision:
    """Takes part in a speeltuin session for this entity (a key): its HR, or one who reads (A15)."""
    return is_hr(by, organisation) | has_role(by, names.PLAN, names.READER, organisation)


def keeps_catalogues(by: Actor) -> Decision:
    """The house, or the expert team: functions, grades and personnel are those of all entities."""
    return is_system(by) | is_expert(by)
