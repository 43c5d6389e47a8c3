"""Dated settings of prospectie, per partnership (its OVO code) where it deviates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

PARTNERSHIP = ("partnership",)

lead_days = policy(
    "duallearning.lead-days",
    type=int,
    label=_("Hoeveel dagen zonder contact een lead voorbehouden blijft"),
    scopes=PARTNERSHIP,
)
dormant_months = policy(
    "duallearning.dormant-months",
    type=int,
    label=_("Na hoeveel maanden zonder overeenkomst een erkenning slapend heet"),
    scopes=PARTNERSHIP,
)
