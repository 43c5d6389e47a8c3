"""Dated settings of files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

most_megabytes = policy(
    "tools.file-megabytes",
    type=int,
    label=_("Hoeveel megabyte een bestand hoogstens telt"),
)
