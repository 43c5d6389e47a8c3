"""The functions feed of the KBO: who represents an organisation, and since when we know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.periods import DateRange, Period
from sleutelbos.register import function_kinds, insz, ports, rules
from sleutelbos.register.actions.persons import add_person
from sleutelbos.register.events import FunctionsRecorded
from sleutelbos.register.function_kinds import FunctionKind
from sleutelbos.register.models import Organisation, OrganisationFunction, Person
from sleutelbos.register.ports import FunctionRecord
from sleutelbos.register.queries import persons as queries
from sleutelbos.register.queries.organisations import representatives_of
from sleutelbos.tools import dates

Fact = tuple[int, str, date | None, date | None]  # person, function, first day, day after the last


@dataclass(frozen=True)
class Change:
    """Who no longer represents the organisation, and who does from now on."""

    ended: list[Person]
    started: list[Person]


def facts_of_change(
    result: Change, organisation: Organisation, **kwargs: object
) -> dict[str, object]:
    """The organisation, and whose power changed."""
    return {"organisation": organisation, "ended": result.ended, "started": result.started}


@action(
    "register.record-functions",
    label=_("Functies uit de KBO bewaren"),
    allow=rules.may_record_functions,
    sentence=_("De KBO meldde de functies van {organisation}."),
    about=facts_of_change,
)
def record_functions(
    by: Actor, organisation: Organisation, *, functions: Sequence[FunctionRecord]
) -> Change:
    """Take over the complete list of functions in one organisation, as the KBO knows it now.

    What is no longer on the list stops being our present knowledge; it stays as what we knew.
    The same list again changes nothing. Persons who aren't known yet are added. Invalid, with
    nothing kept, for an unknown function, a number that can't exist, a person whom nobody can name,
    a function that ends before it starts, or the same function twice at one time.
    """
    before = set(representatives_of(organisation))
    wanted = _facts(by, functions)
    now = clock.now()
    open_rows = organisation.functions.filter(recorded__upper_inf=True)
    for row in open_rows.order_by("pk"):
        fact = (row.person_id, row.function, row.valid.lower, row.valid.upper)
        if fact in wanted:
            del wanted[fact]
        else:
            row.recorded = Period(row.recorded.lower, now, "[)")
            row.save(update_fields=["recorded"])
    for (person, code, first, end), kind in sorted(wanted.items(), key=str):
        OrganisationFunction.objects.create(
            organisation=organisation,
            person_id=person,
            function=code,
            represents=kind.represents,
            valid=DateRange(first, end, "[)"),
            recorded=Period(now, None, "[)"),
        )
    after = set(representatives_of(organisation))
    change = Change(_in_order(before - after), _in_order(after - before))
    if change.ended or change.started:
        emit(
            FunctionsRecorded(
                organisation=organisation.pk,
                ended=[person.pk for person in change.ended],
                started=[person.pk for person in change.started],
            )
        )
    return change


def _in_order(persons: set[Person]) -> list[Person]:
    return sorted(persons, key=lambda person: person.pk)


def _facts(by: Actor, functions: Sequence[FunctionRecord]) -> dict[Fact, FunctionKind]:
    """The list as facts about our own persons; Invalid names the line that is wrong."""
    facts: dict[Fact, FunctionKind] = {}
    for line, record in enumerate(functions, start=1):
        kind = function_kinds.find(record.function)
        if kind is None:
            raise Invalid(
                _t("Regel %(line)d: de functie '%(code)s' is niet gekend.")
                % {"line": line, "code": record.function}
            )
        if record.first and record.last and record.last < record.first:
            raise Invalid(_t("Regel %(line)d: de functie eindigt voor ze begint.") % {"line": line})
        valid = dates.of_days(record.first, record.last)
        person = _person(by, record, line)
        if person is None:
            continue
        facts[(person.pk, kind.code, valid.lower, valid.upper)] = kind
    return facts


def _person(by: Actor, record: FunctionRecord, line: int) -> Person | None:
    """The person of a line, by the number that counts now; added when not known yet.

    None for somebody who died before anybody here knew him: he represents nobody.
    """
    try:
        number = queries.read_insz(record.insz).value
        if identifier := queries.identifier_of(number):
            return queries.current_of(identifier).person
        known = ports.directory().find(number)
        if known is not None and known.replaced_by:
            number = known.replaced_by
            known = ports.directory().find(number)
            if identifier := queries.identifier_of(number):
                return queries.current_of(identifier).person
        if known is not None and known.deceased_on is not None:
            return None
        return add_person(by, number, given_name=record.given_name, family_name=record.family_name)
    except Invalid as invalid:
        raise Invalid(
            _t("Regel %(line)d (%(number)s): %(why)s")
            % {"line": line, "number": insz.masked(record.insz), "why": invalid}
        ) from invalid
