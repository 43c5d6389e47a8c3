"""'Taken': what changed at a recognised workplace, for who handles it (W05, W16)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.lifting import lift_for_task
from sleutelbos.duallearning.recognition.actions.tasks import settle_task
from sleutelbos.duallearning.recognition.models import RecognitionTask
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.effects import link_to
from sleutelbos.duallearning.recognition.pages.filters import TaskFilter
from sleutelbos.duallearning.recognition.queries.tasks import tasks_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import KeepChoice, TaskKind, task_flow
from sleutelbos.web import show, words
from sleutelbos.web.forms import DateField, Form, OneOf, TextField, handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:tasks"
AHEAD = _("Wat volgt voor overeenkomsten, mentoren en scholen, leest u vooraf.")


def task_url(row: RecognitionTask) -> str:
    """The page of a task."""
    return reverse("duallearning:task", args=[row.uid])


def task_pill(row: RecognitionTask) -> Pill:
    """Whether it is to do still."""
    return Pill.of(task_flow, row.state)


COLUMNS = [
    Column("taak", _("Taak"), "get_kind_display", sort="kind", link=task_url),
    Column("onderneming", _("Onderneming"), "recognition.company.name",
           sort="recognition__company__name"),
    Column("erkenning", _("Erkenning"), "recognition.number", sort="recognition__number"),
    Column("wijziging", _("Nu"), lambda row: row.after or "–"),
    Column("sinds", _("Sinds"), "opened_at", sort="opened_at", kind="date"),
    Column("toestand", _("Toestand"), task_pill, sort="state", kind="pill"),
]  # fmt: skip


@page(
    "duaal/taken",
    name="tasks",
    title=_("Taken"),
    door=roles.handles_somewhere,
    shows="duallearning.tasks",
)
def tasks(request: PageRequest) -> HttpResponseBase:
    """What changed at workplaces that my partnership recognised."""
    empty = Empty(
        _("Geen taken"),
        _("Verhuist of stopt een erkende vestiging, of valt de laatste mentor weg, dan staat"
          " het hier."),
        icon="list-checks",
    )  # fmt: skip
    rows = tasks_for(request.actor)
    table = Table(
        request, rows, COLUMNS, name="taken", filters=TaskFilter, order="-sinds", empty=empty
    )
    waiting = rows.filter(state="open").count()
    sentence = ngettext("%s taak staat open.", "%s taken staan open.", waiting)
    head = Head(_("Taken"), sentence % words.number_text(waiting))
    return show.listing(request, head, table)


class SettleForm(Form):
    """Whether the recognition stays, and why."""

    choice = OneOf(label=_("Wat beslist u?"), choices=KeepChoice.choices)
    visited_on = DateField(
        label=_("Dag van het bezoek"), required=False, help_text=_("Alleen als u langsging.")
    )
    remark = TextField(
        label=_("Waarom?"),
        help_text=_("Bijvoorbeeld wat u op het nieuwe adres zag."),
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        """Who was there says when."""
        given = super().clean() or {}
        if given.get("choice") == KeepChoice.VISITED and not given.get("visited_on"):
            self.add_error("visited_on", _("Vul de dag van het bezoek in."))
        return given


@page(
    "duaal/taken/<uuid:uid>",
    name="task",
    title=_("Taak bij een erkenning"),
    door=roles.handles_somewhere,
    does=(settle_task, lift_for_task),
    shows="duallearning.task",
    reveals=PURPOSE,
)
def task(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """From what to what; keep the recognition with a reason."""
    by = request.actor
    row = one(tasks_for(by), uid)
    recognition = row.recognition
    people = list(recognition.mentors.select_related("person").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    head = Head(
        row.get_kind_display(), _sentence(row), pill=task_pill(row),
        kicker=f"{recognition.number}, {recognition.company}",
    )  # fmt: skip
    crumbs = [Crumb(_("Taken"), reverse(LIST)), Crumb(recognition.number)]
    lines = [[one.person.name, looks.mentor_pill(one)] for one in people]
    mentors = Section(
        _("Mentoren"), [Listing([_("Mentor"), _("Toestand")], lines, empty=_("Geen mentor."))]
    )
    parts: list[Part] = [_facts(row), mentors]
    if not settle_task.check(by, row, remark=""):
        return show.page(request, head, *parts, request_parts.history(recognition), crumbs=crumbs)
    form = SettleForm.of(request)

    def do(form: SettleForm) -> str:
        given = form.cleaned_data
        if given["choice"] == KeepChoice.LIFT:
            lift_for_task.keyed(form.key, by, row, remark=given["remark"])
            show.toast(request, _t("De erkenning is opgeheven. Wie ermee werkt, krijgt een mail."))
        else:
            day = given["visited_on"] if given["choice"] == KeepChoice.VISITED else None
            settle_task.keyed(form.key, by, row, remark=given["remark"], visited_on=day)
            show.toast(request, _t("De erkenning blijft geldig. De taak is afgewerkt."))
        return reverse(LIST)

    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Beslissen"), back_url=reverse(LIST),
        before=[*parts, Note(AHEAD, action=link_to("task-effects", uid))],
        after=[request_parts.history(recognition)], crumbs=crumbs,
    )  # fmt: skip


def _sentence(row: RecognitionTask) -> str:
    if row.state != "open":
        return _t("Deze taak is niet meer te doen.")
    return {
        TaskKind.ADDRESS: _t("De vestiging verhuisde volgens de KBO. Blijft de werkplek goed?"),
        TaskKind.STATUS: _t("De toestand in de KBO wijzigde. Blijft de erkenning geldig?"),
        TaskKind.NO_MENTOR: _t("Zonder geldige mentor kan geen nieuwe leerling beginnen."),
    }[TaskKind(row.kind)]


def _facts(row: RecognitionTask) -> Facts:
    recognition = row.recognition
    request = recognition.request
    facts = [
        Fact(_("Onderneming"), recognition.company.name),
        Fact(_("Vestiging"), looks.site_text(recognition.site)),
        Fact(_("Opleiding"), recognition.programme.name),
        Fact(_("Geldt"), words.period_text(recognition.valid)),
        Fact(_("Aanvraag"), Link(request.number, looks.request_url(request))),
    ]
    if row.kind != TaskKind.NO_MENTOR:
        facts += [Fact(_("Voordien"), row.before or "–"), Fact(_("Nu"), row.after or "–")]
    running = recognition.agreements.filter(state="registered").count()
    facts.append(Fact(_("Lopende overeenkomsten"), words.number_text(running)))
    if row.visited_on:
        facts.append(Fact(_("Bezocht op"), words.day_text(row.visited_on)))
    if row.remark:
        facts.append(Fact(_("Waarom"), row.remark))
    return Facts(facts)
