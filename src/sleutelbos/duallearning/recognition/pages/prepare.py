"""Prepare a request: the workplace, its mentors, its documents, and the declaration (W02)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.attaching import (
    add_document,
    remove_document,
    remove_mentor,
)
from sleutelbos.duallearning.recognition.actions.filing import (
    Answer,
    Workplace,
    describe_workplace,
)
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.forms_prepare import (
    DocumentForm,
    WorkplaceForm,
)
from sleutelbos.duallearning.recognition.pages.steps import (
    DOCUMENTS,
    MENTORS,
    WORKPLACE,
    after,
    before,
    steps_for,
)
from sleutelbos.duallearning.recognition.queries.programmes import committees, schools_offering
from sleutelbos.duallearning.recognition.queries.readiness import (
    limits_of,
    route_of,
)
from sleutelbos.duallearning.recognition.queries.scope import own_requests
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import Condition, DocumentKind
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.files import received
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle, key_of
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Crumb,
    Head,
    Link,
    Part,
    Prose,
    Steps,
)

ROUTE = "duaal/aanvragen/<uuid:uid>"


def editable(by: Actor, uid: UUID) -> Request:
    """A request of the own company that can still be changed; else the page does not exist."""
    return one(own_requests(by).filter(state__in=("draft", "incomplete")), uid)


def wizard(
    request: PageRequest,
    row: Request,
    form: Form | None,
    step: str,
    title: Any,
    *parts: Part,
    submit: Any = show.NEXT_STEP,
) -> HttpResponseBase:
    """One step of this request."""
    steps: Steps = steps_for(row, step)
    head = Head(title, kicker=f"{row.programme}, {looks.site_text(row.site)}")
    back = "" if step == WORKPLACE else looks.request_url(row, before(step))
    return show.wizard(
        request, form, head, steps, submit=submit, back_url=back or looks.request_url(row),
        parts=[*request_parts.returned(row), *parts], crumbs=looks.crumbs(row, Crumb(title)),
        aside=[looks.help_box(request.path)],
    )  # fmt: skip


@page(
    f"{ROUTE}/werkplek",
    name=WORKPLACE,
    title=_("Werkplek"),
    door=roles.files_somewhere,
    does=describe_workplace,
)
def workplace(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Paritair comité, employees, places, and the self-test of the conditions."""
    by = request.actor
    row = editable(by, uid)
    found = {str(one.pk): one for one in committees()}
    schools = {str(one.uid): one for one in schools_offering(row.programme)}
    form = WorkplaceForm.of(request, row=row, committees=found, schools=schools)

    def do(form: WorkplaceForm) -> str:
        given = form.cleaned_data
        answers: dict[str, Answer] = {
            one: Answer(given[f"answer_{one}"] == "ja", given[f"explanation_{one}"])
            for one in Condition
        }
        described = Workplace(
            committee=found[given["committee"]],
            workers=given["workers"],
            places=given["places"],
            answers=answers,
            school=schools.get(given.get("school", "")),
        )
        describe_workplace.keyed(form.key, by, row, workplace=described)
        return looks.request_url(row, after(WORKPLACE))

    return handle(request, form, do) or wizard(request, row, form, WORKPLACE, _("Werkplek"))


@page(
    f"{ROUTE}/mentoren",
    name=MENTORS,
    title=_("Mentoren"),
    door=roles.files_somewhere,
    does=remove_mentor,
    reveals=PURPOSE,
)
def mentors(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Who guides the learners; add one, take one out, go on."""
    by = request.actor
    row = editable(by, uid)
    if request.method == "POST":
        mentor = row.mentors.filter(uid=_uid(request)).select_related("extract", "person").first()
        if mentor is None:
            raise Http404
        remove_mentor.keyed(key_of(request), by, row, mentor=mentor)
        show.toast(request, _t("De mentor is verwijderd."))
        return see_other(looks.request_url(row, MENTORS))
    people = list(row.mentors.select_related("person", "extract").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    limits = limits_of(route_of(row).partnership)
    text = _t(
        "Een mentor is minstens %(age)s jaar, heeft minstens %(years)s jaar ervaring en een"
        " uittreksel 596.2 van hoogstens %(months)s maanden oud."
    ) % {
        "age": limits.mentor_age,
        "years": limits.mentor_experience,
        "months": limits.extract_months,
    }
    here = looks.request_url(row, MENTORS)
    add = Link(_("Mentor toevoegen"), looks.request_url(row, "add-mentor"), "plus", "secondary")
    onward = Link(_("Volgende"), looks.request_url(row, after(MENTORS)), look="primary")
    back = Link(_("Vorige"), looks.request_url(row, before(MENTORS)), look="quiet")
    listed = request_parts.mentors(people, remove_url=here)
    return wizard(
        request, row, None, MENTORS, _("Mentoren"), Prose(text), listed,
        Actions([add, onward, back]),
    )  # fmt: skip


@page(
    f"{ROUTE}/documenten",
    name=DOCUMENTS,
    title=_("Documenten"),
    door=roles.files_somewhere,
    does=(add_document, remove_document),
)
def documents(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What the partnership asks for, and what the company wants to add."""
    by = request.actor
    row = editable(by, uid)
    here = looks.request_url(row, DOCUMENTS)
    if "weg" in request.POST:
        document = row.documents.filter(uid=_uid(request)).select_related("file").first()
        if document is None:
            raise Http404
        remove_document.keyed(key_of(request), by, row, document=document)
        show.toast(request, _t("Het document is verwijderd."))
        return see_other(here)
    form = DocumentForm.of(request)

    def do(form: DocumentForm) -> str:
        upload = received(form.cleaned_data["upload"])
        add_document.keyed(form.key, by, row, kind=form.cleaned_data["kind"], upload=upload)
        show.toast(request, _t("Het document staat bij de aanvraag."))
        return here

    asked = limits_of(route_of(row).partnership).documents
    names = ", ".join(str(DocumentKind(one).label) for one in asked)
    text = _t("Het partnerschap vraagt: %s.") % names if asked else _t(
        "Voor deze aanvraag is geen document nodig. U mag er wel toevoegen."
    )  # fmt: skip
    onward = Link(_("Volgende"), looks.request_url(row, after(DOCUMENTS)), look="primary")
    return handle(request, form, do) or wizard(
        request, row, form, DOCUMENTS, _("Documenten"), Prose(text),
        request_parts.documents(row, remove_url=here), Actions([onward]),
        submit=_("Document toevoegen"),
    )  # fmt: skip


def _uid(request: PageRequest) -> UUID:
    try:
        return UUID(request.POST.get("rij", ""))
    except ValueError as problem:
        raise Http404 from problem
