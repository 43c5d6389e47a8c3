"""Dated settings of signing by link and of the learner's link; no source gives them (W24)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

link_days = policy(
    "duallearning.signature-link-days",
    type=int,
    label=_("Hoeveel dagen een link om te tekenen werkt"),
)
reminder_days = policy(
    "duallearning.signature-reminder-days",
    type=int,
    label=_("Na hoeveel dagen wie nog niet tekende, opnieuw een mail krijgt"),
)
code_minutes = policy(
    "duallearning.signature-code-minutes",
    type=int,
    label=_("Hoeveel minuten een code om te tekenen werkt"),
)
code_tries = policy(
    "duallearning.signature-code-tries",
    type=int,
    label=_("Hoe vaak iemand een code verkeerd mag invullen"),
)
codes_a_day = policy(
    "duallearning.signature-codes-a-day",
    type=int,
    label=_("Hoeveel codes iemand hoogstens vraagt per dag"),
)
learner_link_days = policy(
    "duallearning.learner-link-days",
    type=int,
    label=_("Hoeveel dagen de link van een leerling naar zijn overeenkomst werkt"),
)
