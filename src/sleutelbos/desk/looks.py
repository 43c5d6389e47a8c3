"""Who looked at somebody's data, in words that the subject understands (G20, P08)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sleutelbos.desk import queries
from sleutelbos.desk.page_titles import page_titles
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.models import AuditView
from sleutelbos.register.public import Organisation

HELPDESK_PAGES = ("desk:helpdesk", "desk:orphans")
QUESTIONS = "desk:help-request"  # of 1700 or of the support of an e-service


@dataclass(frozen=True)
class Look:
    """One look: when, who, for which organisation, where and why."""

    at: datetime
    who: str
    organisation: str
    page: type_of_text
    purpose: str


def looks_of(views: Iterable[AuditView]) -> list[Look]:
    """In words; three queries whatever the number."""
    rows = list(views)
    names = queries.names_of(row.actor for row in rows)
    organisations = Organisation.objects.in_bulk({row.capacity for row in rows if row.capacity})
    found = []
    for row in rows:
        organisation = organisations.get(row.capacity) if row.capacity else None
        found.append(
            Look(
                row.at,
                _who(row, names),
                organisation.name if organisation else "",
                page_titles().get(row.page, row.page),
                row.purpose,
            )
        )
    return found


def _who(row: AuditView, names: dict[str, str]) -> str:
    """A name; of the helpdesk only the function, which is what acted."""
    if row.page.startswith(HELPDESK_PAGES):
        return _("medewerker van de helpdesk 1700")
    if row.page.startswith(QUESTIONS):
        return _("medewerker van de helpdesk")
    if row.actor in names:
        return names[row.actor]
    kind = row.actor.partition(":")[0]
    return {"system": _("het systeem"), "client": _("een toepassing")}.get(kind, _("iemand"))
