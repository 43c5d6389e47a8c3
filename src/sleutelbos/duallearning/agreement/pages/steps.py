"""The steps of drawing up an agreement, and where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.pages import looks
from sleutelbos.duallearning.recognition.pages.looks import help_box
from sleutelbos.web import show
from sleutelbos.web.forms import Form
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head, Part, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Agreement

WORKPLACE, TERM, TIMETABLE, PLAN, CHECK = (
    "agreement-workplace", "agreement-term", "agreement-timetable", "agreement-plan",
    "agreement-check",
)  # fmt: skip
STEPS = (
    (WORKPLACE, _("Werkplek")),
    (TERM, _("Mentor en looptijd")),
    (TIMETABLE, _("Uurrooster")),
    (PLAN, _("Opleidingsplan")),
    (CHECK, _("Nakijken")),
)
NAMES = [name for name, _label in STEPS]


def steps_for(row: Agreement, now: str) -> Steps:
    """The steps with the one where we are; without a workplace only the first can be opened."""
    here, found = NAMES.index(now), []
    for number, (name, label) in enumerate(STEPS):
        if number == here:
            found.append(Step(label, "now"))
            continue
        url = looks.agreement_url(row, name) if row.recognition_id or not number else ""
        found.append(Step(label, "done" if number < here else "later", url))
    return Steps(found)


def after(now: str) -> str:
    """The step after this one."""
    return NAMES[NAMES.index(now) + 1]


def before(now: str) -> str:
    """The step before this one; empty at the first."""
    here = NAMES.index(now)
    return NAMES[here - 1] if here else ""


def wizard(
    request: PageRequest,
    row: Agreement,
    form: Form | None,
    now: str,
    *parts: Part,
    sentence: Any = "",
    submit: Any = show.NEXT_STEP,
) -> HttpResponseBase:
    """One step of this agreement."""
    title = dict(STEPS)[now]
    kicker = f"{row.learner.person}, {row.learner.programme}"
    earlier = before(now)
    back = looks.agreement_url(row, earlier) if earlier else looks.agreement_url(row)
    return show.wizard(
        request, form, Head(title, sentence, kicker=kicker), steps_for(row, now), submit=submit,
        back_url=back, parts=parts, crumbs=looks.crumbs(row, Crumb(title)),
        aside=[help_box(request.path)],
    )  # fmt: skip
