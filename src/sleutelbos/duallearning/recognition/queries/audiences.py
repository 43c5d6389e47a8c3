"""What the page of each audience says; for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sleutelbos.duallearning.recognition.audience_texts import first_texts
from sleutelbos.duallearning.recognition.models import AudienceText


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
