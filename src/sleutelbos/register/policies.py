"""Dated settings of the register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

most_changes = policy(
    "register.kbo-most-changes",
    type=int,
    label=_("Hoeveel nummers een levering van de KBO mag wijzigen zonder dat iemand nakijkt"),
)
most_gone = policy(
    "register.kbo-most-gone",
    type=int,
    label=_("Hoeveel ondernemingen er mogen verdwijnen zonder dat iemand nakijkt"),
)
