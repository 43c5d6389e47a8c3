"""What the page of each audience says; for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sleutelbos.access.public import administered_organisations
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.audience_texts import first_texts
from sleutelbos.duallearning.recognition.models import AudienceText
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.states_offer import Audience
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import OrganisationKind

READERS = {
    Audience.PROVIDERS: {names.GUIDE, names.SCHOOL_KEEPER},
    Audience.PARTNERSHIPS: {names.KEEPER, names.HANDLER, names.CLERK, names.VOTER},
}
AUDIENCES: dict[str, str] = {
    OrganisationKind.SCHOOL: Audience.PROVIDERS,
    OrganisationKind.PARTNERSHIP: Audience.PARTNERSHIPS,
    OrganisationKind.COMPANY: Audience.COMPANIES,
}


@dataclass(frozen=True)
class Shown:
    """A page as it reads now; ``number`` 0 is what shipped with the product."""

    audience: str
    number: int
    access: str
    plans: str
    contact: str
    manual_on: date | None = None
    row: AudienceText | None = None


def audiences_of(by: Actor) -> set[str]:
    """To whom the actor belongs: by a role, a company, or as beheerder (W13, W27)."""
    held = {role for role, _organisation in abilities.held(by)}
    found = {audience for audience, readers in READERS.items() if held & readers}
    if roles.companies_of(by) or held & set(roles.MANDATED):
        found.add(Audience.COMPANIES)
    kinds = administered_organisations(by).values_list("kind", flat=True)
    return found | {AUDIENCES[kind] for kind in kinds if kind in AUDIENCES}


def versions_of(audience: str) -> QuerySet[AudienceText]:
    """What the department wrote, the latest first."""
    rows = AudienceText.objects.filter(audience=audience).select_related("by", "manual")
    return rows.order_by("-number")


def shown(audience: str) -> Shown:
    """The latest version; before the first one, what shipped."""
    row = versions_of(audience).first()
    if row is None:
        said = first_texts()[audience]
        return Shown(audience, 0, said["access"], said["plans"], said["contact"])
    return Shown(
        audience, row.number, row.access, row.plans, row.contact,
        row.manual_on if row.manual_id else None, row,
    )  # fmt: skip
