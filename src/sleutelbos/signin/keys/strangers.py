"""Whoever signs in with a number that a trusted source gives, and isn't known here yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import system
from sleutelbos.register.public import Person, add_person, person_by_insz
from sleutelbos.signin.keys.base import NotProven

NO_NUMBER = _("De digitale sleutel gaf geen geldig rijksregisternummer. Bel 1700.")


def person_of(number: str, given_name: str = "", family_name: str = "") -> Person:
    """The person of a number; made known when nobody has it, with the names of the Rijksregister
    or else those that came along.

    Raises NotProven for a number that can't be, and for somebody who died.
    """
    house = system("aanmelden")
    try:
        found = person_by_insz(house, number)
        if found.status == "deceased":
            raise NotProven(found.sentence)
        if found.person is not None:
            return found.person
        record = found.record
        return add_person(
            house,
            record.insz if record else number,
            given_name=given_name,
            family_name=family_name or given_name,
        )
    except Invalid as fault:
        raise NotProven(NO_NUMBER) from fault
