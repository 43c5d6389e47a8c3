"""From the codes of the stories to rows and actors, as they are at the moment that is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sleutelbos.access.public import Right, Role, powers_of
from sleutelbos.demo import stories
from sleutelbos.kernel import actors, clock, periods
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import (
    Organisation,
    Person,
    Site,
    add_person,
    organisation_with,
    person_by_insz,
)

if TYPE_CHECKING:
    from sleutelbos.desk.models import HelpRequest

SYSTEM = "systeem"


@dataclass
class Cast:
    """Who and what was met so far; ``anchor`` is the day on which the demo is loaded.

    ``questions`` holds the last question to 1700 of a person.
    """

    anchor: date
    questions: dict[str, HelpRequest] = field(default_factory=dict)
    _people: dict[str, int] = field(default_factory=dict)
    _organisations: dict[str, int] = field(default_factory=dict)

    def person(self, code: str) -> Person:
        """Somebody who is known already; raises LookupError otherwise."""
        found = self.find(code)
        if found is None:
            raise LookupError(f"{code} is not known yet at this point of the story")
        return found

    def find(self, code: str) -> Person | None:
        """Somebody of the stories, when the register knows him."""
        if code not in self._people:
            found = person_by_insz(actors.system("demo"), stories.people()[code].insz).person
            if found is None:
                return None
            self._people[code] = found.pk
        return Person.objects.get(pk=self._people[code])

    def met(self, by: Actor, code: str) -> Person:
        """Somebody of the stories; the actor adds him when he isn't known yet."""
        found = self.find(code)
        if found is not None:
            return found
        told = stories.people()[code]
        return add_person(
            by,
            told.insz,
            given_name=told.given_name,
            family_name=told.family_name,
            email=told.email,
            language=told.language,
        )

    def organisation(self, code: str) -> Organisation:
        """An organisation that is known already; raises LookupError otherwise."""
        if code not in self._organisations:
            key = stories.keys()[code]
            found = organisation_with(key.kind, key.value)
            if found is None:
                raise LookupError(f"{code} is not known yet at this point of the story")
            self._organisations[code] = found.pk
        return Organisation.objects.get(pk=self._organisations[code])

    def site(self, organisation: Organisation, name: str) -> Site | None:
        """A vestiging by its name; None for an empty name."""
        return organisation.sites.get(name=name) if name else None

    def actor(self, by: str, capacity: str) -> Actor:
        """Whoever acts, with the powers that he has there at this moment."""
        if by == SYSTEM:
            return actors.system("demo")
        who = self.person(by)
        where = self.organisation(capacity).pk
        powers = powers_of(who.pk, where)
        return actors.person(who.pk, who.name, capacity=Scope(where), powers=powers)

    def day(self, until: int | None) -> date | None:
        """A last day, counted from the loading day."""
        return None if until is None else self.anchor + timedelta(days=until)

    def period(self, until: int | None) -> Period:
        """From this moment to the end of a day."""
        return periods.from_now(clock.today(), self.day(until))

    def right(self, short: str) -> Right:
        """A right by its short name in the stories."""
        return Right.objects.select_related("application").get(code=stories.right_code(short))

    def roles(self, right: Right, codes: tuple[str, ...]) -> list[Role]:
        """Roles of a right by code; raises LookupError for one that doesn't exist."""
        found = list(right.roles.filter(code__in=codes).order_by("order", "pk"))
        if len(found) != len(codes):
            raise LookupError(f"{right.code} has no such roles: {codes}")
        return found
