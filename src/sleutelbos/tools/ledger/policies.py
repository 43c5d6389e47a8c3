"""How long the content of the audit log is kept; the value is a row (``tools/policies.toml``)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

keep_years = policy(
    "tools.ledger.keep-years",
    type=int,
    label=_("Hoeveel jaar de inhoud van het logboek bewaard blijft"),
)
