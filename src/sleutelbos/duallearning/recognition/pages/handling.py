"""The tasks of a Behandelaar: check, judge the mentors, park, resume, decide (W05, W16)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.deciding import (
    accept_mentor,
    decide_request,
    refuse_mentor,
)
from sleutelbos.duallearning.recognition.actions.handling import (
    Checked,
    accept_request,
    park_request,
    resume_request,
    return_request,
    take_request,
)
from sleutelbos.duallearning.recognition.models import Mentor, Request
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.forms_handling import (
    CheckForm,
    DecideForm,
    JudgeForm,
)
from sleutelbos.duallearning.recognition.pages.forms_prepare import ReasonForm
from sleutelbos.duallearning.recognition.pages.papers import stored
from sleutelbos.duallearning.recognition.queries.scope import (
    mentors_of_requests,
    requests_to_handle,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.conditions import age_on
from sleutelbos.duallearning.recognition.states import Verdict
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import Actions, Crumb, Fact, Facts, Head, Link, Part
from sleutelbos.web.press import ask

ROUTE = "duaal/aanvragen/<uuid:uid>"


def _found(by: Actor, uid: UUID) -> Request:
    """A request that the actor handles; else the page does not exist."""
    return one(requests_to_handle(by), uid)


def _head(row: Request, title: Any, sentence: Any = "") -> Head:
    return Head(title, sentence, kicker=f"{row.number}, {row.company}", term=looks.due_text(row))


@page(
    f"{ROUTE}/volledigheid",
    name="check-request",
    title=_("Volledigheid controleren"),
    door=roles.handles_somewhere,
    does=(accept_request, return_request),
    reveals=PURPOSE,
)
def check(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Per condition: in order or not, with a remark; then complete, or back to the company."""
    by = request.actor
    row = _found(by, uid)
    people = list(row.mentors.select_related("person").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    form = CheckForm.of(request, row=row)

    def do(form: CheckForm) -> str:
        checklist = {
            condition: Checked(form.cleaned_data[f"verdict_{condition}"],
                               form.cleaned_data[f"remark_{condition}"])
            for condition in form.conditions
        }  # fmt: skip
        if form.cleaned_data["then"] == "volledig":
            accept_request.keyed(form.key, by, row, checklist=checklist)
            show.toast(request, _t("Het dossier is volledig. De termijn loopt."))
        else:
            remark = form.cleaned_data["remark"]
            return_request.keyed(form.key, by, row, checklist=checklist, remark=remark)
            show.toast(request, _t("De aanvraag gaat terug. De onderneming krijgt een mail."))
        return looks.request_url(row)

    return handle(request, form, do) or show.form(
        request, form, _head(row, _("Volledigheid controleren")), submit=_("Bewaren"),
        back_url=looks.request_url(row), before=request_parts.summary(row, people),
        crumbs=looks.crumbs(row, Crumb(_("Volledigheid"))),
    )  # fmt: skip


@page(
    f"{ROUTE}/behandelen",
    name="handle-request",
    title=_("Aanvraag behandelen"),
    door=roles.handles_somewhere,
    does=(take_request, resume_request),
)
def handle_page(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Answers the buttons on the page of a request."""
    by = request.actor
    row = _found(by, uid)
    if request.method == "POST":
        if request.POST.get("doe") == "nemen":
            take_request.keyed(key_of(request), by, row)
            show.toast(request, _t("De aanvraag is in behandeling. Kijk nu de mentoren na."))
        elif request.POST.get("doe") == "hervatten":
            resume_request.keyed(key_of(request), by, row)
            show.toast(request, _t("De behandeling gaat verder. De termijn loopt weer."))
    return see_other(looks.request_url(row))


@page(
    f"{ROUTE}/opschorten",
    name="park-request",
    title=_("Opschorten"),
    door=roles.handles_somewhere,
    does=park_request,
)
def park(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Wait for a visit or information; the term stands still."""
    row = _found(request.actor, uid)
    return ask(
        request, ReasonForm.of(request), park_request, row,
        head=_head(row, _("Opschorten"), _("De termijn staat stil tot u hervat.")),
        submit=_("Opschorten"), back=looks.request_url(row),
        told=_("De behandeling is opgeschort. De termijn staat stil."),
        crumbs=looks.crumbs(row, Crumb(_("Opschorten"))),
    )  # fmt: skip


@page(
    f"{ROUTE}/mentoren/nakijken",
    name="check-mentors",
    title=_("Mentoren controleren"),
    door=roles.handles_somewhere,
    shows="duallearning.mentors-of-request",
    reveals=PURPOSE,
)
def check_mentors(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Each mentor of the request, with the way to judge him."""
    row = _found(request.actor, uid)
    people = list(row.mentors.select_related("person").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    head = _head(row, _("Mentoren controleren"), _("Kies een mentor om hem te beoordelen."))
    decide = Link(_("Beslissen"), looks.request_url(row, "decide-request"), "gavel", "primary")
    return show.page(
        request, head, request_parts.mentors(people, judge=True), Actions([decide]),
        crumbs=looks.crumbs(row, Crumb(_("Mentoren controleren"))),
    )  # fmt: skip


def _mentor(by: Actor, uid: UUID) -> Mentor:
    """A mentor on a request that the actor handles; else the page does not exist."""
    rows = mentors_of_requests(by).filter(request__in=requests_to_handle(by))
    return one(rows, uid)


@page(
    "duaal/mentoren/<uuid:uid>/oordeel",
    name="judge-mentor",
    title=_("Mentor beoordelen"),
    door=roles.handles_somewhere,
    does=(accept_mentor, refuse_mentor),
    reveals=PURPOSE,
)
def judge(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Conduct, age, experience: accepted or not; the extract goes some days later."""
    by = request.actor
    mentor = _mentor(by, uid)
    row = mentor.request
    reveal(request, [mentor.person_id])
    form = JudgeForm.of(request)

    def do(form: JudgeForm) -> str:
        verdict, remark = form.cleaned_data["verdict"], form.cleaned_data["remark"]
        if verdict == "ja":
            accept_mentor.keyed(form.key, by, mentor, remark=remark)
        else:
            conduct = Verdict.NOT_MET if verdict == "gedrag" else Verdict.MET
            refuse_mentor.keyed(form.key, by, mentor, remark=remark, conduct=conduct)
        show.toast(request, _t("Het oordeel over %s is bewaard.") % mentor.person.name)
        return looks.request_url(row, "check-mentors")

    back = looks.request_url(row, "check-mentors")
    head = Head(mentor.person.name, pill=looks.mentor_pill(mentor), kicker=row.number)
    crumbs = looks.crumbs(row, Crumb(_("Mentoren controleren"), back), Crumb(mentor.person.name))
    facts = _mentor_facts(mentor)
    if mentor.state != "unchecked":
        return show.page(request, head, facts, request_parts.history(mentor), crumbs=crumbs)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Oordeel bewaren"), back_url=back, before=[facts],
        after=[request_parts.history(mentor)], crumbs=crumbs,
    )  # fmt: skip


def _mentor_facts(mentor: Mentor) -> Part:
    birth = mentor.person.birth_date
    age = _t("%s jaar") % age_on(birth, clock.today()) if birth else _t("niet gekend")
    extract: Any = _t("vernietigd")
    if mentor.extract.destroyed_at is None:
        url = looks.mentor_extract_url(mentor)
        extract = Link(_("Uittreksel openen"), url, "file-text")
    return Facts(
        [
            Fact(_("Leeftijd"), age),
            Fact(_("Ervaring"), _t("%s jaar") % mentor.experience),
            Fact(_("Opleiding die ervaring vervangt"), mentor.education or "–"),
            Fact(_("Uittreksel van"), words.day_text(mentor.extract_on)),
            Fact(_("Uittreksel 596.2"), extract),
            Fact(_("Vernietiging van het bestand"), words.day_text(mentor.extract.destroy_on)),
        ]
    )


@page(
    "duaal/mentoren/<uuid:uid>/uittreksel",
    name="extract",
    title=_("Uittreksel 596.2"),
    door=roles.handles_somewhere,
    shows="duallearning.extract",
    reveals=PURPOSE,
)
def extract(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The extract, only for who judges it, while it is there."""
    mentor = _mentor(request.actor, uid)
    reveal(request, [mentor.person_id])
    return stored(mentor.extract, f"{mentor.request.number}-uittreksel")


@page(
    f"{ROUTE}/beslissing",
    name="decide-request",
    title=_("Beslissen"),
    door=roles.handles_somewhere,
    does=decide_request,
    reveals=PURPOSE,
)
def decide(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Recognise for five years, under conditions perhaps, or refuse with a motivation."""
    by = request.actor
    row = _found(by, uid)
    if row.state != "handling":
        raise Http404
    people = list(row.mentors.select_related("person").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    form = DecideForm.of(request)

    def do(form: DecideForm) -> str:
        decide_request.keyed(form.key, by, row, **form.values())
        show.toast(request, _t("De beslissing is bewaard. De onderneming krijgt een mail."))
        return looks.request_url(row)

    return handle(request, form, do) or show.form(
        request, form, _head(row, _("Beslissen")), submit=_("Beslissen"),
        back_url=looks.request_url(row), before=request_parts.summary(row, people),
        crumbs=looks.crumbs(row, Crumb(_("Beslissen"))),
    )  # fmt: skip
