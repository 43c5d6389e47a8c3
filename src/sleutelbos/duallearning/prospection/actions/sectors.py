"""The department keeps which NACE codes go with an opleiding (W20)."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection.models import ProgrammeSector
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.periods import check_days, end_after
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools import dates


def may_add(
    by: Actor,
    programme: Programme,
    *,
    nace: str,
    first: date,
    last: date | None = None,
    source: str = "",
) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def facts_of_sector(
    result: ProgrammeSector, *args: object, **kwargs: object
) -> dict[str, object]:  # fmt: skip
    """The code, the opleiding and when."""
    return {"nace": result.nace, "programme": result.programme, "period": result.valid}


@action(
    "duallearning.add-sector",
    label=_("Sector toevoegen"),
    allow=may_add,
    sentence=_("{by} noteerde dat NACE-code {nace} bij {programme} hoort."),
    about=facts_of_sector,
)
def add_sector(
    by: Actor,
    programme: Programme,
    *,
    nace: str,
    first: date,
    last: date | None = None,
    source: str = "",
) -> ProgrammeSector:
    """Vestigingen whose code begins so are candidates for the opleiding, from a day on.

    Invalid for what is no code of two to seven digits, or the same code twice in a period.
    """
    code = re.sub(r"[\s.]", "", nace)
    if not re.fullmatch(r"[0-9]{2,7}", code):
        raise Invalid({"nace": _t("Vul twee tot zeven cijfers in, bijvoorbeeld 56.101.")})
    check_days(first, last)
    return ProgrammeSector.objects.create(
        programme=programme,
        nace=code,
        valid=dates.of_days(first, last),
        source=texts.line(source, "source", most=200),
    )


def may_end(by: Actor, sector: ProgrammeSector, *, last: date) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


@action(
    "duallearning.end-sector",
    label=_("Sector beëindigen"),
    allow=may_end,
    sentence=_("{by} beëindigde NACE-code {nace} bij {programme}."),
    about=facts_of_sector,
)
def end_sector(by: Actor, sector: ProgrammeSector, *, last: date) -> ProgrammeSector:
    """It counts up to a day, yesterday at the earliest."""
    end_after(sector, last)
    return sector
