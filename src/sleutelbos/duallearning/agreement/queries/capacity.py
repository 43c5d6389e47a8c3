"""How many learners a workplace and a mentor have at once, by what is known now (E10, E11)."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.rules.workplace import most_at_once
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.kernel.periods import DateRange
from sleutelbos.tools.slices import standing


def _others(agreement: Agreement | None, valid: DateRange) -> QuerySet[AgreementTerms]:
    rows = standing(AgreementTerms.objects.all()).filter(valid__overlap=valid)
    return rows if agreement is None else rows.exclude(agreement=agreement)


def _peak(rows: QuerySet[AgreementTerms], valid: DateRange) -> int:
    return most_at_once(rows.values_list("valid", flat=True), valid)


def learners_at(
    recognition: Recognition, valid: DateRange, *, but: Agreement | None = None
) -> tuple[int, int]:
    """The most learners at once for a recognition and at its whole vestiging, others than of one
    agreement (``but``)."""
    rows = _others(but, valid)
    here = _peak(rows.filter(recognition=recognition), valid)
    return here, _peak(rows.filter(recognition__site=recognition.site_id), valid)


def learners_with(mentor: Mentor, valid: DateRange, *, but: Agreement | None = None) -> int:
    """The most learners at once with the person of a mentor, wherever he guides them."""
    rows = _others(but, valid).filter(mentor__person=mentor.person_id)
    return _peak(rows, valid)
