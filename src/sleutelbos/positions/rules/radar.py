"""What doesn't fit in a plan on a day (R30–R37), in words; pure, on facts that are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.models import Occupation, PositionSlice
from sleutelbos.positions.states import LinkKind
from sleutelbos.tools import dates


@dataclass(frozen=True)
class Check:
    """A rule of the plan: what is wrong, and what one does about it."""

    code: str
    title: type_of_text
    sentence: type_of_text
    fix: type_of_text


CHECKS: dict[str, Check] = {
    check.code: check
    for check in (
        Check("R30", _("Zonder arbeidsplaats"),
              _("Deze actieve arbeidsrelatie heeft geen arbeidsplaats."),
              _("Bekijk het personeelslid")),
        Check("R31", _("Te lang overbezet"),
              _("Op deze arbeidsplaats staan al te lang te veel personen of VTE."),
              _("Bekijk de bezetting")),
        Check("R32", _("Lang vacant"),
              _("Deze arbeidsplaats staat al lang leeg en is niet bevroren."),
              _("Bevriezen")),
        Check("R33", _("Houder is vertrokken"),
              _("Wie deze arbeidsplaats houdt, werkt niet meer voor de entiteit."),
              _("Koppeling beëindigen")),
        Check("R34", _("Leiding is vacant"),
              _("Deze arbeidsplaats staat leeg, en andere rapporteren eraan."),
              _("Bekijk de arbeidsplaats")),
        Check("R35", _("Algemeen directeur"),
              _("Een algemeen directeur staat alleen in het plan van een grote entiteit."),
              _("Bekijk de arbeidsplaats")),
        Check("R36", _("Mandaat te lang"), _("Dit mandaat duurt langer dan het mag."),
              _("Bekijk het personeelslid")),
        Check("R37", _("Zonder terugvalpositie"),
              _("Dit statutaire personeelslid heeft een mandaat en geen terugvalpositie."),
              _("Bekijk het personeelslid")),
    )
}  # fmt: skip


def over_since(
    places: Sequence[PositionSlice], links: Sequence[Occupation], day: date
) -> date | None:
    """The first day of the unbroken time in which a position is held by too many, or for too much,
    up to and with ``day``; None when it isn't on that day."""
    if not _too_much(places, links, day):
        return None
    bounds = {
        bound
        for row in (*places, *links)
        for bound in (row.valid.lower, row.valid.upper)
        if bound is not None and bound <= day
    }
    since = day
    for bound in sorted(bounds, reverse=True):
        if not _too_much(places, links, bound):
            break
        since = bound
    return since


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; 29 February is 28 where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _too_much(places: Sequence[PositionSlice], links: Sequence[Occupation], day: date) -> bool:
    place = next((row for row in places if dates.holds_on(row.valid, day)), None)
    held = [
        row
        for row in links
        if row.kind != LinkKind.FALLBACK and dates.holds_on(row.valid, day)
    ]  # fmt: skip
    if place is None:
        return False
    return len(held) > place.seats or sum(row.share for row in held) > place.fte
