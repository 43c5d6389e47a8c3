"""How prestaties and toewijzingen look on every page: pills, texts, and the one-button pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.timereg.pages.staff_fields import clock_text
from sleutelbos.timereg.rules import limits
from sleutelbos.timereg.states_staff import allocation_flow, entry_flow
from sleutelbos.web.pages import Reveals
from sleutelbos.web.parts import Pill
from sleutelbos.web.press import press

if TYPE_CHECKING:
    from datetime import date

    from sleutelbos.timereg.models import Allocation, WorkEntry

PURPOSE = Reveals(_("Intern personeel van een project opvolgen"))


def entry_pill(entry: WorkEntry) -> Pill:
    """The state of a prestatie in a word."""
    if entry.aside:
        return Pill(_("Telt niet mee"), "stop")
    return Pill.of(entry_flow, entry.state)


def allocation_pill(row: Allocation) -> Pill:
    """The state of a toewijzing in a word."""
    if row.aside:
        return Pill(_("Telt niet mee"), "stop")
    return Pill.of(allocation_flow, row.state)


def entry_url(entry: WorkEntry) -> str:
    """The page of a prestatie."""
    return reverse("timereg:entry", args=[entry.uid])


def allocation_url(row: Allocation) -> str:
    """The page of a toewijzing."""
    return reverse("timereg:allocation", args=[row.uid])


def hours_text(row: Any) -> str:
    """``7 u 30``, or ``7 u 30 (9:00–16:30)`` when he said from when to when."""
    text = limits.shown(row.minutes)
    if row.span is None:
        return text
    lower = row.span.lower.astimezone(clock.BRUSSELS)
    upper = row.span.upper.astimezone(clock.BRUSSELS)
    end = "24:00" if upper.date() > row.day else f"{upper:%H:%M}"
    return f"{text} ({lower:%H:%M}–{end})"


def months_text(row: Allocation) -> str:
    """``maart 2026``, or ``maart 2026 – mei 2026``."""
    first, last = month_text(row.first), month_text(row.last)
    return first if row.first == row.last else f"{first} – {last}"


def month_text(month: date) -> str:
    """``maart 2026``."""
    return date_format(month, "F Y")


def percent_text(row: Allocation) -> str:
    """``87,5 %``."""
    return f"{limits.plain_percent(row.percent)} %"


__all__ = [
    "PURPOSE",
    "allocation_pill",
    "allocation_url",
    "clock_text",
    "entry_pill",
    "entry_url",
    "hours_text",
    "month_text",
    "months_text",
    "percent_text",
    "press",
]
