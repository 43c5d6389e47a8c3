"""Who gets a werkrelatie or a right: a known person, or a newcomer who is added on the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _t

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person, add_person, change_contact


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is not known yet: his number, and his names for whom no source knows him."""

    insz: str
    given_name: str
    family_name: str
    email: str
    language: str = "nl"


def person_of(by: Actor, person: Person | None, newcomer: Newcomer | None) -> Person:
    """The person, or the newcomer added to the register; within an action.

    Invalid unless exactly one is given, and as in ``register.add-person``.
    """
    if person is not None and newcomer is None:
        return person
    if person is not None or newcomer is None:
        raise Invalid(_t("Kies een persoon."))
    return add_person(
        by,
        newcomer.insz,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        email=newcomer.email,
        language=newcomer.language,
    )


def keep_address(by: Actor, person: Person, email: str) -> None:
    """Keep the address for who has none yet; within an action."""
    if email and not person.email:
        change_contact(by, person, email=email, language=person.language)
