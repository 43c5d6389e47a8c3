"""Draw up an agreement: workplace, mentor and term, timetable, plan (W10)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import timetable as hours
from sleutelbos.duallearning.agreement.actions.drafting import (
    Term,
    choose_workplace,
    set_plan,
    set_term,
    set_timetable,
)
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.pages import agreement_parts, looks
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.forms import (
    PlanForm,
    TermForm,
    TimetableForm,
    WorkplaceSearch,
)
from sleutelbos.duallearning.agreement.pages.steps import (
    PLAN,
    TERM,
    TIMETABLE,
    WORKPLACE,
    after,
    wizard,
)
from sleutelbos.duallearning.agreement.queries.readiness import findings_of
from sleutelbos.duallearning.agreement.queries.scope import agreements_kept_by
from sleutelbos.duallearning.agreement.queries.workplaces import MOST, mentors_of, workplaces_for
from sleutelbos.duallearning.agreement.rules import roles, weights
from sleutelbos.duallearning.agreement.states import PAY, Pay
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.recognition.pages.looks import site_text
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.policies import Severity
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import Actions, Button, Link, Listing, Note, Part, Prose, Template

ROUTE = "duaal/overeenkomsten/<uuid:uid>"


def editable(by: Actor, uid: UUID) -> Agreement:
    """A Werkversie of the own school; else the page does not exist."""
    return one(agreements_kept_by(by).filter(state="draft"), uid)


def _told(row: Agreement, *at: str) -> list[Part]:
    """What the rules say about a step, of what was filled in so far."""
    return looks.problems(one for one in findings_of(row) if one.field in at)


@page(
    f"{ROUTE}/werkplek",
    name=WORKPLACE,
    title=_("Werkplek kiezen"),
    door=roles.draws_up_somewhere,
    does=choose_workplace,
    reveals=PURPOSE,
)
def workplace(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Search a recognised vestiging and choose it."""
    by = request.actor
    row = editable(by, uid)
    reveal(request, [row.person_id])
    if request.method == "POST":
        chosen = one(workplaces_for(row), _uid(request))
        choose_workplace.keyed(key_of(request), by, row, recognition=chosen)
        return see_other(looks.agreement_url(row, after(WORKPLACE)))
    form = WorkplaceSearch(request.GET or None)
    text = form.cleaned_data["zoek"] if form.is_bound and form.is_valid() else ""
    parts: list[Part] = [
        *_chosen(row),
        Template("duallearning/workplace_search.html", {"form": form}),
    ]
    found = list(workplaces_for(row, text)[: MOST + 1])
    parts.append(_workplaces(found[:MOST], looks.agreement_url(row, WORKPLACE)))
    if len(found) > MOST:
        parts.append(Note(_t("Er zijn er meer. Zoek op naam, gemeente of postcode.")))
    sentence = _t("Vestigingen die erkend zijn voor %s en een mentor hebben.")
    return wizard(request, row, None, WORKPLACE, *parts, sentence=sentence % row.learner.programme)


def _chosen(row: Agreement) -> list[Part]:
    if row.recognition is None:
        return []
    text = _t("Gekozen: %(company)s, %(site)s.") % {
        "company": row.recognition.company,
        "site": site_text(row.recognition.site),
    }
    onward = Link(_("Volgende"), looks.agreement_url(row, TERM), look="primary")
    return [*_told(row, weights.WORKPLACE), Note(text, "ok"), Actions([onward])]


def _workplaces(rows: list[Recognition], here: str) -> Listing:
    lines: list[list[Any]] = [
        [
            row.company.name,
            site_text(row.site),
            _t("%(taken)s van %(places)s") % {"taken": row.taken, "places": row.places},  # type: ignore[attr-defined]
            Button(_("Kiezen"), here, {"rij": row.uid}, "quiet", about=row.company.name),
        ]
        for row in rows
    ]
    headings = [_("Onderneming"), _("Vestiging"), _("Bezet vandaag"), _("Kiezen")]
    empty = _("Geen erkende werkplek gevonden voor deze opleiding. Zoek anders, of vraag de"
              " onderneming om een erkenning aan te vragen.")  # fmt: skip
    return Listing(headings, lines, empty=empty)


