"""How signatures look beside a document, and what the trajectbegeleider may do with each (W24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.pages import addendum_parts, agreement_parts
from sleutelbos.duallearning.agreement.queries.signing import (
    Document,
    agreement_of,
    problem_now,
    signatures_of,
)
from sleutelbos.duallearning.agreement.queries.versions import as_on
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states_signing import Party, SigningWay, signature_flow
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.web import words
from sleutelbos.web.parts import Actions, Button, Link, Listing, Note, Part, Pill, Section

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Addendum, Agreement, Signature


def signature_url(row: Signature, page: str) -> str:
    """The address of a page of a signature."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def signatures(by: Actor, document: Document) -> list[Part]:
    """Who signed and who did not, once they were asked; why somebody refuses for who keeps it."""
    rows = list(signatures_of(document))
    if not rows:
        return []
    keeps = bool(roles.keeps(by, agreement_of(document)))
    lines = [[Party(row.party).label, row.name, _pill(row), _told(row)] for row in rows]
    headings = [_("Partij"), _("Naam"), _("Toestand"), _("Hoe en wanneer")]
    found: list[Part] = [Listing(headings, lines)]
    for row in rows if keeps else []:
        if row.state == "refused":
            title = _t("%s tekent niet") % row.name
            found.insert(0, Note(row.reason, "stop", title))
        elif row.state == "open" and document.state == "signing":
            found.append(Actions(_ways(row), title=row.name))
    return [Section(_("Handtekeningen"), found)]


def _pill(row: Signature) -> Pill:
    return Pill.of(signature_flow, row.state)


def _told(row: Signature) -> str:
    if row.state == "signed" and row.way == SigningWay.PAPER:
        return _t("op papier, %s") % words.day_text(row.signed_on)
    if row.state != "open":
        return _t("met een link, %s") % words.moment_text(row.decided_at)
    if row.sent_at is None:
        return _t("op papier")
    problem = problem_now(row)
    if problem:
        return _t("met een link die niet meer werkt")
    return _t("met een link, tot en met %s") % words.day_text(row.expires_on)


def _ways(row: Signature) -> list[Link | Button]:
    found: list[Link | Button] = [
        Button(_("Link opnieuw sturen") if row.sent_at else _("Link sturen"),
               signature_url(row, "send-signature-link"), icon="mail", about=row.name),
        Link(_("Handtekening op papier toevoegen"), signature_url(row, "sign-on-paper"), "upload",
             "secondary", about=row.name),
    ]  # fmt: skip
    if row.sent_at is not None and row.link_ended_at is None:
        url = signature_url(row, "withdraw-signature-link")
        found.append(Button(_("Link intrekken"), url, icon="ban", look="quiet", about=row.name))
    return found


def told(document: Document) -> list[Part]:
    """The main facts of a document in words, for who signs it."""
    if document == agreement_of(document):
        row: Agreement = agreement_of(document)
        return agreement_parts.summary(row)
    addendum: Addendum = document  # type: ignore[assignment]
    return [
        addendum_parts.changes(Nobody(), addendum),
        Section(_("De overeenkomst nu"), [agreement_parts.parties(as_on(addendum.agreement))]),
    ]
