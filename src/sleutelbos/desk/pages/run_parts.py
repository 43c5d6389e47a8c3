"""What the page of a task shows: how far it is, what came of it, its lines."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.desk import queries
from sleutelbos.kernel import clock
from sleutelbos.kernel.telling import tell
from sleutelbos.tools.runs import LineOutcome, progress
from sleutelbos.tools.runs.kinds import KINDS
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.runs.rules import may_stop, worth_doing
from sleutelbos.tools.runs.states import run_flow
from sleutelbos.web.forms import FilterForm, ListField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Button,
    Empty,
    Figure,
    Figures,
    Happening,
    Link,
    Note,
    Part,
    Pill,
    Progress,
    Timeline,
)
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text, number_text

BUSY = ("confirmed", "running")
OPEN = ("staged", *BUSY)
DO, STAGE_OF = "doe", "deel"
TONES = {"todo": "info", "same": "neutral", "fault": "stop", "done": "ok"}


def url_of(run: Run) -> str:
    """To the page of a task."""
    return reverse("desk:run", args=[run.pk])


def state_pill(run: Run) -> Pill:
    """Where a task stands."""
    return Pill.of(run_flow, run.state)


def kind_label(run: Run) -> str:
    """What kind of task it is, in words."""
    return str(KINDS[run.kind].label)


# while it is busy


def progress_part(request: PageRequest, run: Run) -> Progress:
    """How far it is, in numbers and in words, with the button that stops it."""
    now = progress(run)
    stop = Button(
        _("Stoppen"),
        url_of(run),
        {DO: "stoppen"},
        icon="ban",
        decision=may_stop(request.actor, run),
        expected=False,
    )
    return Progress(
        _("Uitgevoerde regels"),
        now.done,
        now.total,
        sentence=" ".join([_how_long(now.state, now.eta, stopping=now.stopping), _leave()]),
        stop=None if now.stopping else stop,
        refresh_url=f"{url_of(run)}?{STAGE_OF}=voortgang",
    )


def _how_long(state: str, eta: datetime | None, *, stopping: bool) -> str:
    if stopping:
        return _t("De taak stopt zodra het deel dat bezig is, af is.")
    if state == "confirmed":
        return _t("De taak wacht op haar beurt.")
    if eta is None:
        return _t("De taak is bezig.")
    seconds = (eta - clock.real_now()).total_seconds()
    if seconds < 60:
        return _t("Nog minder dan een minuut.")
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext(
            "Nog ongeveer %s minuut.", "Nog ongeveer %s minuten.", minutes
        ) % number_text(minutes)
    hours = round(minutes / 60)
    return ngettext("Nog ongeveer %s uur.", "Nog ongeveer %s uren.", hours) % number_text(hours)


def _leave() -> str:
    return _t("U mag deze pagina verlaten.")


def over_part(run: Run) -> Note:
    """For the page that watched: it is over, here is the result."""
    state = run_flow.states[run.state]
    result = Link(_("Bekijk het resultaat"), url_of(run), look="primary")
    return Note(sentence_of(run), state.tone, action=result)


# what came of it


def sentence_of(run: Run) -> str:
    """What matters now about a task, in one sentence."""
    if run.state == "staged":
        worth = worth_doing(run)
        return _t("Er is nog niets veranderd. Kijk de regels na.") if worth else str(worth.reason)
    if run.state in BUSY:
        return _t("Het systeem voert de regels uit.")
    done, left = run.done, run.left
    if run.state == "done":
        return ngettext(
            "%s regel is uitgevoerd.", "%s regels zijn uitgevoerd.", done
        ) % number_text(done)
    words = {"done": number_text(done), "left": number_text(left)}
    if run.state == "stopped" and done == 0:
        return _t("De taak is gestopt. Er is niets uitgevoerd.")
    if run.state == "stopped":
        return _t("De taak is gestopt: %(done)s uitgevoerd, %(left)s niet.") % words
    if done == 0:
        return _t("De taak is mislukt. Er is niets uitgevoerd.")
    return _t("De taak is mislukt: %(done)s uitgevoerd, %(left)s niet.") % words


def figures(run: Run) -> Figures:
    """How many lines of each kind."""
    if run.state == "staged":
        first = [Figure(_("Te doen"), run.total, _("regels die iets veranderen"))]
    else:
        first = [
            Figure(_("Uitgevoerd"), run.done, _("regels die iets veranderden")),
            Figure(_("Niet uitgevoerd"), run.left, _("regels die bleven liggen")),
        ]
    return Figures(
        [
            *first,
            Figure(_("Ongewijzigd"), run.same, _("regels die al zo waren")),
            Figure(_("Fout"), run.faulty, _("regels die niet kunnen")),
        ]
    )


def happened(run: Run) -> Timeline:
    """Who did what with the task, newest first."""
    told = tell(queries.entries_about(run))
    return Timeline([Happening(one.at, one.sentence, note=one.reason) for one in told])


# its lines


class LineFilter(FilterForm):
    """Lines by what is to be done or was done."""

    uitkomst = ListField(
        label=_("Uitkomst"), choices=LineOutcome.choices, empty_label=_("Alle regels")
    )
    lookups = {"uitkomst": ("outcome",)}


def _outcome(line: RunLine) -> Pill:
    return Pill(LineOutcome(line.outcome).label, TONES[line.outcome])


def _person(line: RunLine) -> int | None:
    """Key of the person whom the line names, when its kind said so."""
    person: int | None = line.payload.get("person")
    return person


LINES = [
    Column("regel", _("Regel"), "number", sort="number", kind="number"),
    Column("wat", _("Wat"), "label"),
    Column("uitkomst", _("Uitkomst"), _outcome, sort="outcome", kind="pill"),
    Column("fouten", _("Fouten"), "faults"),
]


def lines_table(request: HttpRequest, run: Run) -> Table:
    """The lines, fifty a page; as a file too."""
    return Table(
        request,
        run.lines.all(),
        LINES,
        name=f"taak-{run.pk}",
        filters=LineFilter,
        order="regel",
        person=_person,
        empty=_no_lines(run),
    )


def _no_lines(run: Run) -> Empty:
    if run.forgotten is None:
        return Empty(_("Geen regels"), _("Deze taak heeft geen regels."))
    told = _t("De bewaartermijn liep af op %(day)s. De aantallen blijven.")
    return Empty(_("Regels verwijderd"), told % {"day": day_text(run.forgotten)})


def faults_link(run: Run) -> list[Part]:
    """The sheet with what is wrong, when something is."""
    if not run.faulty or run.forgotten is not None:
        return []
    url = f"{url_of(run)}?uitkomst={LineOutcome.FAULT}&als=csv"
    return [Link(_("Fouten downloaden (CSV)"), url, icon="download", look="secondary")]
