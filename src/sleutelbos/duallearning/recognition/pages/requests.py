"""'Aanvragen': where each request stands; in full for who handles it and for its company (W06)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.filing import (
    discard_request,
    submit_request,
)
from sleutelbos.duallearning.recognition.actions.withdrawing import withdraw_request
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.pages import (
    handling_parts,
    looks,
    request_parts,
    vote_parts,
)
from sleutelbos.duallearning.recognition.pages.attached import attached
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.filters import RequestFilter
from sleutelbos.duallearning.recognition.pages.forms_prepare import ReasonForm
from sleutelbos.duallearning.recognition.pages.messages import messages_way
from sleutelbos.duallearning.recognition.pages.request_ways import handling_ways
from sleutelbos.duallearning.recognition.queries.scope import (
    full_requests_for,
    own_requests,
    requests_for,
)
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Empty, Head, Link, Note, Part
from sleutelbos.web.press import ask
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:requests"


def _columns(by: Actor) -> list[Column]:
    """A company knows its own name, and who handles has many: the other one waits to be chosen."""
    aside = "onderneming" if roles.files_somewhere(by) else "vestiging"
    return [replace(one, shown=one.shown and one.name != aside) for one in COLUMNS]


def _submitted_on(row: Request) -> date | None:
    at = row.submitted_at
    return at.astimezone(clock.BRUSSELS).date() if at else None


COLUMNS = [
    Column("aanvraag", _("Aanvraag"), "number", sort="number", link=looks.request_url),
    Column("onderneming", _("Onderneming"), "company.name", sort="company__name"),
    Column("vestiging", _("Vestiging"), lambda row: str(row.site)),
    Column("opleiding", _("Opleiding"), "programme.name", sort="programme__name"),
    Column("toestand", _("Toestand"), looks.request_pill, sort="state", kind="pill"),
    Column("aan-zet", _("Aan zet"), looks.turn_text, shown=False),
    Column("ingediend", _("Ingediend"), _submitted_on, sort="submitted_at", kind="date"),
    Column("beslissen", _("Beslissen voor"), "due", sort="due", kind="date"),
]


@page(
    "duaal/aanvragen",
    name="requests",
    title=_("Aanvragen"),
    door=roles.reads_requests,
    shows="duallearning.requests",
)
def requests(request: PageRequest) -> HttpResponseBase:
    """All requests that I may see, with search, filters and files."""
    empty = Empty(
        _("Nog geen aanvragen"),
        _("Een onderneming begint een aanvraag bij haar vestiging. Na het indienen staat ze hier."),
        icon="clipboard-list",
    )
    table = Table(
        request, requests_for(request.actor), _columns(request.actor), name="aanvragen",
        filters=RequestFilter, order="-ingediend", empty=empty,
    )  # fmt: skip
    sentence = ngettext("%s aanvraag die u mag zien.", "%s aanvragen die u mag zien.", table.count)
    head = Head(_("Aanvragen"), sentence % words.number_text(table.count))
    return show.listing(request, head, table)


@page(
    "duaal/aanvragen/<uuid:uid>",
    name="request",
    title=_("Aanvraag"),
    door=roles.reads_requests,
    shows="duallearning.request",
    reveals=PURPOSE,
)
def request_page(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One request: its status for a school, everything for its company and who handles it."""
    by = request.actor
    row = one(requests_for(by), uid)
    full = full_requests_for(by).filter(pk=row.pk).exists()
    parts: list[Part] = [request_parts.status_facts(row)]
    if full:
        people = list(row.mentors.select_related("person").order_by("pk"))
        reveal(request, [one.person_id for one in people])
        parts = [*request_parts.returned(row), *_parked(row), *parts]
        parts += [
            *handling_parts.beside(by, row),
            *vote_parts.on_request(by, row),
            *request_parts.summary(row, people),
            *attached(by, row),
            request_parts.history(row, inside=bool(abilities.may(by, "requests"))),
        ]
    ways = [
        *_company_ways(request, row),
        *vote_parts.voting_ways(by, row),
        *handling_ways(by, row),
        *handling_parts.visit_ways(by, row),
        *messages_way(by, row),
        *_letter_way(row, full=full),
    ]
    primary = _continue(request, row) or looks.primary_of(ways)
    head = Head(
        row.programme.name,
        _sentence(row),
        pill=looks.request_pill(row),
        kicker=_t("Aanvraag %s") % row.number,
        turn=words.turn_text(looks.turn_text(row)),
        term=looks.due_text(row),
        primary=primary,
    )
    return show.page(
        request,
        head,
        *parts,
        crumbs=looks.crumbs(row),
        aside=looks.beside(request.path, ways, but=primary),
    )


def _sentence(row: Request) -> str:
    return {
        "draft": _t("Alleen uw onderneming ziet deze werkversie. Vul aan en dien in."),
        "submitted": _t("De aanvraag wacht tot iemand nakijkt of ze volledig is."),
        "incomplete": _t("Er ontbreekt nog iets. De onderneming vult aan en dient opnieuw in."),
        "complete": _t("Het dossier is volledig en wacht op behandeling."),
        "handling": _t("De aanvraag is in behandeling."),
        "parked": _t("De behandeling wacht op een bezoek of op informatie."),
        "decided": _t("Over deze aanvraag is beslist."),
        "withdrawn": _t("De onderneming trok deze aanvraag in."),
    }[row.state]


def _parked(row: Request) -> list[Part]:
    if row.state != "parked":
        return []
    return [Note(row.parked_reason, "warn", _("Waarop gewacht wordt"))]


def _continue(request: PageRequest, row: Request) -> Link | None:
    if row.state not in ("draft", "incomplete"):
        return None
    if not submit_request.check(request.actor, row, declaration="", agreed=True):
        return None
    return Link(_("Verder invullen"), looks.request_url(row, "workplace"), look="primary")


def _company_ways(request: PageRequest, row: Request) -> list[Link]:
    by, found = request.actor, []
    if discard_request.check(by, row):
        url = looks.request_url(row, "discard-request")
        found.append(Link(_("Werkversie verwijderen"), url, "trash-2", "secondary"))
    if withdraw_request.check(by, row, reason=""):
        url = looks.request_url(row, "withdraw-request")
        found.append(Link(_("Aanvraag intrekken"), url, "undo-2", "secondary"))
    return found


def _letter_way(row: Request, *, full: bool) -> list[Link]:
    found = []
    if full and row.declaration_file_id is not None:
        url = looks.request_url(row, "declaration-signed")
        found.append(Link(_("Ondertekende verklaring op eer"), url, "file-text"))
    if full and row.state == "decided":
        url = looks.request_url(row, "letter")
        found.append(Link(_("Brief met de beslissing"), url, "file-text"))
    return found


@page(
    "duaal/aanvragen/<uuid:uid>/intrekken",
    name="withdraw-request",
    title=_("Aanvraag intrekken"),
    door=roles.files_somewhere,
    does=withdraw_request,
)
def withdraw(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The company doesn't want it any more."""
    row = one(own_requests(request.actor).exclude(state="draft"), uid)
    head = Head(
        _("Aanvraag intrekken"), _("Er wordt dan niets beslist. U kunt later opnieuw beginnen."),
        kicker=row.number,
    )  # fmt: skip
    return ask(
        request, ReasonForm.of(request), withdraw_request, row,
        head=head, submit=_("Intrekken"), told=_("De aanvraag is ingetrokken."),
        back=looks.request_url(row), crumbs=looks.crumbs(row, Crumb(_("Intrekken"))),
    )  # fmt: skip
