"""Who is told: the people of a company, and those who handle its requests."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from sleutelbos.access.public import LEGAL_REPRESENTATIVE, AccessPower
from sleutelbos.access.public import names as access_names
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation, Person


def _holding(right: str, roles: Iterable[str], organisation: int | None = None) -> QuerySet[Person]:
    rows = AccessPower.objects.filter(
        right=right, role__in=list(roles), valid__contains=clock.now()
    )
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("pk")


def people_of_company(organisation: int) -> list[Person]:
    """Who files for a company: by the right of Werkplek Duaal, else who represents it."""
    found = list(_holding(names.COMPANY, [names.APPLICANT], organisation))
    return found or list(_holding(access_names.IDM, [LEGAL_REPRESENTATIVE], organisation))


def applicants_of(request: Request) -> list[Person]:
    """The company, and who submitted the request for it."""
    found = {person.pk: person for person in people_of_company(request.company_id)}
    if request.submitted_by is not None:
        found[request.submitted_by.pk] = request.submitted_by
    return list(found.values())


def handlers_of(request: Request) -> list[Person]:
    """The Behandelaars of the competent partnership; the department's officers without one."""
    return handlers_at(request.partnership_id)


def handlers_at(partnership: int | None) -> list[Person]:
    """The Behandelaars of a partnership (a key); None: the department's officers."""
    if partnership is None:
        return officers()
    return list(_holding(names.USER, [names.HANDLER], partnership))


def guides_at(school: int) -> list[Person]:
    """The trajectbegeleiders of a school (a key)."""
    return list(_holding(names.USER, [names.GUIDE], school))


def officers() -> list[Person]:
    """Who decides for the department."""
    return list(_holding(names.DEPARTMENT, [names.OFFICER]))


def voters_of(partnership: Organisation) -> list[Person]:
    """The Stemgerechtigden of a partnership, now."""
    return list(_holding(names.USER, [names.VOTER], partnership.pk))


def members_of(partnership: int, *roles: str) -> list[Person]:
    """Who holds one of these roles of a partnership (a key), now."""
    return list(_holding(names.USER, roles, partnership))
