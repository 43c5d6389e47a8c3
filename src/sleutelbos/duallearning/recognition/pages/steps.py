"""The steps of a request, and where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.web.parts import Step, Steps

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Request

PROGRAMME, WORKPLACE, MENTORS, DOCUMENTS, DECLARATION = (
    "start-request", "workplace", "request-mentors", "request-documents", "declaration",
)  # fmt: skip
STEPS = (
    (PROGRAMME, _("Opleiding")),
    (WORKPLACE, _("Werkplek")),
    (MENTORS, _("Mentoren")),
    (DOCUMENTS, _("Documenten")),
    (DECLARATION, _("Verklaring op eer")),
)


def steps_for(request: Request | None, now: str) -> Steps:
    """The steps with the one where we are; those that can be opened are links."""
    names = [name for name, _label in STEPS]
    here = names.index(now)
    found = []
    for number, (name, label) in enumerate(STEPS):
        if number == here:
            found.append(Step(label, "now"))
        elif request is None or name == PROGRAMME:
            found.append(Step(label, "done" if number < here else "later"))
        else:
            done = "done" if number < here else "later"
            found.append(Step(label, done, looks.request_url(request, name)))  # type: ignore[arg-type]
    return Steps(found)


def before(now: str) -> str:
    """The step before this one."""
    names = [name for name, _label in STEPS]
    return names[names.index(now) - 1]


def after(now: str) -> str:
    """The step after this one."""
    names = [name for name, _label in STEPS]
    return names[names.index(now) + 1]
