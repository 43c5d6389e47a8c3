"""Meeting a wettelijk vertegenwoordiger: two actions for each organisation that he represents."""

from __future__ import annotations

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register import ports
from sleutelbos.register.actions.functions import record_functions
from sleutelbos.register.actions.organisations import know_organisation
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.queries import organisations as queries
from sleutelbos.register.queries.persons import PURPOSE, number_of
from sleutelbos.register.states import KeyKind, TargetGroup
from sleutelbos.tools import crypto


def meet_representative(by: Actor, person: Person) -> list[Organisation]:
    """Ask the feed which organisations a person represents, and know them at once (G04).

    Called when somebody signs in, by the house. What the feed no longer tells is ended too.
    Enterprises that stopped or that the KBO doesn't know are passed over. When nothing changed,
    nothing is written.
    """
    identifier = number_of(person)
    if identifier is None:
        return []
    value = crypto.decrypt(bytes(identifier.sealed), PURPOSE)
    feed = ports.functions_feed()
    numbers = {record.number for record in feed.functions_held(value)}
    numbers |= {
        queries.key_in(row.organisation, TargetGroup.EA)
        for row in queries.current_functions().filter(person=person)
    }
    for number in sorted(numbers - {""}):
        _meet(by, number)
    return list(queries.represented_by(person))


def _meet(by: Actor, number: str) -> None:
    organisation = queries.organisation_with(KeyKind.KBO, number)
    if organisation is None or TargetGroup.EA not in queries.target_groups_of(organisation):
        try:
            organisation = know_organisation(by, number)
        except Invalid:
            return
    told = ports.functions_feed().functions_of(number)
    if not queries.same_functions(organisation, told):
        record_functions(by, organisation, functions=told)
