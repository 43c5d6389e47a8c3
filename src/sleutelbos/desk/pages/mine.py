"""What lies behind Mijn profiel: one's keys and sign-ins, who looked, what one asked (G20)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk import queries
from sleutelbos.desk.looks import looks_of
from sleutelbos.desk.pages.base import help_box, page
from sleutelbos.desk.pages.profile import PROFILE
from sleutelbos.desk.states import help_flow
from sleutelbos.signin.public import keys_part, sign_ins_part
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Head, Link, Listing, Part, Pill, Section
from sleutelbos.web.tables import Column, Table


@page(
    "mijn-profiel/aanmeldingen",
    name="my-sign-ins",
    title=_("Mijn aanmeldingen en sleutels"),
    shows="signin.sign-ins",
)
def my_sign_ins(request: PageRequest) -> HttpResponseBase:
    """One's own keys and sign-ins."""
    head = Head(
        _("Mijn aanmeldingen en sleutels"),
        _("Met twee sleutels raakt u binnen, ook als u er een kwijt bent."),
    )
    by = request.actor
    parts: list[Part] = [keys_part(by), sign_ins_part(by), help_box(request.path)]
    return show.page(request, head, *parts, crumbs=[PROFILE])


@page(
    "mijn-profiel/inzage",
    name="looks",
    title=_("Wie bekeek mijn gegevens?"),
    shows="desk.looks",
)
def looks(request: PageRequest) -> HttpResponseBase:
    """Who looked at my data, when and why."""
    table = Table(
        request,
        looks_of(queries.views_of_me(request.actor)[:500]),
        [
            Column("wanneer", _("Wanneer"), "at", kind="date"),
            Column("wie", _("Wie"), "who"),
            Column("organisatie", _("Handelde voor"), "organisation"),
            Column("waar", _("Pagina"), "page"),
            Column("waarom", _("Waarom"), "purpose"),
        ],
        name="inzage",
        empty=Empty(
            _("Niemand anders bekeek uw gegevens"),
            _("Opent een beheerder of de helpdesk ze, dan staat dat hier."),
            icon="eye",
        ),
    )
    head = Head(
        _("Wie bekeek mijn gegevens?"),
        _("De laatste 500 keer dat iemand anders uw gegevens opende."),
    )
    return show.listing(request, head, table, crumbs=[PROFILE])


@page(
    "mijn-profiel/berichten",
    name="my-messages",
    title=_("Mijn vragen en berichten"),
    shows="desk.messages",
)
def my_messages(request: PageRequest) -> HttpResponseBase:
    """One's own questions and conversations."""
    by = request.actor
    asked = [
        [
            Link(row.question[:80], reverse("desk:help-request", args=[row.uid])),
            row.asked_at,
            Pill.of(help_flow, row.state),
        ]
        for row in queries.own_requests(by)[:100]
    ]
    talks = [
        [
            Link(
                _t("Berichten over %(name)s") % {"name": row.organisation},
                reverse("desk:conversation", args=[row.uid]),
            ),
            row.started,
        ]
        for row in queries.conversations_of(by)[:100]
    ]
    first = Listing([_("Vraag"), _("Gesteld"), _("Staat")], asked, empty=_("Nog geen vragen."))
    second = Listing([_("Gesprek"), _("Begonnen")], talks, empty=_("Nog geen berichten."))
    return show.page(
        request,
        Head(_("Mijn vragen en berichten"), _("Wat u vroeg, en wat men u antwoordde.")),
        Section(_("Vragen aan 1700"), [first]),
        Section(_("Berichten met beheerders"), [second]),
        crumbs=[PROFILE],
        aside=[help_box(request.path)],
    )
