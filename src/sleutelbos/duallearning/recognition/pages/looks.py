"""How requests, recognitions and mentors look on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import help_url
from sleutelbos.duallearning.recognition.states import (
    Outcome,
    mentor_flow,
    recognition_flow,
    request_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.register.public import KeyKind, numbers_of, shown_number
from sleutelbos.web import words
from sleutelbos.web.parts import Actions, Button, Crumb, HelpBox, Link, Part, Pill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sleutelbos.duallearning.recognition.models import Mentor, Recognition, Request
    from sleutelbos.register.public import Organisation, Site

TONES = {Outcome.GRANTED: "ok", Outcome.CONDITIONAL: "ok", Outcome.REFUSED: "stop"}


def request_pill(request: Request) -> Pill:
    """Where a request stands; once decided, what was decided."""
    if request.outcome:
        outcome = Outcome(request.outcome)
        return Pill(outcome.label, TONES[outcome])
    return Pill.of(request_flow, request.state)


def recognition_pill(row: Recognition) -> Pill:
    """Active, or expired; one that did not begin yet says so."""
    if row.state == "active" and row.valid.lower is not None and row.valid.lower > clock.today():
        return Pill(_("Begint later"), "info")
    return Pill.of(recognition_flow, row.state)


def mentor_pill(row: Mentor) -> Pill:
    """What was judged of a mentor."""
    return Pill.of(mentor_flow, row.state)


def request_url(request: Request, page: str = "request") -> str:
    """The address of a page of a request."""
    return reverse(f"duallearning:{page}", args=[request.uid])


def recognition_url(row: Recognition, page: str = "recognition") -> str:
    """The address of a page of a recognition."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def company_url(row: Organisation) -> str:
    """The page of a company for who searches companies."""
    return reverse("duallearning:company", args=[row.uid])


def number_of(row: Organisation) -> str:
    """The ondernemingsnummer as people write it; empty without one."""
    value = numbers_of(row).get(KeyKind.KBO, "")
    return shown_number(value) if value else ""


def site_text(site: Site) -> str:
    """A vestiging with its address."""
    return ", ".join(dict.fromkeys(filter(None, (str(site), site.address))))


def due_text(request: Request) -> str:
    """How long the handler has still, in words; empty while no term began or it is over."""
    if request.due is None and request.days_left is not None:
        return ngettext(
            "De termijn staat stil: nog %s dag",
            "De termijn staat stil: nog %s dagen",
            request.days_left,
        ) % words.number_text(request.days_left)
    if request.due is None:
        return ""
    return _t("Beslissen voor het einde van %s") % words.day_text(request.due)


def late(day: date | None) -> bool:
    """Whether a term is over."""
    return day is not None and day < clock.today()


def turn_text(request: Request) -> str:
    """Whose turn it is."""
    return str(request_flow.states[request.state].owner)


def crumbs(request: Request, *more: Crumb) -> list[Crumb]:
    """The way back to the list and the request."""
    here = Crumb(request.number, request_url(request) if more else "")
    return [Crumb(_("Aanvragen"), reverse("duallearning:requests")), here, *more]


def primary_of(ways: Sequence[Link | Button]) -> Link | Button | None:
    """The one that goes to the top of the page: the first that is primary."""
    shown = (way for way in ways if isinstance(way, Link) or way.shown)
    return next((way for way in shown if way.look == "primary"), None)


def beside(
    path: str, ways: Sequence[Link | Button], *, but: Link | Button | None = None
) -> list[Part]:
    """What I may do more than what stands on top (``but``), and who helps."""
    more = [way for way in ways if way is not but]
    return [*([Actions(more)] if more else []), help_box(path)]


def help_box(path: str) -> HelpBox:
    """Who helps with Werkplek Duaal."""
    return HelpBox(
        _t("Lukt het niet? De helpdesk van Werkplek Duaal helpt u."),
        links=[
            Link(_("Stel een vraag aan de helpdesk"), help_url(path), "message-square"),
            Link(_("Handleiding"), reverse("desk:manual"), "book-open"),
        ],
    )


def mentor_extract_url(row: Mentor) -> str:
    """The extract of a mentor."""
    return reverse("duallearning:extract", args=[row.uid])
