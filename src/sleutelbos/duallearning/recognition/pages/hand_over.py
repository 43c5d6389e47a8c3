"""Hand a request over to another partnership, and answer such a question (W05)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.handing_over import (
    MOVES,
    accept_hand_over,
    cancel_hand_over,
    propose_hand_over,
    refuse_hand_over,
)
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.queries.scope import requests_to_handle
from sleutelbos.duallearning.recognition.queries.tasks import (
    hand_overs_to_answer,
    hand_overs_to_cancel,
    receivers_for,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import Form, ListField, OneOf, TextField, handle, key_of
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import Crumb, Head, Note, Part

DEPARTMENT = "departement"
ANSWERS = [("ja", _("Aannemen")), ("nee", _("Weigeren"))]


class HandOverForm(Form):
    """To whom, and why."""

    receiver = ListField(label=_("Aan wie?"), choices=())
    reason = TextField(label=_("Waarom?"), rows=3)

    def __init__(self, *args: Any, receivers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["receiver"]
        field.choices = [*field.choices[:1], *receivers.items()]


class AnswerForm(Form):
    """Take it over or not."""

    verdict = OneOf(label=_("Neemt u deze aanvraag over?"), choices=ANSWERS)
    answer = TextField(
        label=_("Reden"), help_text=_("Nodig als u weigert."), rows=3, required=False
    )


@page(
    "duaal/aanvragen/<uuid:uid>/overdragen",
    name="propose-hand-over",
    title=_("Aanvraag overdragen"),
    door=roles.handles_somewhere,
    does=propose_hand_over,
)
def propose(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The other one is asked; until he agrees I handle it further."""
    by = request.actor
    row = one(requests_to_handle(by), uid)
    if row.state not in MOVES.states:
        raise Http404
    found = {str(where.uid): where for where in receivers_for(row)}
    choices = {key: where.name for key, where in found.items()}
    if row.partnership_id is not None:
        choices[DEPARTMENT] = _t("Het departement")
    form = HandOverForm.of(request, receivers=choices)

    def do(form: HandOverForm) -> str:
        receiver = found.get(form.cleaned_data["receiver"])
        reason = form.cleaned_data["reason"]
        propose_hand_over.keyed(form.key, by, row, receiver=receiver, reason=reason)
        show.toast(request, _t("De vraag is gesteld. U behandelt de aanvraag tot men aanneemt."))
        return looks.request_url(row)

    head = Head(
        _("Aanvraag overdragen"), _("De termijn loopt door. Men neemt aan of weigert."),
        kicker=f"{row.number}, {row.company}", term=looks.due_text(row),
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Overdracht vragen"), back_url=looks.request_url(row),
        crumbs=looks.crumbs(row, Crumb(_("Overdragen"))),
    )  # fmt: skip


@page(
    "duaal/overdrachten/<uuid:uid>",
    name="hand-over",
    title=_("Overdracht van een aanvraag"),
    door=roles.handles_somewhere,
    does=(accept_hand_over, refuse_hand_over),
    reveals=PURPOSE,
)
def answer(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The whole file, who wants to hand it over and why; take it or not."""
    by = request.actor
    hand_over = one(hand_overs_to_answer(by), uid)
    row = hand_over.request
    people = list(row.mentors.select_related("person").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    form = AnswerForm.of(request)

    def do(form: AnswerForm) -> str:
        if form.cleaned_data["verdict"] == "ja":
            accept_hand_over.keyed(form.key, by, hand_over)
            show.toast(request, _t("U behandelt deze aanvraag voortaan."))
            return looks.request_url(row)
        refuse_hand_over.keyed(form.key, by, hand_over, answer=form.cleaned_data["answer"])
        show.toast(request, _t("De aanvraag blijft waar ze is."))
        return reverse("duallearning:requests")

    giver = hand_over.giver or _t("Het departement")
    head = Head(
        _("Overdracht van een aanvraag"), _t("%s vraagt u om deze aanvraag over te nemen.") % giver,
        kicker=f"{row.number}, {row.company}", term=looks.due_text(row),
    )  # fmt: skip
    before: list[Part] = [
        Note(hand_over.reason, "info", _("Waarom")),
        request_parts.status_facts(row),
    ]
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Antwoord bewaren"), back_url=looks.request_url(row),
        before=[*before, *request_parts.summary(row, people)],
        crumbs=looks.crumbs(row, Crumb(_("Overdracht"))),
    )  # fmt: skip


@page(
    "duaal/overdrachten/<uuid:uid>/intrekken",
    name="cancel-hand-over",
    title=_("Overdracht intrekken"),
    door=roles.handles_somewhere,
    does=cancel_hand_over,
)
def cancel(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Answers the button on the page of a request."""
    hand_over = one(hand_overs_to_cancel(request.actor), uid)
    if request.method == "POST":
        cancel_hand_over.keyed(key_of(request), request.actor, hand_over)
        show.toast(request, _t("De overdracht is ingetrokken."))
    return see_other(looks.request_url(hand_over.request))
