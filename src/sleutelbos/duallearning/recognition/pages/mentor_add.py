"""Propose a mentor on a request."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer
from sleutelbos.duallearning.recognition.actions.attaching import Proposal, add_mentor
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.forms_prepare import MentorForm
from sleutelbos.duallearning.recognition.pages.prepare import ROUTE, editable
from sleutelbos.duallearning.recognition.pages.steps import MENTORS
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.tools.files import received
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Crumb, Head


@page(
    f"{ROUTE}/mentoren/nieuw",
    name="add-mentor",
    title=_("Mentor toevoegen"),
    door=roles.files_somewhere,
    does=add_mentor,
    reveals=PURPOSE,
)
def add(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """By number; somebody who is known keeps his own names and address."""
    by = request.actor
    row = editable(by, uid)
    form = MentorForm.of(request)

    def do(form: MentorForm) -> str:
        given = form.cleaned_data
        newcomer = Newcomer(
            given["insz"], given["given_name"], given["family_name"], given["email"]
        )
        proposal = Proposal(given["experience"], given["extract_on"], given["education"])
        extract = received(given["extract"])
        mentor = add_mentor.keyed(
            form.key, by, row, newcomer=newcomer, proposal=proposal, extract=extract
        )
        reveal(request, [mentor.person_id])
        show.toast(request, _t("%s staat bij de mentoren.") % mentor.person.name)
        return looks.request_url(row, MENTORS)

    back = looks.request_url(row, MENTORS)
    crumbs = looks.crumbs(row, Crumb(_("Mentoren"), back), Crumb(_("Toevoegen")))
    head = Head(
        _("Mentor toevoegen"),
        _("Alleen wie de aanvraag behandelt, leest het uittreksel. Daarna wordt het vernietigd."),
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Toevoegen"), back_url=back, crumbs=crumbs,
        aside=[looks.help_box(request.path)],
    )  # fmt: skip
