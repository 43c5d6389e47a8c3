"""Parts of the page of an onboarding: the dry run of steps 4 and 6, how far the lines are."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.actions.onboarding_making import (
    Planned,
    planned_links,
    planned_positions,
)
from sleutelbos.positions.models import Onboarding
from sleutelbos.positions.pages.line_looks import lines_url, name_and_relation
from sleutelbos.positions.queries.onboarding_lines import Progress
from sleutelbos.positions.rules import roles
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Figure, Figures, Listing, Note, Part, Pill, Section


def planned(request: PageRequest, onboarding: Onboarding) -> list[Part]:
    """The dry run of steps 4 and 6, for whoever runs them."""
    plans: dict[str, tuple[Callable[[Onboarding], list[Planned]], type_of_text]] = {
        "making": (planned_positions, _("Wat gemaakt wordt")),
        "linking": (planned_links, _("Wie gekoppeld wordt")),
    }
    if onboarding.state not in plans or not roles.is_expert(request.actor):
        return []
    plan, title = plans[onboarding.state]
    found = plan(onboarding)
    people = [one.line.holder or one.line.employment for one in found]
    reveal(request, [who.employee.person_id for who in people if who.employee.person_id])
    rows = [[_planned_text(one), " ".join(one.faults) or Pill(_("Kan"), "ok")] for one in found]
    listing = Listing(
        [_("Lijn"), _("Proef")], rows,
        empty=_("Er is niets gevraagd. Deze stap gaat meteen verder."),
    )  # fmt: skip
    wrong = sum(bool(one.faults) for one in found)
    notes: list[Part] = []
    if wrong:
        text = _t("Lijnen waarop iets niet past: %s. De stap loopt pas als alles past.") % wrong
        notes = [Note(text, "warn")]
    return [*notes, Section(title, [listing])]


def _planned_text(one: Planned) -> str:
    line = one.line
    if line.holder is not None and line.position is not None:
        words = {"number": line.position.number, "who": name_and_relation(line.holder)}
        return _t("%(who)s op arbeidsplaats %(number)s") % words
    words = {"title": line.request.function.title, "who": name_and_relation(line.employment)}
    return _t("%(title)s, gevraagd voor %(who)s") % words


def figures(onboarding: Onboarding, progress: Progress) -> list[Part]:
    """How many lines of each colour, and what is still to be done on them."""
    if onboarding.state == "placing":
        return []
    told = [
        Figure(_("Blauwe lijnen"), progress.blue, _t("waarvan nog na te kijken: %s")
               % progress.unchecked_blue, lines_url(onboarding, "blauw")),
        Figure(_("Groene lijnen"), progress.green, _t("waarvan nog in te vullen: %s")
               % progress.undecided, lines_url(onboarding, "groen")),
        Figure(_("Vragen zonder antwoord"), progress.questions,
               _("het expertenteam antwoordt bij de lijn")),
    ]  # fmt: skip
    if progress.made:
        words = {"check": progress.unchecked_made, "assign": progress.unassigned}
        told.insert(2, Figure(_("Gemaakt in stap 4"), progress.made,
                              _t("nog na te kijken: %(check)s, nog toe te wijzen: %(assign)s")
                              % words))  # fmt: skip
    return [Section(_("Hoe ver het staat"), [Figures(told)])]
