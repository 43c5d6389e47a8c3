"""What counts of an agreement on a day, as it is known now or was known then."""

from __future__ import annotations

from datetime import date, datetime

from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms, Suspension
from sleutelbos.kernel import clock
from sleutelbos.tools.slices import standing


def terms_on(
    agreement: Agreement, day: date, known: datetime | None = None
) -> AgreementTerms | None:
    """What is in force on a day; None before, after, or when it never counted."""
    rows = standing(agreement.terms.all(), on=day, known=known)
    return rows.select_related(
        "recognition__company", "recognition__site", "mentor__person"
    ).first()


def terms_of(agreement: Agreement) -> list[AgreementTerms]:
    """All that was ever known of an agreement, the earliest first: what counts has no end of
    ``recorded``."""
    rows = agreement.terms.select_related("recognition__company", "mentor__person")
    return list(rows.order_by("recorded", "valid", "pk"))


def suspended_on(agreement: Agreement, day: date | None = None) -> Suspension | None:
    """The suspension of a day (today); None when the agreement doesn't stand still then."""
    return agreement.suspensions.filter(valid__contains=day or clock.today()).first()
