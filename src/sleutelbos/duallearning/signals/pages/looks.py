"""How knipperlichten and acties look, and what else their pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.states import (
    LEVEL_TONES,
    Level,
    Subject,
    follow_up_flow,
    light_flow,
    signal_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import words
from sleutelbos.web.pages import Reveals
from sleutelbos.web.parts import Pill

if TYPE_CHECKING:
    from sleutelbos.duallearning.signals.models import About, FollowUp, Light, Signal

PURPOSE = Reveals(_("Erkende ondernemingen opvolgen en begeleiden"))


def follow_up_url(row: FollowUp, page: str = "follow-up") -> str:
    """The address of a page of an actie."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def light_url(row: Light, page: str = "light") -> str:
    """The address of a page of a knipperlicht."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def signal_url(row: Signal, page: str = "signal") -> str:
    """The address of a page of what lit up."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def follow_up_pill(row: FollowUp) -> Pill:
    """Where it stands; one that is late says so."""
    if row.state == "planned" and row.due < clock.today():
        return Pill(_("Te laat"), "stop")
    return Pill.of(follow_up_flow, row.state)


def light_pill(row: Light) -> Pill:
    """Draft, on, off."""
    return Pill.of(light_flow, row.state)


def signal_pill(row: Signal) -> Pill:
    """Where it stands."""
    return Pill.of(signal_flow, row.state)


def level_pill(row: Light) -> Pill:
    """How heavy it weighs."""
    level = Level(row.level)
    return Pill(level.label, LEVEL_TONES[level])


def rule_text(row: Light) -> str:
    """When it burns, in a sentence."""
    metric = METRICS[row.metric]
    words_of = {"least": words.number_text(row.threshold), "unit": metric.unit}
    said = _t("Brandt vanaf %(least)s (%(unit)s).") % words_of
    if row.window:
        said += " " + ngettext(
            "Periode: %s maand.", "Periode: %s maanden.", row.window
        ) % words.number_text(row.window)  # fmt: skip
    if row.minimum:
        said += " " + _t("Telt pas vanaf %s gevallen.") % words.number_text(row.minimum)
    return said


def value_text(row: Signal) -> str:
    """What was measured, with its unit."""
    return f"{words.number_text(row.value)} ({METRICS[row.light.metric].unit})"


def subject_text(by: Actor, row: FollowUp | Signal) -> str:
    """What it is about; a mentor by name only for who follows mentors, a learner never."""
    match row.kind_of_subject:
        case Subject.SITE:
            return str(row.site)
        case Subject.RECOGNITION:
            assert row.recognition is not None
            return f"{row.recognition.number}, {row.recognition.programme}"
        case Subject.MENTOR:
            assert row.mentor is not None
            if row.partnership_id in abilities.places(by, "mentors"):
                return _t("Mentor %s") % row.mentor.person
            return _t("Een mentor voor %s") % row.mentor.request.programme
        case _:
            return _t("Overeenkomst %s") % row.agreement


def about_text(about: About) -> str:
    """A thing that somebody chose to do something about."""
    kind = Subject(KINDS[type(about).__name__])
    return f"{kind.label}: {about}"


def persons_of(by: Actor, row: FollowUp | Signal) -> list[int]:
    """Keys of the people whom its page names."""
    if row.mentor is None or row.partnership_id not in abilities.places(by, "mentors"):
        return []
    return [row.mentor.person_id]


KINDS = {
    "Site": Subject.SITE,
    "Recognition": Subject.RECOGNITION,
    "Mentor": Subject.MENTOR,
    "Agreement": Subject.AGREEMENT,
}
