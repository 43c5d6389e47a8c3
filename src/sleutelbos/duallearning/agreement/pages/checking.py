"""The last step: everything at a glance, what the rules say, and the document (W10, W23)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.presenting import present_agreement
from sleutelbos.duallearning.agreement.pages import agreement_parts, looks
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.drawing_up import ROUTE, editable
from sleutelbos.duallearning.agreement.pages.steps import CHECK, wizard
from sleutelbos.duallearning.agreement.queries.readiness import findings_of
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.tools.policies import Severity
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Note


@page(
    f"{ROUTE}/nakijken",
    name=CHECK,
    title=_("Nakijken"),
    door=roles.draws_up_somewhere,
    does=present_agreement,
    reveals=PURPOSE,
)
def check(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Look everything over; then the document is made, and the company is told."""
    by = request.actor
    row = editable(by, uid)
    reveal(request, [row.person_id, *([row.mentor.person_id] if row.mentor else [])])
    form = Form.of(request)

    def do(form: Form) -> str:
        present_agreement.keyed(form.key, by, row)
        show.toast(
            request, _t("Het document is klaar. De onderneming en de leerling krijgen een mail.")
        )
        return looks.agreement_url(row)

    found = findings_of(row)
    blocked = any(one.severity == Severity.BLOCKING for one in found)
    fine = [] if blocked else [Note(_t("Alles is in orde om te ondertekenen."), "ok")]
    parts = [*fine, *looks.problems(found), *agreement_parts.summary(row, change=True)]
    return handle(request, form, do) or wizard(
        request, row, form, CHECK, *parts, submit=_("Document maken")
    )
