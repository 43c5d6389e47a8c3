"""Dated settings of Toegangsbeheer; their values are rows (``policies.toml`` has the first)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

LEVEL = "niveau"  # scope: the level of the sign-in, e.g. 400

session_minutes = policy(
    "signin.session-minutes",
    type=int,
    label=_("Hoeveel minuten een aanmelding duurt, geteld vanaf het begin"),
    scopes=(LEVEL,),
)
session_days = policy(
    "signin.session-days",
    type=int,
    label=_("Hoeveel dagen een sessie die voorbij is bewaard blijft"),
)
