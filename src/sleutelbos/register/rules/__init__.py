"""Who may what in the register; one rule per action, with the action's own parameters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import YES, Decision
from sleutelbos.register import ports
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.ports import FunctionRecord


def adds_persons(by: Actor) -> Decision:
    """The house, a beheerder of some organisation, or whoever a higher room lets."""
    return YES if is_system(by) else ports.may_add_person(by)


def is_self_or_administers(by: Actor, person: Person) -> Decision:
    """The house, the person himself, or a beheerder of an organisation to which he is tied."""
    if is_system(by) or (by.pk is not None and by.pk == person.pk):
        return YES
    return ports.administration().administers(by, person)


def may_add_person(
    by: Actor,
    insz: str,
    *,
    given_name: str = "",
    family_name: str = "",
    email: str = "",
    language: str = "nl",
) -> Decision:
    """A beheerder of some organisation."""
    return adds_persons(by)


def may_change_contact(by: Actor, person: Person, *, email: str, language: str) -> Decision:
    """The person himself, or his beheerder."""
    return is_self_or_administers(by, person)


def owns_address(by: Actor, person: Person) -> bool:
    """Whether the actor may change the address at once: it is his, or empty, or of his making.

    Mail follows the address, the link for a new digital key too, and anybody can be tied to an
    organisation without his consent. So who is beheerder fills an empty address, and corrects what
    his own organisation filled in; everything else waits for the person.
    """
    if is_system(by) or (by.pk is not None and by.pk == person.pk) or not person.email:
        return True
    here = by.capacity.organisation if by.capacity is not None else None
    return here is not None and person.email_from_id == here


def may_propose_address(by: Actor, person: Person, *, email: str) -> Decision:
    """His beheerder; the person himself just changes it."""
    return ports.administration().administers(by, person)


def may_look_up(by: Actor, *, tail: str, found: bool) -> Decision:
    """Whoever adds persons."""
    return adds_persons(by)


def may_reveal_insz(by: Actor, person: Person, *, purpose: str) -> Decision:
    """The person himself, or his beheerder."""
    return is_self_or_administers(by, person)


def may_replace_insz(by: Actor, person: Person, *, old: str, new: str, on: date) -> Decision:
    """The house: the Rijksregister says so."""
    return is_system(by)


def may_record_death(by: Actor, person: Person, *, on: date) -> Decision:
    """The house: the Rijksregister says so."""
    return is_system(by)


def may_record_mail_refusal(by: Actor, person: Person, *, address: str, text: str) -> Decision:
    """The house: the mail server says so."""
    return is_system(by)


def may_record_functions(
    by: Actor, organisation: Organisation, *, functions: Sequence[FunctionRecord]
) -> Decision:
    """The house: the KBO says so."""
    return is_system(by)


def may_know_organisation(by: Actor, number: str) -> Decision:
    """The house: somebody asked for this number."""
    return is_system(by)


def may_stop_organisation(by: Actor, organisation: Organisation, *, on: date) -> Decision:
    """The house: the KBO says so."""
    return is_system(by)


def may_load(by: Actor) -> Decision:
    """The house, from the command line or a job."""
    return is_system(by)


def may_load_kbo(by: Actor, source: Path) -> Decision:
    """The house, from the command line or a job."""
    return is_system(by)
