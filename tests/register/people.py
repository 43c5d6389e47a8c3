"""Rows and numbers for the tests of the register."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.db.models import Q

from sleutelbos.kernel import actors
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, no
from sleutelbos.kernel.guard import arranging
from sleutelbos.register import insz
from sleutelbos.register.actions.persons import store_number
from sleutelbos.register.models import Organisation, OrganisationIdentifier, Person
from sleutelbos.register.models import TargetGroupMembership as Membership

HOUSE = actors.system("test")
_counter = count(1)


def number(birth: date = date(1980, 4, 15)) -> str:
    """A test number that no other call gave."""
    return insz.test_number(birth, next(_counter))


def person(given: str = "An", family: str = "Peeters", value: str = "", **more: object) -> Person:
    """A person with a number, written around the gate."""
    with arranging():
        row = Person.objects.create(given_name=given, family_name=family, **more)
        store_number(row, insz.parse(value or number(), allow_test=True))
    return row


def organisation(name: str = "Houtbouw", **keys: str) -> Organisation:
    """An organisation with its key per doelgroep, e.g. ``EA="1900000069"``."""
    kinds = {"GID": "OVO", "OV": "INR", "EA": "KBO", "LB": "KBO", "VER": "VNR"}
    with arranging():
        row = Organisation.objects.create(name=name)
        for group, value in keys.items():
            key, _ = OrganisationIdentifier.objects.get_or_create(
                organisation=row, kind=kinds[group], value=value
            )
            Membership.objects.create(organisation=row, target_group=group, identifier=key)
    return row


def acting(row: Person) -> Actor:
    """The person as actor, without any power."""
    return actors.person(row.pk, row.name)


class Managers:
    """An administration in which some persons are beheerder of some others."""

    def __init__(self, of: dict[int, set[int]]) -> None:
        self._of = of

    def may_add_person(self, by: Actor) -> Decision:
        return YES if by.pk in self._of else no("U bent geen beheerder.")

    def administers(self, by: Actor, person: Person) -> Decision:
        mine = self._of.get(by.pk or 0, set())
        return YES if person.pk in mine else no("U bent geen beheerder van deze persoon.")

    def runs_platform(self, by: Actor) -> Decision:
        return no("U bent geen beheerder van het platform.")

    def persons_in_sight(self, by: Actor, organisation: Organisation | None) -> Q:
        return Q(pk__in=self._of.get(by.pk or 0, set()))
