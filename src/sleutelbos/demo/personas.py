"""The people whom a visitor of the demo can be, one click away on the sign-in page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import stories
from sleutelbos.register.public import (
    Organisation,
    OrganisationIdentifier,
    Person,
    PersonIdentifier,
)
from sleutelbos.register.queries.persons import lookup_of
from sleutelbos.signin.public import Persona

GROUPS = {
    "organisatie": _("Regelt de toegang voor een organisatie"),
    "werk": _("Werkt met een recht, of vraagt er een"),
    "dienst": _("Helpt of stelt aan, voor vele organisaties"),
    "platform": _("Ziet toe, of beheert het platform"),
}


def personas() -> list[Persona]:
    """Those whom the register knows, with a link to their first task; none outside demo mode."""
    if not settings.DEMO:
        return []
    told = stories.personas()
    people = _people([row["code"] for row in told])
    organisations = _organisations({row["at"] for row in told if "at" in row})
    return [
        _persona(row, people[row["code"]], organisations) for row in told if row["code"] in people
    ]


def _persona(row: dict[str, Any], who: Person, organisations: dict[str, Organisation]) -> Persona:
    return Persona(
        uid=str(who.uid),
        name=who.name,
        function=row["function"],
        organisation=row["organisation"],
        story=row["story"],
        first_task=row["task"],
        first_task_url=_url(row, organisations),
        group=GROUPS[row["group"]],
    )


def _url(row: dict[str, Any], organisations: dict[str, Organisation]) -> str:
    """Address of the first task; empty when its organisation is gone."""
    if "at" not in row:
        return reverse(row["page"])
    found = organisations.get(row["at"])
    return reverse(row["page"], args=[found.uid]) if found is not None else ""


def _people(codes: list[str]) -> dict[str, Person]:
    """Code → person, in one query."""
    hashes = {lookup_of(stories.people()[code].insz): code for code in codes}
    rows = PersonIdentifier.objects.filter(lookup__in=list(hashes), person__deceased_on=None)
    return {hashes[bytes(row.lookup)]: row.person for row in rows.select_related("person")}


def _organisations(codes: set[str]) -> dict[str, Organisation]:
    """Code → organisation, in one query."""
    values = {stories.keys()[code].value: code for code in codes}
    rows = OrganisationIdentifier.objects.filter(value__in=list(values), valid__upper_inf=True)
    return {values[row.value]: row.organisation for row in rows.select_related("organisation")}
