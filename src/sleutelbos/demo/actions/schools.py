"""Schools and training centres of the demo; no feed of Onderwijs is connected."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import identifiers, rules, stories
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    KeyKind,
    Organisation,
    OrganisationIdentifier,
    OrganisationKind,
    OrganisationKnown,
    Site,
    Source,
    TargetGroup,
    join,
)


def facts_of_school(result: Organisation, code: str) -> dict[str, object]:
    """The school."""
    return {"organisation": result}


@action(
    "demo.know-school",
    label=_("Onderwijsinstelling van de demo overnemen"),
    allow=rules.may_know_school,
    locks=(),
    sentence=_("{by} nam {organisation} over uit de lijst van onderwijsinstellingen."),
    about=facts_of_school,
)
def know_school(by: Actor, code: str) -> Organisation:
    """Make a school of the stories known, in the doelgroep OV, under its instellingsnummer.

    One that is an enterprise too has that number beside it, but isn't an economische actor by that
    (G12).
    """
    row = next(row for row in stories.schools() if row["code"] == code)
    address = {name: row[name] for name in ("street", "house_number", "postcode", "municipality")}
    school = Organisation.objects.create(
        name=row["name"],
        kind=OrganisationKind.SCHOOL,
        source=Source.SCHOOL,
        email=f"info@{code}.example.be",
        **address,
    )
    key = OrganisationIdentifier.objects.create(
        organisation=school, kind=KeyKind.INR, value=row["inr"]
    )
    join(school, TargetGroup.OV, key, None)
    if "enterprise" in row:
        number = identifiers.enterprise(row["enterprise"])
        OrganisationIdentifier.objects.create(organisation=school, kind=KeyKind.KBO, value=number)
    Site.objects.bulk_create(
        Site(organisation=school, name=name, **address) for name in row["sites"]
    )
    emit(OrganisationKnown(organisation=school.pk))
    return school
