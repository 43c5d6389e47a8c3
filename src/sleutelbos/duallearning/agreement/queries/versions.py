"""An agreement as it counts on a day, with or without changes that are still to come (W10)."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.rules.changes import Change
from sleutelbos.duallearning.agreement.states_changes import ChangedField
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.kernel import clock
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.public import Status
from sleutelbos.tools import dates
from sleutelbos.tools.slices import standing

PLACE = ("company", "site", "partnership", "programme", "request")
SLICE_ROWS = ("mentor__person", *(f"recognition__{name}" for name in PLACE))
ROW_OF = {ChangedField.RECOGNITION: Recognition, ChangedField.MENTOR: Mentor}


def signed_terms(agreement: Agreement) -> dict[str, Any]:
    """What counts of an agreement as it was signed."""
    recognition = agreement.recognition
    assert recognition is not None
    found = {name: getattr(agreement, name) for name in AgreementTerms.facts if name != "address"}
    return {**found, "address": recognition.site.address}


def slice_on(agreement: Agreement, day: date) -> AgreementTerms | None:
    """What counts on a day; before it begins what will, after its end what did. None when it never
    counted."""
    rows = standing(agreement.terms.all()).select_related(*SLICE_ROWS).order_by("valid")
    found = None
    for row in rows:
        if found is None or (row.valid.lower is not None and row.valid.lower <= day):
            found = row
    return found


def as_on(agreement: Agreement, day: date | None = None) -> Agreement:
    """A picture of the agreement, not to be saved, as it counts on a day (today); as it was signed
    while nothing counts."""
    held = slice_on(agreement, day or clock.today())
    picture = copy(agreement)
    if held is not None:
        for name in AgreementTerms.facts:
            if name != "address":
                setattr(picture, name, getattr(held, name))
    return picture


def with_changes(agreement: Agreement, changes: Iterable[Change], day: date) -> Agreement:
    """The picture of a day with the changes that count by then; its days run from that day."""
    picture = as_on(agreement, day)
    assert picture.valid is not None
    last = dates.last_day(picture.valid)
    for change in changes:
        if change.field == ChangedField.LAST:
            last = date.fromisoformat(change.value)
        elif change.field in ROW_OF:
            names = PLACE if change.field == ChangedField.RECOGNITION else ("person",)
            rows: QuerySet[Any] = ROW_OF[ChangedField(change.field)]._default_manager.all()
            setattr(picture, change.field, rows.select_related(*names).get(pk=change.value))
        elif change.field != ChangedField.ADDRESS:
            setattr(picture, change.field, change.value)
    picture.valid = DateRange(day, dates.of_days(None, last).upper, "[)")
    return picture


def told_on(agreement: Agreement, day: date) -> dict[str, Any]:
    """What counts on a day by field, as JSON: what a change is compared with."""
    held = slice_on(agreement, day)
    assert held is not None
    assert agreement.valid is not None
    last = dates.last_day(agreement.valid)
    assert last is not None
    return {**held.told(), ChangedField.LAST: last.isoformat()}


def mentors_for(agreement: Agreement) -> QuerySet[Mentor]:
    """Who can guide the learner at a vestiging of the same company that is recognised for his
    opleiding; another company is another agreement."""
    assert agreement.recognition is not None
    rows = Mentor.objects.filter(
        state="valid",
        recognition__state="active",
        recognition__company=agreement.recognition.company_id,
        recognition__programme=agreement.learner.programme_id,
        recognition__site__status=Status.ACTIVE,
    )
    return rows.select_related("person", "recognition__site", "recognition__company").order_by(
        "recognition__site__name", "person__family_name", "pk"
    )
