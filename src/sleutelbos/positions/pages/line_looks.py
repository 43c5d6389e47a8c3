"""How lines of a report look on every page, and what their buttons share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.states_onboarding import GreenChoice, LineColour
from sleutelbos.web.parts import Pill

if TYPE_CHECKING:
    from sleutelbos.positions.models import Employment, Onboarding, OnboardingLine

DO = "doe"  # what a button asks
# Never by colour alone: an icon and a word with each (S4, WCAG 1.4.1).
LOOKS = {LineColour.BLUE: ("blue", "link"), LineColour.GREEN: ("green", "circle-help")}


def line_url(line: OnboardingLine, name: str = "joining-line") -> str:
    """To a page of a line."""
    return reverse(f"positions:{name}", args=[line.uid])


def lines_url(onboarding: Onboarding, colour: str = "") -> str:
    """To the lines of a report, perhaps of one colour."""
    url = reverse("positions:joining-lines", args=[onboarding.organisation.uid])
    return f"{url}?kleur={colour}" if colour else url


def leave_url(line: OnboardingLine) -> str:
    """To where is said that a line needs no position."""
    url = reverse("positions:leave-lines", args=[line.onboarding.organisation.uid])
    return f"{url}?rij={line.uid}"


def colour_pill(line: OnboardingLine) -> Pill:
    """Blue or green, in a word with an icon."""
    colour = LineColour(line.colour)
    tone, icon = LOOKS[colour]
    return Pill(colour.label, tone, icon)


def state_pill(line: OnboardingLine) -> Pill:
    """What is still to be done on a line, or that it is done."""
    if line.colour == LineColour.BLUE:
        return _checked(line)
    if line.position_id is None:
        if not line.choice:
            return Pill(_("In te vullen"), "warn")
        return Pill(GreenChoice(line.choice).label, "ok")
    if line.checked_at and not line.assigned:
        return Pill(_("Toe te wijzen"), "warn")
    return _checked(line)


def _checked(line: OnboardingLine) -> Pill:
    return Pill(_("Klopt"), "ok") if line.checked_at else Pill(_("Na te kijken"), "warn")


def holder_text(line: OnboardingLine) -> str:
    """Who is assigned: the two orange columns in words."""
    if line.holder is not None:
        return name_and_relation(line.holder)
    return _t("Blijft vacant") if line.assigned else ""


def name_and_relation(employment: Employment) -> str:
    """``An Peeters, arbeidsrelatie 2``."""
    words = {"name": employment.employee.name, "number": employment.number}
    return _t("%(name)s, arbeidsrelatie %(number)s") % words
