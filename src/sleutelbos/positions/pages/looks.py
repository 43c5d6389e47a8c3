"""How positions look on every page: pills, words, addresses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.states import Occupancy, position_flow
from sleutelbos.web.parts import Pill
from sleutelbos.web.words import number_text

if TYPE_CHECKING:
    from sleutelbos.positions.models import Position

TONES = {
    Occupancy.VACANT: "warn",
    Occupancy.PARTLY: "info",
    Occupancy.FULL: "ok",
    Occupancy.OVER: "stop",
}


def url_of(position: Position, name: str = "position") -> str:
    """To a page of a position."""
    return reverse(f"positions:{name}", args=[position.uid])


def state_pill(position: Position) -> Pill:
    """Where the position stands in its life."""
    return Pill.of(position_flow, position.state)


def occupancy_pill(row: Any) -> Pill:
    """Whether the position is held on the day that is looked at."""
    found = Occupancy(row.occupancy)
    return Pill(found.label, TONES[found])


def number(value: Decimal) -> str:
    """``12,5`` in the language of the page."""
    return number_text(round(value, 2))


def held_text(row: Any) -> str:
    """``0,8 van 1``."""
    return _t("%(held)s van %(fte)s") % {"held": number(row.held), "fte": number(row.fte)}


def level_text(row: Any) -> str:
    """``A1 ingenieur``, with what may fill it too."""
    return " / ".join([str(row.grade), *row.other_grades])


def day_title(day: date, today: date) -> Any:
    """Whether the day that is looked at is past, now or to come."""
    if day == today:
        return _("Zoals het vandaag is")
    return _("Zoals het was") if day < today else _("Zoals het nu gepland staat")
