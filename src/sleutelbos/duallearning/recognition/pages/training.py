"""'Mentoropleidingen': who followed his training, who has to, until when (W09)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import FileField
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.training import (
    approve_training,
    exempt_training,
    prove_training,
    return_training,
)
from sleutelbos.duallearning.recognition.models import MentorTraining
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.filters import TrainingFilter
from sleutelbos.duallearning.recognition.pages.forms_prepare import HINT
from sleutelbos.duallearning.recognition.pages.papers import stored
from sleutelbos.duallearning.recognition.queries.training import trainings_for, trainings_seen
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_follow_up import training_flow
from sleutelbos.tools.files import received
from sleutelbos.web import show, words
from sleutelbos.web.forms import (
    DateField,
    Form,
    OneOf,
    TextField,
    handle,
)
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Empty, Fact, Facts, Head, Link, Note, Part, Pill
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:trainings"
VERDICTS = [
    ("aanvaarden", _("Attest aanvaarden")),
    ("terug", _("Attest terugsturen")),
    ("vrijstellen", _("Vrijstellen")),
]
DOES = {
    "aanvaarden": approve_training, "terug": return_training, "vrijstellen": exempt_training,
}  # fmt: skip


def training_url(row: MentorTraining, page: str = "training") -> str:
    """The address of a page of a mentoropleiding."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def training_pill(row: MentorTraining) -> Pill:
    """Where it stands; a term that is over says so."""
    if row.state == "due" and looks.late(row.due):
        return Pill(_("Termijn voorbij"), "stop")
    return Pill.of(training_flow, row.state)


COLUMNS = [
    Column("mentor", _("Mentor"), "mentor.person.name", link=training_url,
           sort=("mentor__person__family_name", "mentor__person__given_name")),
    Column("onderneming", _("Onderneming"), "mentor.request.company.name",
           sort="mentor__request__company__name"),
    Column("opleiding", _("Opleiding"), "mentor.request.programme.name"),
    Column("volgen", _("Volgen voor"), "due", sort="due", kind="date"),
    Column("gevolgd", _("Gevolgd op"), "followed_on", sort="followed_on", kind="date"),
    Column("toestand", _("Toestand"), training_pill, sort="state", kind="pill"),
]  # fmt: skip


@page(
    "duaal/mentoropleidingen",
    name="trainings",
    title=_("Mentoropleidingen"),
    door=roles.follows_mentors,
    shows="duallearning.trainings",
    reveals=PURPOSE,
)
def trainings(request: PageRequest) -> HttpResponseBase:
    """Mentors of own competence with their training, the first term first."""
    empty = Empty(
        _("Nog geen mentoropleidingen"),
        _("Wordt een mentor erkend, dan staat hier wat hij nog moet volgen."),
        icon="graduation-cap",
    )
    table = Table(
        request, trainings_for(request.actor), COLUMNS, name="mentoropleidingen",
        filters=TrainingFilter, order="volgen", empty=empty,
        person=lambda row: row.mentor.person_id,
    )  # fmt: skip
    sentence = ngettext("%s mentor om op te volgen.", "%s mentoren om op te volgen.", table.count)
    head = Head(_("Mentoropleidingen"), sentence % words.number_text(table.count))
    return show.listing(request, head, table)


class JudgeForm(Form):
    """What is found of the attest."""

    verdict = OneOf(label=_("Wat beslist u?"), choices=VERDICTS)
    remark = TextField(
        label=_("Opmerking"), rows=3, required=False,
        help_text=_("Nodig als u terugstuurt of vrijstelt."),
    )  # fmt: skip


def _head(row: MentorTraining) -> Head:
    company = row.mentor.request.company
    return Head(
        row.mentor.person.name, pill=training_pill(row), kicker=_t("Mentoropleiding, %s") % company,
        term=_t("Volgen voor het einde van %s") % words.day_text(row.due)
        if row.state == "due" else "",
    )  # fmt: skip


