"""How leads and gaps look, and what else the pages of prospectie share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection.states import lead_flow
from sleutelbos.web.pages import Reveals
from sleutelbos.web.parts import Pill

if TYPE_CHECKING:
    from sleutelbos.duallearning.prospection.models import Lead
    from sleutelbos.duallearning.prospection.queries.gap import Gap

PURPOSE = Reveals(_("Werkplekken zoeken waar er te weinig erkend zijn"))


def lead_url(row: Lead, page: str = "lead") -> str:
    """The address of a page of a lead."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def gap_url(row: Gap) -> str:
    """The candidates for an opleiding in a region."""
    return reverse("duallearning:candidates", args=[row.programme, row.region])


def lead_pill(row: Lead) -> Pill:
    """Where it stands."""
    return Pill.of(lead_flow, row.state)
