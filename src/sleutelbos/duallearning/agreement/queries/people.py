"""Who is told about an agreement."""

from __future__ import annotations

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.queries.people import people_of_company
from sleutelbos.register.public import Person


def parties_of(agreement: Agreement) -> list[Person]:
    """The learner, and who acts for the company."""
    assert agreement.recognition is not None
    company = people_of_company(agreement.recognition.company_id)
    found = {person.pk: person for person in (agreement.learner.person, *company)}
    return list(found.values())