def _uid(request: PageRequest) -> UUID:
    try:
        return UUID(request.POST.get("rij", ""))
    except ValueError as problem:
        raise Http404 from problem


@page(
    f"{ROUTE}/looptijd",
    name=TERM,
    title=_("Mentor en looptijd"),
    door=roles.draws_up_somewhere,
    does=set_term,
    reveals=PURPOSE,
)
def term(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Who guides, between which days, in which category."""
    by = request.actor
    row = editable(by, uid)
    mentors = {str(one.uid): one for one in mentors_of(row)}
    reveal(request, [row.person_id, *(one.person_id for one in mentors.values())])
    paid = PAY[AgreementKind(row.kind)] == Pay.ALLOWANCE
    names = {key: one.person.name for key, one in mentors.items()}
    form = TermForm.of(request, row=row, mentors=names, paid=paid)

    def do(form: TermForm) -> str:
        given = form.cleaned_data
        chosen = Term(
            mentors[given["mentor"]],
            given["first"],
            given["last"],
            int(given["category"]) if paid else None,
        )
        set_term.keyed(form.key, by, row, term=chosen)
        return looks.agreement_url(row, after(TERM))

    kind = Prose(_t("Het type volgt uit de opleiding: %s.") % row.get_kind_display())
    told = _told(row, weights.WORKPLACE, weights.TERM) if row.valid else []
    return handle(request, form, do) or wizard(request, row, form, TERM, kind, *told)


@page(
    f"{ROUTE}/uurrooster",
    name=TIMETABLE,
    title=_("Uurrooster"),
    door=roles.draws_up_somewhere,
    does=set_timetable,
    reveals=PURPOSE,
)
def timetable(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A week as it returns; what a rule has against it is told here, once it was filled in."""
    by = request.actor
    row = editable(by, uid)
    reveal(request, [row.person_id])
    slots = hours.read(row.timetable)
    form = TimetableForm.of(request, slots=slots)

    def do(form: TimetableForm) -> str:
        changed = set_timetable.keyed(form.key, by, row, slots=form.slots())
        wrong = any(
            one.field == weights.TIMETABLE and one.severity != Severity.INFO
            for one in findings_of(changed)
        )
        return looks.agreement_url(row, TIMETABLE if wrong else after(TIMETABLE))

    parts: list[Part] = []
    if slots:
        parts = [*_told(row, weights.TIMETABLE), agreement_parts.week_sentence(slots)]
        onward = Link(_("Volgende stap"), looks.agreement_url(row, after(TIMETABLE)), look="quiet")
        parts.append(Actions([onward]))
    sentence = _t("Schrijf een uur zoals 8:30. Laat een dag leeg als de leerling dan vrij is.")
    return handle(request, form, do) or wizard(
        request, row, form, TIMETABLE, *parts, sentence=sentence, submit=_("Bewaren en nakijken")
    )


@page(
    f"{ROUTE}/opleidingsplan",
    name=PLAN,
    title=_("Opleidingsplan"),
    door=roles.draws_up_somewhere,
    does=set_plan,
    reveals=PURPOSE,
)
def plan(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Which activities are learned at the workplace, and how the learner is guided."""
    by = request.actor
    row = editable(by, uid)
    reveal(request, [row.person_id])
    activities = row.learner.programme.activities.values_list("text", flat=True)
    form = PlanForm.of(request, row=row, activities=list(activities))

    def do(form: PlanForm) -> str:
        set_plan.keyed(form.key, by, row, **form.values())
        return looks.agreement_url(row, after(PLAN))

    return handle(request, form, do) or wizard(request, row, form, PLAN)
