"""Clients of applications: the list, and what is weaker than it could be (G24, G25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.clients import Profile
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.clients_parts import (
    ROUTE,
    crumbs,
    help_box,
    state_pill,
    url_of,
    weak_pill,
)
from sleutelbos.access.pages.forms_clients import client_filter
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.rules import manages_clients
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Head, Link, Part, Todo, TodoList
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.access.models import Client
    from sleutelbos.access.queries.clients import WeakLine


def _columns() -> list[Column]:
    return [
        Column("naam", _("Client"), "name", sort="name", link=url_of),
        Column("toepassing", _("Toepassing"), "application.name", sort="application__name"),
        Column("profiel", _("Profiel"), _profile, sort="profile"),
        Column("staat", _("Toestand"), state_pill, kind="pill", sort="state"),
        Column("verzwakt", _("Verzwakt"), weak_pill, kind="pill", export=_weak_count),
        Column("id", _("Client-id"), "client_id", shown=False),
        Column("niveau", _("Niveau"), "level", kind="number", sort="level", shown=False),
        Column("scopes", _("Scopes"), "scopes", shown=False),
        Column("geregistreerd", _("Geregistreerd"), "created", kind="date", sort="created",
               shown=False),
    ]  # fmt: skip


def _profile(row: Client) -> type_of_text:
    return Profile(row.profile).label


def _weak_count(row: Client) -> int:
    return len(row.weakenings)


@page(
    ROUTE,
    name="clients",
    title=_("Clients"),
    door=manages_clients,
    shows="access.clients",
)
def clients(request: PageRequest) -> HttpResponseBase:
    """Every client of every application."""
    by = request.actor
    table = Table(
        request,
        queries_clients.clients_seen(by),
        _columns(),
        name="clients",
        filters=client_filter(list(queries_clients.applications())),
        order="naam",
        empty=Empty(
            _("Nog geen clients"),
            _("Een toepassing die Sleutelbos vertrouwt, heeft minstens één client nodig."),
            Link(_("Client registreren"), reverse("access:register-client"), "plus", "primary"),
            icon="key-round",
        ),
    )
    head = Head(
        _("Clients"),
        _sentence(by),
        primary=Link(_("Client registreren"), reverse("access:register-client"), "plus", "primary"),
    )
    return show.listing(
        request, head, table, crumbs=[Crumb(_("Clients"))], before=_waits(by),
        after=[help_box(request)],
    )  # fmt: skip


def _waits(by: Actor) -> list[Part]:
    """What the actor may approve now, each with its button."""
    lines = [
        _todo(_t("%(client)s wacht op een tweede persoon."), row)
        for row in queries_clients.to_approve(by)
    ]
    lines += [
        _todo(_t("Een wijziging van %(client)s wacht op een tweede persoon."), row.client)
        for row in queries_clients.changes_to_approve(by)
    ]
    lines += [
        _todo(_t("Een geheim van %(client)s wacht op een tweede persoon."), row.client)
        for row in queries_clients.secrets_to_approve(by)
    ]
    lines += [
        _todo(_t("Een vertrouwen van %(client)s wacht op een tweede persoon."), row.source)
        for row in queries_clients.trusts_to_approve(by)
    ]
    return [TodoList(lines)] if lines else []


def _todo(sentence: str, client: Client) -> Todo:
    look = Link(_("Kijk na"), url_of(client), look="secondary", about=client.name)
    return Todo(sentence % {"client": client}, look)


def _sentence(by: Actor) -> str:
    mine = sum(
        len(waits(by))
        for waits in (
            queries_clients.to_approve,
            queries_clients.changes_to_approve,
            queries_clients.secrets_to_approve,
            queries_clients.trusts_to_approve,
        )
    )
    if mine:
        return ngettext(
            "%(n)s voorstel van een collega wacht op uw goedkeuring.",
            "%(n)s voorstellen van een collega wachten op uw goedkeuring.",
            mine,
        ) % {"n": mine}
    return _t("De programma's van toepassingen die Sleutelbos vertrouwen. Niets wacht op u.")


@page(
    "platform/verzwakte-clients",
    name="weak-clients",
    title=_("Verzwakte clients"),
    door=manages_clients,
    shows="access.clients",
)
def weak_clients(request: PageRequest) -> HttpResponseBase:
    """A line per weakening per client, with its risk; as CSV and Excel too."""
    lines = queries_clients.weak_lines(queries_clients.weak_clients(request.actor))
    table = Table(
        request,
        lines,
        _weak_columns(),
        name="verzwakte-clients",
        order="client",
        empty=Empty(
            _("Geen enkele client is verzwakt"),
            _("Alle clients werken zo streng als het kan."),
            icon="shield-check",
        ),
    )
    count = len({line.client.pk for line in lines})
    head = Head(
        _("Verzwakte clients"),
        ngettext(
            "%(n)s client is minder streng dan nodig. Vraag de eigenaar wanneer dat stopt.",
            "%(n)s clients zijn minder streng dan nodig. Vraag de eigenaars wanneer dat stopt.",
            count,
        )
        % {"n": count}
        if count
        else "",
    )
    return show.listing(
        request, head, table, crumbs=crumbs(None, Crumb(_("Verzwakte clients"))),
        after=[help_box(request)],
    )  # fmt: skip


def _weak_columns() -> list[Column]:
    return [
        Column("client", _("Client"), "client.name", sort="client", link=_to_client),
        Column("toepassing", _("Toepassing"), "client.application.name", sort="toepassing"),
        Column("eigenaar", _("Eigenaar"), "client.application.owner", sort="eigenaar"),
        Column("staat", _("Toestand"), _state, kind="pill", sort="staat"),
        Column("verzwakking", _("Verzwakking"), "label", sort="verzwakking"),
        Column("risico", _("Wat er mis kan gaan"), "risk"),
        Column("code", _("Code"), "code", shown=False),
    ]


def _to_client(line: WeakLine) -> str:
    return url_of(line.client)


def _state(line: WeakLine) -> object:
    return state_pill(line.client)
