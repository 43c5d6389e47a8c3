"""Finding organisations, and what they are known as."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.register import function_kinds
from sleutelbos.register.models import (
    Organisation,
    OrganisationFunction,
    OrganisationIdentifier,
    Person,
    Site,
    TargetGroupMembership,
)
from sleutelbos.register.ports import FunctionRecord
from sleutelbos.register.queries.persons import current_of, identifier_of, names_fit
from sleutelbos.register.states import KeyKind, TargetGroup
from sleutelbos.tools import dates


def organisations_by_number_or_name(by: Actor, text: str) -> QuerySet[Organisation]:
    """Organisations that have this number (KBO, vestiging, OVO, instellingsnummer …) or name.

    Names and numbers of organisations are public, but only to who signed in.
    """
    organisations = Organisation.objects.order_by("names_search", "pk")
    text = text.strip().replace("\x00", "")
    if isinstance(by, Nobody) or not text:
        return organisations.none()
    number = re.sub(r"[\s.\-/]", "", text).upper().removeprefix("BE")
    if not re.fullmatch(r"OVO[0-9]{6}|V?[0-9]+", number):
        return organisations.filter(names_fit(text))
    fits = has_number(number) | names_fit(text)
    return organisations.filter(fits)


def has_number(number: str) -> Q:
    """Condition on Organisation: the number is its own or that of one of its vestigingen."""
    values = {number, number.zfill(10)} if len(number) == 9 else {number}
    own = OrganisationIdentifier.objects.filter(organisation=OuterRef("pk"), value__in=values)
    sites = Site.objects.filter(organisation=OuterRef("pk"), number__in=values)
    return Q(Exists(own)) | Q(Exists(sites))


def organisation_with(kind: KeyKind, value: str) -> Organisation | None:
    """The organisation that has this number today."""
    row = (
        OrganisationIdentifier.objects.filter(kind=kind, value=value, valid__contains=clock.today())
        .select_related("organisation")
        .first()
    )
    return row.organisation if row else None


def organisations_with(kind: KeyKind, values: Iterable[str]) -> dict[str, Organisation]:
    """Number → the organisation that has it today. One query."""
    rows = OrganisationIdentifier.objects.filter(
        kind=kind, value__in=set(values), valid__contains=clock.today()
    ).select_related("organisation")
    return {row.value: row.organisation for row in rows}


def memberships(organisation: Organisation) -> list[TargetGroupMembership]:
    """The doelgroepen in which the organisation is known today (uses what was prefetched)."""
    today = clock.today()
    return [m for m in organisation.target_groups.all() if dates.holds_on(m.valid, today)]


def target_groups_of(organisation: Organisation) -> set[str]:
    """Codes of the doelgroepen in which the organisation is known today."""
    return {membership.target_group for membership in memberships(organisation)}


def key_in(organisation: Organisation, target_group: TargetGroup | str) -> str:
    """The number that counts for the organisation in a doelgroep; empty when there is none."""
    for membership in memberships(organisation):
        if membership.target_group == target_group and membership.identifier:
            return membership.identifier.value
    return ""


def numbers_of(organisation: Organisation) -> dict[str, str]:
    """Kind → number that the organisation has today."""
    today = clock.today()
    return {
        row.kind: row.value
        for row in organisation.identifiers.all()
        if dates.holds_on(row.valid, today)
    }


def current_functions() -> QuerySet[OrganisationFunction]:
    """The functions that count today, as we know them now."""
    return OrganisationFunction.objects.filter(
        recorded__upper_inf=True, valid__contains=clock.today()
    )


def represented_by(person: Person) -> QuerySet[Organisation]:
    """Organisations of which the person is wettelijk vertegenwoordiger today (G04)."""
    functions = current_functions().filter(
        person=person, represents=True, organisation=OuterRef("pk")
    )
    return Organisation.objects.filter(Exists(functions)).order_by("names_search", "pk")


def representatives_of(organisation: Organisation) -> QuerySet[Person]:
    """The wettelijk vertegenwoordigers of an organisation today; who died represents nobody."""
    functions = current_functions().filter(
        organisation=organisation, represents=True, person=OuterRef("pk")
    )
    living = Person.objects.filter(deceased_on=None)
    return living.filter(Exists(functions)).order_by("names_search", "pk")


def same_functions(organisation: Organisation, records: Iterable[FunctionRecord]) -> bool:
    """Whether a list of the feed says what we know already; nothing is added to find out."""
    told = set()
    for record in records:
        kind = function_kinds.find(record.function)
        identifier = identifier_of(record.insz)
        if kind is None or identifier is None:
            return False
        valid = dates.of_days(record.first, record.last)
        person = current_of(identifier).person_id
        told.add((person, kind.code, valid.lower, valid.upper))
    known = organisation.functions.filter(recorded__upper_inf=True)
    return told == {(f.person_id, f.function, f.valid.lower, f.valid.upper) for f in known}
