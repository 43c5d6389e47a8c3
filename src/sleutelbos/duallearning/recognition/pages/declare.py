"""The last step: look everything over, declare on honour, submit; or throw the draft away (W02)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions.filing import discard_request, submit_request
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.forms_prepare import (
    DeclarationForm,
    SignedDeclarationForm,
)
from sleutelbos.duallearning.recognition.pages.prepare import ROUTE, editable, wizard
from sleutelbos.duallearning.recognition.pages.steps import DECLARATION
from sleutelbos.duallearning.recognition.queries.readiness import findings_of, route_of
from sleutelbos.duallearning.recognition.queries.scope import own_requests
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import RoutedBy
from sleutelbos.kernel import clock
from sleutelbos.tools.files import received
from sleutelbos.tools.policies import Severity
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head, Link, Note, Part, Section


@page(
    f"{ROUTE}/verklaring",
    name=DECLARATION,
    title=_("Verklaring op eer"),
    door=roles.files_somewhere,
    does=submit_request,
    reveals=PURPOSE,
)
def declaration(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Look everything over, declare on honour, and submit."""
    by = request.actor
    row = editable(by, uid)
    version = policies.declaration_version.on(clock.today())
    itself = row.company_id in roles.companies_of(by)
    form = (
        DeclarationForm.of(request, version=version)
        if itself
        else SignedDeclarationForm.of(request)
    )

    def do(form: Form) -> str:
        given = form.cleaned_data
        paper = None if itself else received(given["paper"])
        submit_request.keyed(
            form.key, by, row, declaration=given["version"].strip(),
            agreed=given.get("agreed", True), paper=paper,
        )  # fmt: skip
        show.toast(request, _t("De aanvraag is ingediend. De onderneming krijgt een mail."))
        return looks.request_url(row)

    people = list(row.mentors.select_related("person", "extract").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    parts = [*_problems(row), _whither(row), *request_parts.summary(row, people, change=True)]
    parts.append(request_parts.declaration_text(row, version))
    if not itself:
        paper_url = looks.request_url(row, "declaration-paper")
        parts.append(Link(_("Verklaring op eer om te laten ondertekenen"), paper_url, "file-text"))
    return handle(request, form, do) or wizard(
        request, row, form, DECLARATION, _("Verklaring op eer"), *parts, submit=_("Indienen"),
    )  # fmt: skip


def _problems(row: Request) -> list[Part]:
    found = []
    for finding in findings_of(row):
        tone = "stop" if finding.severity == Severity.BLOCKING else "warn"
        found.append(Note(finding.sentence, tone))
    if not found:
        return []
    return [Section(_("Dit is nog niet in orde"), found)]


def _whither(row: Request) -> Note:
    found = route_of(row)
    if found.partnership is None:
        return Note(RoutedBy(found.why).label)
    words = {"partnership": found.partnership, "why": str(RoutedBy(found.why).label).lower()}
    return Note(_t("De aanvraag gaat naar %(partnership)s, %(why)s.") % words)


@page(
    f"{ROUTE}/verwijderen",
    name="discard-request",
    title=_("Werkversie verwijderen"),
    door=roles.files_somewhere,
    does=discard_request,
)
def discard(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It can't be undone: the files are destroyed too."""
    by = request.actor
    row = one(own_requests(by).filter(state="draft"), uid)
    form = Form.of(request)

    def do(form: Form) -> str:
        discard_request.keyed(form.key, by, row)
        show.toast(request, _t("De werkversie is verwijderd."))
        return reverse("duallearning:sites")

    return handle(request, form, do) or show.confirm(
        request, form, Head(_("Werkversie verwijderen"), kicker=row.number),
        consequences=[
            _t("Alles wat u invulde, verdwijnt."),
            _t("De bestanden worden vernietigd."),
        ],
        submit=_("Verwijderen"), back_url=looks.request_url(row),
        crumbs=looks.crumbs(row, Crumb(_("Verwijderen"))),
    )  # fmt: skip
