"""Make a lead, note a contact, give it to somebody, let it fall off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection import rules
from sleutelbos.duallearning.prospection.actions.leads import (
    change_lead,
    drop_lead,
    record_contact,
    start_lead,
)
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.pages import looks
from sleutelbos.duallearning.prospection.pages.forms import (
    ContactForm,
    DropForm,
    FollowForm,
    LeadForm,
)
from sleutelbos.duallearning.prospection.queries.scope import leads_for, partnerships_of
from sleutelbos.duallearning.prospection.states import OPEN
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Action
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import shown_number
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head
from sleutelbos.web.press import ask

SAVE = _("Bewaren")
AHEAD = timedelta(days=7)  # the next date that a form proposes


def _crumbs(last: type_of_text) -> list[Crumb]:
    return [Crumb(_("Leads"), reverse("duallearning:leads")), Crumb(last)]


@page(
    "duaal/leads/nieuw",
    name="add-lead",
    title=_("Lead maken"),
    door=rules.prospects_somewhere,
    does=start_lead,
)
def add(request: PageRequest) -> HttpResponseBase:
    """A candidate, or a vestiging by its number."""
    by = request.actor
    partnership = partnerships_of(by)[0]  # the door: there is one
    form = LeadForm.of(request, partnership=partnership.pk, initial={
        "site": shown_number(request.GET.get("vestiging", "")[:20]),
        "programme": request.GET.get("opleiding", ""),
        "owner": str(by.pk), "next_on": clock.today() + AHEAD,
    })  # fmt: skip

    def do(form: LeadForm) -> str:
        row = start_lead.keyed(
            form.key, by, partnership, programme=form.chosen(), site=form.cleaned_data["site"],
            **form.values(),
        )  # fmt: skip
        show.toast(request, _t("De lead is gemaakt. Geen ander partnerschap kan er nu een maken."))
        return looks.lead_url(row)

    head = Head(_("Lead maken"), kicker=partnership.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Lead maken"), crumbs=_crumbs(_("Nieuw")),
        back_url=reverse("duallearning:leads"),
    )  # fmt: skip


def _open(request: PageRequest, uid: UUID) -> Lead:
    """One that the partnership works on, with its owner in the log."""
    row = one(leads_for(request.actor), uid)
    if row.state not in OPEN:
        raise Http404
    reveal(request, [row.owner_id])
    return row


def _asked(
    request: PageRequest, row: Lead, form: Form, action: Action[Any, Any], *,
    title: type_of_text, last: type_of_text, told: type_of_text,
    submit: type_of_text = SAVE,
) -> HttpResponseBase:  # fmt: skip
    return ask(
        request, form, action, row, head=Head(title, row.address, kicker=row.name),
        submit=submit, told=told, back=looks.lead_url(row), crumbs=_crumbs(last),
    )  # fmt: skip


@page(
    "duaal/leads/<uuid:uid>/contact",
    name="record-contact",
    title=_("Contact noteren"),
    door=rules.prospects_somewhere,
    does=record_contact,
    reveals=looks.PURPOSE,
)
def contact(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What was said, and when again."""
    today = clock.today()
    form = ContactForm.of(request, initial={"on": today, "next_on": today + AHEAD})
    return _asked(
        request, _open(request, uid), form, record_contact, title=_("Contact noteren"),
        last=_("Contact"), told=_("Het contact is genoteerd."),
    )  # fmt: skip


@page(
    "duaal/leads/<uuid:uid>/bewerken",
    name="change-lead",
    title=_("Lead bewerken"),
    door=rules.prospects_somewhere,
    does=change_lead,
    reveals=looks.PURPOSE,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Another owner, another day."""
    row = _open(request, uid)
    initial = {"owner": str(row.owner_id), "next_on": row.next_on}
    form = FollowForm.of(request, partnership=row.partnership_id, initial=initial)
    return _asked(
        request, row, form, change_lead, title=_("Lead bewerken"), last=_("Bewerken"),
        told=_("De lead is gewijzigd."),
    )  # fmt: skip


@page(
    "duaal/leads/<uuid:uid>/afvallen",
    name="drop-lead",
    title=_("Lead laten afvallen"),
    door=rules.prospects_somewhere,
    does=drop_lead,
    reveals=looks.PURPOSE,
)
def drop(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Nothing comes of it."""
    return _asked(
        request, _open(request, uid), DropForm.of(request), drop_lead,
        title=_("Lead laten afvallen"), last=_("Afvallen"), submit=_("Laten afvallen"),
        told=_("De lead is afgevallen. De reden blijft bewaard."),
    )  # fmt: skip
