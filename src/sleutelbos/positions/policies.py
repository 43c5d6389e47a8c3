"""Dated settings of Arbeidsplaatsbeheer; ``policies.toml`` has their first values."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

transition_days = policy(
    "positions.transition-days",
    type=int,
    label=_("Hoeveel dagen een arbeidsplaats te veel bezet mag zijn, om werk over te dragen"),
)
most_copies = policy(
    "positions.most-copies",
    type=int,
    label=_("Hoeveel gelijke arbeidsplaatsen men in één keer mag maken"),
)
smallest_cell = policy(
    "positions.smallest-cell",
    type=int,
    label=_("Vanaf hoeveel personen een aantal buiten de entiteit precies getoond wordt"),
)
vacant_days = policy(
    "positions.vacant-days",
    type=int,
    label=_("Na hoeveel dagen een vacante arbeidsplaats op de radar komt"),
)
playground_days = policy(
    "positions.playground-days",
    type=int,
    label=_("Hoeveel dagen iemand zijn speeltuin houdt"),
)
director_staff = policy(
    "positions.director-staff",
    type=int,
    label=_("Boven hoeveel personeelsleden een entiteit een algemeen directeur mag hebben"),
)
mandate_years = policy(
    "positions.mandate-years",
    type=int,
    label=_("Hoeveel jaar een mandaat van het hoogste kader duurt"),
)
personnel_percent = policy(
    "positions.personnel-percent",
    type=int,
    label=_("Hoeveel procent van het personeel één bestand uit Vlimpers vanzelf mag wijzigen"),
)
