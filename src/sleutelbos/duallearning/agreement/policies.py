"""Dated settings of agreements, each with its weight and source (W23)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

PARTNERSHIP = ("partnership",)

learners_per_worker = policy(
    "duallearning.learners-per-worker",
    type=int,
    label=_("Hoeveel leerlingen er hoogstens zijn per werknemer van de vestiging"),
)
within_recognition = policy(
    "duallearning.within-recognition",
    type=bool,
    label=_("De overeenkomst eindigt voor de erkenning eindigt"),
)
workplace_hours = policy(
    "duallearning.workplace-hours",
    type=int,
    label=_(
        "Vanaf hoeveel uren per week op de werkplek een overeenkomst met loon of vergoeding geldt"
    ),
)
full_time_hours = policy(
    "duallearning.full-time-hours",
    type=int,
    label=_("Hoeveel uren school en werkplek samen hoogstens tellen per week"),
    scopes=PARTNERSHIP,
)
adult_share = policy(
    "duallearning.adult-share",
    type=int,
    label=_("Hoeveel procent van de uren een volwassene minstens op de werkplek is"),
)
longest_years = policy(
    "duallearning.agreement-years",
    type=int,
    label=_("Hoeveel jaar een overeenkomst hoogstens duurt"),
)
youngest = policy(
    "duallearning.youngest-learner",
    type=int,
    label=_("Hoe oud een leerling minstens is op de eerste dag"),
)
oldest = policy(
    "duallearning.oldest-learner",
    type=int,
    label=_("Hoe oud een leerling van het secundair onderwijs hoogstens is op de eerste dag"),
)
written_before = policy(
    "duallearning.written-before-start",
    type=bool,
    label=_("De overeenkomst is opgemaakt voor de eerste dag"),
)
premium_months = policy(
    "duallearning.premium-months",
    type=int,
    label=_(
        "Binnen hoeveel maanden na de eerste dag een overeenkomst geregistreerd is voor de premie"
    ),
)
minor_day_hours = policy(
    "duallearning.minor-day-hours",
    type=int,
    label=_("Hoeveel uren een minderjarige hoogstens werkt en les volgt op een dag"),
)
minor_week_hours = policy(
    "duallearning.minor-week-hours",
    type=int,
    label=_("Hoeveel uren een minderjarige hoogstens werkt en les volgt in een week"),
    scopes=PARTNERSHIP,
)
minor_breaks = policy(
    "duallearning.minor-breaks",
    type=list[int],
    label=_("Na hoeveel minuten een minderjarige pauze neemt, en hoeveel minuten"),
)
minor_rest_hours = policy(
    "duallearning.minor-rest-hours",
    type=int,
    label=_("Hoeveel uren er voor een minderjarige tussen twee dagen liggen"),
)
minor_night = policy(
    "duallearning.minor-night",
    type=list[int],
    label=_("Van welk tot welk uur een minderjarige niet werkt"),
    scopes=PARTNERSHIP,
)
minor_sunday = policy(
    "duallearning.minor-sunday",
    type=bool,
    label=_("Een minderjarige werkt niet op zondag en heeft een dag ernaast vrij"),
    scopes=PARTNERSHIP,
)
holidays = policy(
    "duallearning.school-holidays",
    type=bool,
    label=_("Een leerling met een OAO werkt niet in de schoolvakanties"),
)
student_job = policy(
    "duallearning.no-student-job",
    type=bool,
    label=_("Een leerling heeft geen studentenjob bij dezelfde onderneming"),
)
suspension_days = policy(
    "duallearning.suspension-days",
    type=int,
    label=_("Vanaf hoeveel dagen de onderneming een schorsing meldt aan de trajectbegeleider"),
)
minimum_income = policy(
    "duallearning.minimum-income",
    type=int,
    label=_("Het gewaarborgd gemiddeld minimummaandinkomen, in eurocent"),
)
allowance_shares = policy(
    "duallearning.allowance-shares",
    type=list[int],
    label=_("Hoeveel duizendsten daarvan de leervergoeding is, per categorie"),
)
model_version = policy(
    "duallearning.agreement-version",
    type=str,
    label=_("De versie van de modelovereenkomst die geldt"),
)
