"""Tasks: long jobs on many lines; look them over, let them run, watch and stop them (P05)."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import administered_organisations
from sleutelbos.desk import queries
from sleutelbos.desk.pages import run_parts as parts
from sleutelbos.desk.pages.base import help_box, page
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.runs import confirm_run, look_at, one_run, own_runs
from sleutelbos.tools.runs.kinds import KINDS
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.runs.rules import worth_doing
from sleutelbos.tools.runs.staging import discard_run, request_stop
from sleutelbos.tools.runs.states import run_flow
from sleutelbos.web import show, words
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import Page, PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Card,
    Cards,
    Crumb,
    Empty,
    Head,
    Link,
    Note,
    Part,
    Section,
)
from sleutelbos.web.tables import Column, Table

COLUMNS = [
    Column("taak", _("Taak"), "name", sort="name", link=parts.url_of),
    Column("soort", _("Soort"), parts.kind_label),
    Column("begonnen", _("Begonnen"), "created", sort="created", kind="date"),
    Column("regels", _("Te doen"), "total", sort="total", kind="number"),
    Column("fouten", _("Fouten"), "faulty", sort="faulty", kind="number"),
    Column("staat", _("Toestand"), parts.state_pill, sort="state", kind="pill"),
]


@page("taken", name="runs", title=_("Taken"), shows="desk.runs")
def runs(request: PageRequest) -> HttpResponseBase:
    """The visitor's own tasks."""
    empty = Empty(
        _("Nog geen taken"),
        _("Werk op veel regels, zoals een bestand inlezen, staat hier met zijn voortgang."),
    )
    table = Table(
        request, own_runs(request.actor), COLUMNS, name="taken", order="-begonnen", empty=empty
    )
    head = Head(_("Taken"), _("De nieuwste taak staat bovenaan."))
    after = [] if table.count else _ways_in(request.actor)
    return show.listing(request, head, table, after=after)


def _ways_in(by: Actor) -> list[Part]:
    """Where work on many lines begins, for whoever may open that page."""
    cards = [
        Card(kind.label, reverse(kind.page), _("Begin hier een taak."), icon="list-checks")
        for kind in KINDS.values()
        if kind.page and _may_open(by, reverse(kind.page))
    ]
    here = by.capacity.organisation if by.capacity else 0
    for organisation in administered_organisations(by).filter(pk=here):
        url = reverse("access:ending", args=[organisation.uid])
        told = _("Geef veel rechten tegelijk een nieuwe einddatum. Daar is geen taak voor nodig.")
        cards.append(Card(_("Rechten die eindigen"), url, told, icon="hourglass"))
    return [Section(_("Werk op veel regels"), [Cards(cards)])] if cards else []


def _may_open(by: Actor, url: str) -> Decision:
    """The door of the page at an address of ours."""
    declared: Page = resolve(url).func.page  # type: ignore[attr-defined]
    return declared.door(by)


@page(
    "taken/<int:run>",
    name="run",
    title=_("Taak"),
    shows="desk.run",
    does=(confirm_run, discard_run, request_stop),
    reveals=Reveals(_("De regels van een taak nakijken")),
)
def run(request: PageRequest, run: int) -> HttpResponseBase:
    """One task; ``doe`` says what a button asks, ``deel=voortgang`` gives the progress alone."""
    found = _one(request, run)
    if found.state in parts.OPEN:
        look_at(request.actor, found)
    if request.method == "POST":
        return _do(request, found)
    if request.GET.get(parts.STAGE_OF) == "voortgang":
        busy = found.state in parts.BUSY
        part = parts.progress_part(request, found) if busy else parts.over_part(found)
        return show.template(request, "desk/part.html", it=part)
    if found.state in parts.BUSY:
        return _busy(request, found)
    table = parts.lines_table(request, found)
    if table.export_wanted:
        return table.export()
    _reveal_people(request, found)
    above: list[Part] = [parts.figures(found), *_faults(found)]
    below: list[Part] = [Section(_("Wat er gebeurde"), [parts.happened(found)])]
    lines = Section(_("Regels"), [table])
    aside: list[Part] = [Actions(_actions(request, found)), help_box(request.path)]
    return show.page(
        request, _head(request, found), *above, lines, *below, crumbs=_crumbs(found), aside=aside
    )


def _one(request: PageRequest, pk: int) -> Run:
    try:
        return one_run(request.actor, pk)
    except Run.DoesNotExist as error:
        raise Http404 from error


def _reveal_people(request: PageRequest, found: Run) -> None:
    """Whose names the timeline shows: who began the task, and who else touched it."""
    reveal(request, queries.people_about(found))


def _busy(request: PageRequest, found: Run) -> HttpResponseBase:
    again = Link(_("Vernieuw"), parts.url_of(found), icon="rotate-cw", look="secondary")
    return show.page(
        request,
        _head(request, found),
        parts.progress_part(request, found),
        again,
        crumbs=_crumbs(found),
        aside=[help_box(request.path)],
    )


def _head(request: PageRequest, found: Run) -> Head:
    owner = run_flow.states[found.state].owner
    if found.of_house and found.state == "staged":
        owner = _("wie zo'n taak mag beginnen")  # the house itself waits for them
    return Head(
        found.name,
        parts.sentence_of(found),
        pill=parts.state_pill(found),
        kicker=parts.kind_label(found),
        turn=words.turn_text(owner),
        primary=_confirm(request, found) if found.state == "staged" else None,
    )


def _confirm(request: PageRequest, found: Run) -> Button | None:
    """The one thing to do with a task that is ready for it."""
    decision = confirm_run.check(request.actor, found) & worth_doing(found)
    button = Button(
        _("Uitvoeren"),
        parts.url_of(found),
        {parts.DO: "uitvoeren"},
        look="primary",
        icon="play",
        decision=decision,
    )
    return button if decision else None


def _faults(found: Run) -> list[Part]:
    if not found.faulty and not found.reason:
        return []
    shown: list[Part] = [Note(found.reason, "stop")] if found.reason else []
    return shown + parts.faults_link(found)


def _actions(request: PageRequest, found: Run) -> list[Link | Button]:
    discard = Button(
        _("Weggooien"),
        parts.url_of(found),
        {parts.DO: "weggooien"},
        icon="trash-2",
        decision=discard_run.check(request.actor, found),
        expected=False,
    )
    return [discard] if found.state == "staged" else []


def _crumbs(found: Run) -> list[Crumb]:
    return [Crumb(_("Taken"), reverse("desk:runs")), Crumb(found.name)]


def _do(request: PageRequest, found: Run) -> HttpResponseBase:
    """What the button asked; a task that can't be confirmed says why on its page."""
    by, key, wanted = request.actor, key_of(request), request.POST.get(parts.DO, "")
    if wanted == "uitvoeren":
        try:
            confirm_run.keyed(key, by, found)
        except Invalid as problem:
            show.toast(request, str(problem), tone="stop")
    elif wanted == "weggooien":
        discard_run.keyed(key, by, found)
        show.toast(request, _t("De taak is weggegooid. Er is niets uitgevoerd."))
        return see_other(reverse("desk:runs"))
    elif wanted == "stoppen":
        stop = request_stop if found.state == "running" else discard_run
        stop.keyed(key, by, found)
        show.toast(request, _t("U vroeg om de taak te stoppen."))
    return see_other(parts.url_of(found))
