"""Whom a number belongs to, as far as a page may say: known, newcomer, replaced, deceased."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sleutelbos.access.pages.draft import Draft
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person, parse_insz, person_by_insz


@dataclass(frozen=True)
class Looked:
    """What a number gave: somebody known here, or a newcomer (with names when they are known)."""

    insz: str
    person: Person | None = None
    given_name: str = ""
    family_name: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The name, as far as it is known; empty when it isn't."""
        if self.person is not None:
            return self.person.name
        return f"{self.given_name} {self.family_name}".strip()

    def into(self, draft: Draft) -> None:
        """Answer the first question of the wizard with this."""
        draft.forget_who()
        draft.note = self.note
        if self.person is not None:
            draft.person = str(self.person.uid)
        else:
            draft.insz = self.insz
            draft.given_name, draft.family_name = self.given_name, self.family_name


def look_up(by: Actor, text: str) -> Looked:
    """Look a typed number up, here and in the Rijksregister.

    Invalid at ``insz`` for what is no number, for a test number outside the demo, for somebody
    who died, and for a replaced number whose new one is not known. Refused for who is no beheerder.
    """
    found = person_by_insz(by, text)
    number = parse_insz(text, allow_test=True).value
    note = str(found.sentence)
    if found.status == "deceased":
        raise Invalid({"insz": note})
    if found.person is not None:
        return Looked(number, found.person, note=note)
    if found.record is not None:
        record = found.record
        return Looked(record.insz, None, record.given_name, record.family_name, note)
    if found.status == "replaced":
        raise Invalid({"insz": note})
    return Looked(number, note=_("Het Rijksregister kent dit nummer niet. Vul zelf de naam in."))
