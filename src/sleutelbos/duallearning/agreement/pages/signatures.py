"""The trajectbegeleider lets the parties sign by link, and looks after each signature (W24)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.completing import sign_on_paper
from sleutelbos.duallearning.agreement.actions.inviting import (
    ask_addendum_signatures,
    ask_signatures,
    send_signature_link,
    withdraw_signature_link,
)
from sleutelbos.duallearning.agreement.models import Addendum, Signature
from sleutelbos.duallearning.agreement.pages import addendum_parts, looks
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.forms_signing import AskForm, PaperForm
from sleutelbos.duallearning.agreement.queries.addenda import addenda_kept_by
from sleutelbos.duallearning.agreement.queries.scope import agreements_kept_by
from sleutelbos.duallearning.agreement.queries.signing import (
    Document,
    agreement_of,
    document_of,
    signatures_kept_by,
    signers,
)
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.kernel.actions import Action
from sleutelbos.tools.files import received
from sleutelbos.web import press, show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head

ASK = _("Laten tekenen met een link")


def document_url(document: Document) -> str:
    """The page of what is signed."""
    if isinstance(document, Addendum):
        return addendum_parts.addendum_url(document)
    return looks.agreement_url(document)


def _crumbs(document: Document, title: str) -> list[Crumb]:
    more = [Crumb(_t("Addendum"), document_url(document))] if isinstance(document, Addendum) else []
    return looks.crumbs(agreement_of(document), *more, Crumb(title))


@page(
    "duaal/overeenkomsten/<uuid:uid>/laten-tekenen",
    name="ask-signatures",
    title=ASK,
    door=roles.draws_up_somewhere,
    does=ask_signatures,
    reveals=PURPOSE,
)
def ask(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """How each party of an agreement signs."""
    row = one(agreements_kept_by(request.actor).filter(state="signing"), uid)
    return _asked(request, row, ask_signatures)


@page(
    "duaal/addenda/<uuid:uid>/laten-tekenen",
    name="ask-addendum-signatures",
    title=_("Addendum laten tekenen met een link"),
    door=roles.draws_up_somewhere,
    does=ask_addendum_signatures,
    reveals=PURPOSE,
)
def ask_addendum(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """How each party of an addendum signs."""
    row = one(addenda_kept_by(request.actor).filter(state="signing"), uid)
    return _asked(request, row, ask_addendum_signatures)


def _asked(request: PageRequest, document: Document, action: Action[Any, Any]) -> HttpResponseBase:
    agreement = agreement_of(document)
    reveal(request, [agreement.person_id])
    sentence = _t("Wie met een link tekent, krijgt een mail, leest het document en tekent met een"
                  " code. De anderen tekenen op papier.")  # fmt: skip
    kicker = f"{document.number}, {agreement.learner.person}"
    return press.ask(
        request, AskForm.of(request, people=signers(document)), action, document,
        head=Head(ASK, sentence, kicker=kicker), submit=_("Links sturen"),
        told=_("Wie met een link tekent, krijgt een mail."), back=document_url(document),
        crumbs=_crumbs(document, str(ASK)),
    )  # fmt: skip


def _kept(request: PageRequest, uid: UUID) -> Signature:
    row = one(signatures_kept_by(request.actor).filter(state="open"), uid)
    reveal(request, [row.agreement.person_id])
    return row


@page(
    "duaal/handtekeningen/<uuid:uid>/sturen",
    name="send-signature-link",
    title=_("Link om te tekenen sturen"),
    door=roles.draws_up_somewhere,
    does=send_signature_link,
)
def send(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A new link; the old one dies (POST)."""
    row = _kept(request, uid)
    told = _t("De mail met de link vertrekt. Een vorige link werkt niet meer.")
    return press.press(
        request, send_signature_link, row, told=told, back=document_url(document_of(row))
    )


@page(
    "duaal/handtekeningen/<uuid:uid>/intrekken",
    name="withdraw-signature-link",
    title=_("Link om te tekenen intrekken"),
    door=roles.draws_up_somewhere,
    does=withdraw_signature_link,
)
def withdraw(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It leads nowhere from now on (POST)."""
    row = _kept(request, uid)
    told = _t("De link werkt niet meer.")
    return press.press(
        request, withdraw_signature_link, row, told=told, back=document_url(document_of(row))
    )


@page(
    "duaal/handtekeningen/<uuid:uid>/papier",
    name="sign-on-paper",
    title=_("Handtekening op papier toevoegen"),
    door=roles.draws_up_somewhere,
    does=sign_on_paper,
    reveals=PURPOSE,
)
def paper(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What one party signed on paper."""
    row = _kept(request, uid)
    document, form = document_of(row), PaperForm.of(request)

    def do(form: PaperForm) -> str:
        given = form.cleaned_data
        sign_on_paper.keyed(
            form.key, request.actor, row, signed_on=given["signed_on"],
            paper=received(given["paper"]),
        )  # fmt: skip
        show.toast(request, _t("De handtekening staat erbij."))
        return document_url(document)

    title = _t("Handtekening op papier toevoegen")
    head = Head(title, f"{row.get_party_display()}: {row.name}", kicker=document.number)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Toevoegen"), back_url=document_url(document),
        crumbs=_crumbs(document, title),
    )  # fmt: skip
