"""Which change of an agreement the parties must confirm in an addendum: a dated setting each (A14).

No source lists the fields; the first values are those of werkplekduaal.md §3.3.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.tools.policies import policy

recognition = policy(
    "duallearning.addendum-workplace",
    type=bool,
    label=_("Een andere vestiging vraagt een addendum"),
)
address = policy(
    "duallearning.addendum-address",
    type=bool,
    label=_("Een nieuw adres van de werkplek vraagt een addendum"),
)
mentor = policy(
    "duallearning.addendum-mentor", type=bool, label=_("Een andere mentor vraagt een addendum")
)
last = policy(
    "duallearning.addendum-end", type=bool, label=_("Een andere laatste dag vraagt een addendum")
)
timetable = policy(
    "duallearning.addendum-timetable",
    type=bool,
    label=_("Een ander uurrooster vraagt een addendum"),
)
category = policy(
    "duallearning.addendum-category",
    type=bool,
    label=_("Een andere categorie van de leervergoeding vraagt een addendum"),
)
plan = policy(
    "duallearning.addendum-plan",
    type=bool,
    label=_("Een ander opleidingsplan vraagt een addendum"),
)
plan_note = policy(
    "duallearning.addendum-note",
    type=bool,
    label=_("Andere afspraken over de begeleiding vragen een addendum"),
)
