"""What somebody asks about a session: one list and one page to decide, for support and for ESF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Action
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.timereg.models import LateRequest, ReopenRequest
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.forms_reason import DecideForm
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Crumb, Empty, Fact, Facts, Head, Pill
from sleutelbos.web.tables import Column, Table

Asked = LateRequest | ReopenRequest


@dataclass(frozen=True)
class Kind:
    """What the two kinds differ in: their pages, words and actions."""

    listing: str
    detail: str
    title: type_of_text
    crumb: type_of_text
    pill: Callable[[str], Pill]
    grant: Action[..., Any]
    refuse: Action[..., Any]


def listing(
    request: PageRequest,
    kind: Kind,
    rows: Any,
    *,
    title: type_of_text,
    sentence: str,
    empty: Empty,
    name: str,
) -> HttpResponseBase:
    """What waits, the oldest first."""
    table = Table(
        request,
        rows,
        _columns(kind),
        name=name,
        order="gevraagd",
        person=lambda row: row.asked_by_id,
        key="uid",
        empty=empty,
    )
    return show.listing(request, Head(title, sentence), table, crumbs=[Crumb(kind.crumb)])


def _columns(kind: Kind) -> list[Column]:
    def url(row: Asked) -> str:
        return reverse(kind.detail, args=[row.uid])

    number = "session__training__project__number"
    return [
        Column("project", _("Project"), "session.training.project.number", sort=number),
        Column("opleiding", _("Opleiding"), "session.training.name", link=url),
        Column("sessie", _("Sessie"), lambda row: looks.when(row.session)),
        Column("organisatie", _("Organisatie"), "session.organisation.name"),
        Column("wie", _("Gevraagd door"), "asked_by.name"),
        Column(
            "gevraagd",
            _("Gevraagd op"),
            lambda row: words.moment_text(row.asked_at),
            sort="asked_at",
        ),
        Column("waarom", _("Waarom"), "reason"),
    ]


def decide(request: PageRequest, kind: Kind, row: Asked) -> HttpResponseBase:
    """Yes, or no with a reason; decided already, it is only shown."""
    session = row.session
    reveal(request, [row.asked_by_id])
    form = DecideForm.of(request)

    def do(form: DecideForm) -> str:
        values = form.cleaned_data
        action = kind.grant if values["choice"] == "ja" else kind.refuse
        action.keyed(form.key, request.actor, row, answer=values["answer"])
        show.toast(request, _t("Beslist. %s krijgt een mail.") % row.asked_by.name)
        return reverse(kind.listing)

    head = Head(
        kind.title,
        looks.when(session),
        pill=kind.pill(row.state),
        kicker=session.training.name,
    )
    crumbs = [Crumb(kind.crumb, reverse(kind.listing)), Crumb(session.training.name)]
    if row.state != "asked":
        return show.page(request, head, _facts(row), crumbs=crumbs)
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Beslissen"),
        back_url=reverse(kind.listing),
        before=[_facts(row)],
        crumbs=crumbs,
    )


def _facts(row: Asked) -> Facts:
    session = row.session
    project = session.training.project
    facts = [
        Fact(_("Project"), project.title, project.number),
        Fact(_("Sessie"), looks.when(session), session.training.name),
        Fact(_("Organisatie"), session.organisation.name),
        Fact(_("Gevraagd door"), row.asked_by.name),
        Fact(_("Gevraagd op"), words.moment_text(row.asked_at)),
        Fact(_("Waarom"), row.reason),
    ]
    if row.answer:
        facts.append(Fact(_("Antwoord"), row.answer))
    return Facts(facts)
