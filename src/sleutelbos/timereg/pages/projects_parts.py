"""How projects look: their state, their period, why one isn't there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.timereg.policies import feed_hour
from sleutelbos.timereg.queries.feed import last_loaded
from sleutelbos.timereg.states import Part
from sleutelbos.web.parts import Disclosure, Pill, Prose
from sleutelbos.web.words import day_text

if TYPE_CHECKING:
    from sleutelbos.timereg.models import Project

MISSING = Pill(_("Ontbreekt bij ESF"), "warn")
ENDED = Pill(_("Niet meer bij ESF"), "neutral", "history")
LATER = Pill(_("Begint later"), "info", "calendar-days")
OVER = Pill(_("Afgelopen"), "neutral", "history")
NOW = Pill(_("Loopt"), "ok")


def state_pill(project: Project) -> Pill:
    """Where a project stands today."""
    if project.missing_since is not None:
        return MISSING
    if not project.active:
        return ENDED
    if project.starts > clock.today():
        return LATER
    return OVER if project.ends < clock.today() else NOW


def part_label(part: str | None) -> str:
    """Promotor or partner, as the glossary says it."""
    return str(Part(part).label) if part else ""


def period_text(project: Project) -> str:
    """First and last day."""
    return f"{day_text(project.starts)} – {day_text(project.ends)}"


def loaded_sentence() -> str:
    """When ESF's data came last, and when they come again."""
    last = last_loaded()
    if last is None:
        return _t("Er zijn nog geen gegevens van ESF geladen. Dat gebeurt elke vrijdag.")
    words = {"day": day_text(last.loaded_at), "hour": feed_hour.on(clock.today())}
    return _t("Laatst geladen op %(day)s. ESF levert elke vrijdag om %(hour)s uur.") % words


def not_there_yet(*, of_project: bool) -> Disclosure:
    """In words: why a project, a partner or a training may not be there yet."""
    what = (
        _t("Ziet u een partner of een opleiding niet?")
        if of_project
        else _t("Ziet u een project niet?")
    )
    told = [
        _t("ESF geeft de projecten, partners en opleidingen elke vrijdag door."),
        _t("Wat ESF deze week goedkeurde of wijzigde, ziet u hier dus pas na vrijdag."),
        _t("Kijk in de ESF-applicatie of het project, de partner of de opleiding daar staat."),
        _t("Werkt u voor een vestiging? Dan ziet u alleen de projecten van die vestiging."),
        loaded_sentence(),
    ]
    return Disclosure(what, [Prose(" ".join(told))])
