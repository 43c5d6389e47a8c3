"""The sessions of my organisations: what has to happen, and the archive (T03, T09)."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries import sessions as queries
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import session_flow
from sleutelbos.web import show
from sleutelbos.web.forms import BooleanField, DateField, FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Actions, Button, Crumb, Empty, Head, Link
from sleutelbos.web.tables import Column, Table


class SessionFilter(FilterForm):
    """By words, state, days, and what was ever reopened (S0: 29 January 2021)."""

    zoek = SearchField(label=_("Zoek op opleiding of project"))
    staat = ListField(
        label=_("Staat"), choices=session_flow.choices, empty_label=_("Alle toestanden")
    )
    vanaf = DateField(label=_("Vanaf"), help_text="")
    tot = DateField(label=_("Tot en met"), help_text="")
    heropend = BooleanField(label=_("Ooit heropend"))
    lookups = {"staat": ("state",), "vanaf": ("day__gte",), "tot": ("day__lte",)}

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """Each filter on its own."""
        queryset = super().narrow(queryset, chosen)
        if text := chosen.get("zoek"):
            queryset = queries.named(queryset, text)
        if chosen.get("heropend"):
            queryset = queryset.filter(reopened_once=True)
        return queryset


def _columns() -> list[Column]:
    return [
        Column("dag", _("Dag"), "day", kind="date", sort=("day", "plan")),
        Column("uur", _("Uur"), looks.hours),
        Column(
            "opleiding", _("Opleiding"), "training.name", sort="training__name", link=looks.url_of
        ),
        Column(
            "project", _("Project"), "training.project.number", sort="training__project__number"
        ),
        Column(
            "organisatie",
            _("Organisatie"),
            "organisation.name",
            sort="organisation__name",
            shown=False,
        ),
        Column("plaats", _("Plaats"), looks.where),
        Column("opleiders", _("Opleiders"), "trainers", kind="number"),
        Column("deelnemers", _("Deelnemers"), "participants", kind="number"),
        Column("staat", _("Staat"), looks.state_pill, kind="pill", sort="state"),
    ]


@page(
    "tijdsregistratie/sessies",
    name="sessions",
    title=_("Sessies"),
    door=roles.enters,
    shows="timereg.sessions",
)
def sessions(request: PageRequest) -> HttpResponseBase:
    """What still has to happen, the nearest first."""
    rows = queries.to_do(queries.listed(request.actor))
    table = _table(request, rows, "dag", _empty(request))
    head = Head(
        _("Sessies"),
        _sentence(rows.filter(state="done").count()),
        primary=_plan_link(request),
    )
    ways: list[Link | Button] = [
        Link(_("Archief"), reverse("timereg:archive"), "history", "secondary")
    ]
    if roles.prepares_somewhere(request.actor):
        label = _("Sessies uit een bestand plannen")
        ways.append(Link(label, reverse("timereg:import"), "upload", "secondary"))
    return show.listing(request, head, table, crumbs=[Crumb(_("Sessies"))], before=[Actions(ways)])


def _sentence(done: int) -> str:
    if not done:
        return _t("Wat gepland is, loopt, of nog ingediend moet worden.")
    sentence = ngettext(
        "%s uitgevoerde sessie wacht op indiening bij ESF.",
        "%s uitgevoerde sessies wachten op indiening bij ESF.",
        done,
    )
    return sentence % done


def _plan_link(request: PageRequest) -> Link | None:
    if not roles.prepares_somewhere(request.actor):
        return None
    return Link(_("Sessie plannen"), reverse("timereg:plan"), "plus", "primary")


def _empty(request: PageRequest) -> Empty:
    if roles.prepares_somewhere(request.actor):
        sentence = _("Plan een sessie: kies de opleiding, de dag en de opleiders.")
        return Empty(_("Nog geen sessies"), sentence, _plan_link(request), icon="calendar-days")
    sentence = _("Zet de organisatie u als opleider op een sessie, dan staat die hier.")
    return Empty(_("Nog geen sessies"), sentence, icon="calendar-days")


@page(
    "tijdsregistratie/archief",
    name="archive",
    title=_("Archief"),
    door=roles.enters,
    shows="timereg.archive",
)
def archive(request: PageRequest) -> HttpResponseBase:
    """Sessions of the past with their state, the latest first (S0: 14 December 2020)."""
    rows = queries.archive(queries.listed(request.actor))
    empty = Empty(_("Het archief is leeg"), _("Sessies van voorbije dagen komen hier vanzelf."))
    table = _table(request, rows, "-dag", empty)
    head = Head(_("Archief"), _("Voorbije sessies, met hun toestand."))
    crumbs = [Crumb(_("Sessies"), reverse("timereg:sessions")), Crumb(_("Archief"))]
    return show.listing(request, head, table, crumbs=crumbs)


def _table(request: PageRequest, rows: Any, order: str, empty: Empty) -> Table:
    return Table(
        request,
        rows,
        _columns(),
        name="sessies",
        filters=SessionFilter,
        order=order,
        empty=empty,
        key="uid",
    )
