"""Dated settings of the time register, per call where a call says otherwise."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

CALL = ("call",)

early_minutes = policy(
    "timereg.early-minutes",
    type=int,
    label=_("Hoeveel minuten voor de start men mag registreren"),
    scopes=CALL,
)
late_request_days = policy(
    "timereg.late-request-days",
    type=int,
    label=_("Hoeveel dagen na de opleidingsdag men nog kan vragen om later te registreren"),
    scopes=CALL,
)
late_request_time = policy(
    "timereg.late-request-time",
    type=str,
    label=_("Tot welk uur die laatste dag men dat kan vragen"),
    scopes=CALL,
)
opening_hours = policy(
    "timereg.opening-hours",
    type=int,
    label=_("Hoeveel uur een sessie open blijft nadat support of ESF dat toestond"),
    scopes=CALL,
)
reopen_days = policy(
    "timereg.reopen-days",
    type=int,
    label=_("Na hoeveel dagen een heropende sessie vanzelf weer sluit"),
    scopes=CALL,
)
debounce_seconds = policy(
    "timereg.debounce-seconds",
    type=int,
    label=_("Binnen hoeveel seconden een tweede scan dezelfde is"),
)
offline_hours = policy(
    "timereg.offline-hours",
    type=int,
    label=_("Hoeveel uur na de opleidingsdag een registratie zonder netwerk nog mag toekomen"),
)
pin_tries = policy(
    "timereg.pin-tries",
    type=int,
    label=_("Na hoeveel foute pincodes men even moet wachten"),
)
pin_pause_minutes = policy(
    "timereg.pin-pause-minutes",
    type=int,
    label=_("Hoeveel minuten men na te veel foute pincodes wacht"),
)
shortest_minutes = policy(
    "timereg.shortest-session-minutes",
    type=int,
    label=_("Hoeveel minuten een sessie minstens duurt"),
    scopes=CALL,
)
longest_hours = policy(
    "timereg.longest-session-hours",
    type=int,
    label=_("Hoeveel uur een sessie hoogstens duurt"),
    scopes=CALL,
)
readiness_days = policy(
    "timereg.readiness-days",
    type=int,
    label=_("Hoeveel dagen vooraf wordt nagekeken of de opleiders hun recht hebben"),
)
year_hours = policy(
    "timereg.year-hours",
    type=int,
    label=_("Hoeveel uur een voltijdse per jaar over alle projecten hoogstens ingeeft"),
    scopes=CALL,
)
month_percent = policy(
    "timereg.month-percent",
    type=int,
    label=_("Hoeveel procent iemand per maand over alle projecten hoogstens is toegewezen"),
    scopes=CALL,
)
day_hours = policy(
    "timereg.day-hours",
    type=int,
    label=_("Hoeveel uur iemand per dag hoogstens ingeeft"),
    scopes=CALL,
)
work_during_session = policy(
    "timereg.work-during-session",
    type=str,
    label=_(
        "Of uren voor een project mogen samenvallen met een opleiding die men volgt: weigeren,"
        " melden of toelaten"
    ),
    scopes=CALL,
)
feed_hour = policy(
    "timereg.feed-hour",
    type=int,
    label=_("Om welk uur de gegevens van ESF op vrijdag geladen worden"),
)
feed_most_missing = policy(
    "timereg.feed-most-missing-percent",
    type=int,
    label=_("Bij hoeveel procent verdwenen projecten ESF eerst nakijkt"),
)
report_working_day = policy(
    "timereg.report-working-day",
    type=int,
    label=_("Op de hoeveelste werkdag van de maand het maandrapport vertrekt"),
)
report_time = policy(
    "timereg.report-time",
    type=str,
    label=_("Vanaf welk uur die dag het maandrapport vertrekt"),
)