def _facts(row: MentorTraining) -> list[Part]:
    mentor = row.mentor
    facts = [
        Fact(_("Vestiging"), looks.site_text(mentor.request.site)),
        Fact(_("Opleiding van de leerling"), mentor.request.programme.name),
        Fact(_("Volgen voor het einde van"), words.day_text(row.due)),
        Fact(_("Gevolgde mentoropleiding"), row.course or "–"),
        Fact(_("Gevolgd op"), words.day_text(row.followed_on) or "–"),
    ]
    if row.paper is not None:
        url = training_url(row, "training-paper")
        facts.append(Fact(_("Attest"), Link(_("Attest openen"), url, "file-text")))
    notes: list[Part] = [Note(row.remark, "info", _("Opmerking"))] if row.remark else []
    return [*notes, Facts(facts)]


@page(
    "duaal/mentoropleidingen/<uuid:uid>",
    name="training",
    title=_("Mentoropleiding"),
    door=roles.follows_mentors,
    does=(approve_training, return_training, exempt_training),
    shows="duallearning.training",
    reveals=PURPOSE,
)
def training(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The attest, and what is found of it."""
    by = request.actor
    row = one(trainings_for(by), uid)
    reveal(request, [row.mentor.person_id])
    crumbs = [Crumb(_("Mentoropleidingen"), reverse(LIST)), Crumb(row.mentor.person.name)]
    if not exempt_training.check(by, row, remark=""):
        return show.page(
            request, _head(row), *_facts(row), request_parts.history(row), crumbs=crumbs
        )
    form = JudgeForm.of(request)
    if row.state == "due":
        field: Any = form.fields["verdict"]
        field.choices = [one for one in VERDICTS if one[0] == "vrijstellen"]

    def do(form: JudgeForm) -> str:
        remark = form.cleaned_data["remark"]
        DOES[form.cleaned_data["verdict"]].keyed(form.key, by, row, remark=remark)
        show.toast(request, _t("Bewaard."))
        return training_url(row)

    return handle(request, form, do) or show.form(
        request, form, _head(row), submit=_("Oordeel bewaren"), back_url=reverse(LIST),
        before=_facts(row), after=[request_parts.history(row)], crumbs=crumbs,
    )  # fmt: skip


class ProveForm(Form):
    """Which training, when, and its attest."""

    course = TextField(label=_("Welke mentoropleiding?"))
    followed_on = DateField(label=_("Gevolgd op"))
    paper = FileField(label=_("Attest"), help_text=HINT)


@page(
    "duaal/mentoropleidingen/<uuid:uid>/attest",
    name="prove-training",
    title=_("Attest indienen"),
    door=roles.files_somewhere,
    does=prove_training,
    reveals=PURPOSE,
)
def prove(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The company hands over the attest of its mentor."""
    by = request.actor
    row = one(trainings_seen(by), uid)
    if not prove_training.check(by, row, course="", followed_on=row.due, paper=None):  # type: ignore[arg-type]
        raise Http404
    reveal(request, [row.mentor.person_id])
    form = ProveForm.of(request)
    assert row.mentor.recognition is not None
    back = looks.recognition_url(row.mentor.recognition)

    def do(form: ProveForm) -> str:
        given = form.values()
        given["paper"] = received(given["paper"])
        prove_training.keyed(form.key, by, row, **given)
        show.toast(request, _t("Het attest is ingediend. Uw partnerschap kijkt het na."))
        return back

    return handle(request, form, do) or show.form(
        request, form, _head(row), submit=_("Attest indienen"), back_url=back,
        before=_facts(row), crumbs=[Crumb(_("Erkenning"), back), Crumb(_("Attest indienen"))],
    )  # fmt: skip


@page(
    "duaal/mentoropleidingen/<uuid:uid>/document",
    name="training-paper",
    title=_("Attest van een mentoropleiding"),
    door=roles.sees_trainings,
    shows="duallearning.training-paper",
    reveals=PURPOSE,
)
def paper(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The attest, for who follows up the mentor and for his company."""
    row = one(trainings_seen(request.actor).filter(paper__isnull=False), uid)
    reveal(request, [row.mentor.person_id])
    assert row.paper is not None
    return stored(row.paper, "attest-mentoropleiding")
