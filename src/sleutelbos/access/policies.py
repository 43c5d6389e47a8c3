"""Dated settings of Gebruikersbeheer; their values are rows (``policies.toml`` has the first)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

warn_days = policy(
    "access.warn-days",
    type=list[int],
    label=_("Hoeveel dagen vooraf een waarschuwing vertrekt dat een recht eindigt"),
)
address_days = policy(
    "access.address-days",
    type=int,
    label=_("Hoeveel dagen na een e-mailadres van een ander geen link voor een sleutel vertrekt"),
)
request_days = policy(
    "access.request-days",
    type=int,
    label=_("Binnen hoeveel werkdagen een beheerder over een aanvraag beslist"),
)
secret_days = policy(
    "access.client-secret-days",
    type=int,
    label=_("Hoeveel dagen een geheim van een client hoogstens geldt"),
)
secret_warn_days = policy(
    "access.client-secret-warn-days",
    type=list[int],
    label=_("Hoeveel dagen vooraf een waarschuwing vertrekt dat een geheim van een client eindigt"),
)
heads_ended_percent = policy(
    "access.heads-ended-percent",
    type=int,
    label=_("Hoeveel procent van de aanstellingen uit Onderwijs in één keer mag eindigen"),
)
