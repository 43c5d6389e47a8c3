"""Onderwijs- en vormingsinstellingen, under the number that Onderwijs gave them (G17)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register import rules
from sleutelbos.register.actions.organisations import join
from sleutelbos.register.events import OrganisationKnown
from sleutelbos.register.holding import hold
from sleutelbos.register.models import Organisation, OrganisationIdentifier
from sleutelbos.register.ports import Address
from sleutelbos.register.queries import organisations as queries
from sleutelbos.register.states import KeyKind, OrganisationKind, Source, Status, TargetGroup
from sleutelbos.tools import typed

SHORTEST, LONGEST = 3, 6  # digits of an instellingsnummer
LONGEST_NAME = 320
NO_ADDRESS = Address()


@dataclass(frozen=True)
class SchoolRecord:
    """A school as Onderwijs names it; ``number`` is its instellingsnummer."""

    number: str
    name: str
    address: Address = NO_ADDRESS


def read_institution(text: str, field: str = "number") -> str:
    """An instellingsnummer as it is kept: its digits, without zeros in front. Raises Invalid."""
    digits = "".join(one for one in text if one not in " .-").lstrip("0")
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        said = _t("Een instellingsnummer telt drie tot zes cijfers, bijvoorbeeld 036201.")
        raise Invalid({field: said})
    return digits


def may_know_school(by: Actor, record: SchoolRecord) -> Decision:
    """The house: Onderwijs or the department named it."""
    return rules.may_load(by)


def facts_of_school(result: Organisation, record: SchoolRecord) -> dict[str, object]:
    """The school."""
    return {"organisation": result}


@action(
    "register.know-school",
    label=_("Onderwijsinstelling overnemen"),
    allow=may_know_school,
    locks=(),
    sentence=_("{by} nam {organisation} over uit de lijst van onderwijsinstellingen."),
    about=facts_of_school,
)
def know_school(by: Actor, record: SchoolRecord) -> Organisation:
    """The school of an instellingsnummer, in the doelgroep OV; made when it isn't here yet.

    One that is known stays as it is. Invalid for a number that can't exist or that is another
    sort of organisation's, for a school that stopped, and for a new one without a name.
    """
    number = read_institution(record.number)
    hold(f"inr:{number}")
    known = queries.organisation_with(KeyKind.INR, number)
    if known is not None:
        return _checked(known)
    name = typed.one_line(record.name)
    if not name or len(name) > LONGEST_NAME:
        raise Invalid({"name": _t("Vul de naam van de school in.")})
    school = Organisation.objects.create(
        name=name,
        kind=OrganisationKind.SCHOOL,
        source=Source.SCHOOL,
        **asdict(record.address),
    )
    key = OrganisationIdentifier.objects.create(organisation=school, kind=KeyKind.INR, value=number)
    join(school, TargetGroup.OV, key, clock.today())
    emit(OrganisationKnown(organisation=school.pk))
    return school


def _checked(known: Organisation) -> Organisation:
    if known.kind != OrganisationKind.SCHOOL:
        raise Invalid({"number": _t("%s is geen onderwijsinstelling.") % known})
    if known.status == Status.STOPPED:
        raise Invalid({"number": _t("%(name)s is stopgezet.") % {"name": known}})
    return known
