"""The projects in which my organisation takes part (T02, T11, T12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import help_url
from sleutelbos.kernel import clock
from sleutelbos.timereg.pages import projects_parts as parts
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.projects import calls_of, project_rows
from sleutelbos.timereg.rules.roles import enters, works_for_esf
from sleutelbos.timereg.states import Part
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Head, Link
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import number_text

if TYPE_CHECKING:
    from sleutelbos.timereg.models import Call, Project

STATES = [
    ("loopt", _("Loopt")),
    ("later", _("Begint later")),
    ("afgelopen", _("Afgelopen")),
    ("ontbreekt", _("Ontbreekt bij ESF")),
    ("weg", _("Niet meer bij ESF")),
]


def url_of(project: Project) -> str:
    """To the page of a project."""
    return reverse("timereg:project", args=[project.uid])


def columns(*, everywhere: bool) -> list[Column]:
    """The part of my organisation, or for who sees all projects the promotor."""
    who = (
        Column("promotor", _("Promotor"), "promoter", sort="promoter")
        if everywhere
        else Column("rol", _("Wij zijn"), _my_part, sort="my_part")
    )
    return [
        Column("project", _("Nummer"), "number", sort="number", link=url_of),
        Column("titel", _("Titel"), "title", sort="title"),
        Column("oproep", _("Oproep"), "call.code", sort="call__code"),
        who,
        Column("begin", _("Begin"), "starts", sort="starts", kind="date"),
        Column("einde", _("Einde"), "ends", sort="ends", kind="date"),
        Column("toestand", _("Toestand"), parts.state_pill, kind="pill"),
        Column("geladen", _("Geladen op"), _loaded_on, sort="loaded_at", kind="date"),
    ]


def _loaded_on(project: Project) -> date:
    return project.loaded_at.astimezone(clock.BRUSSELS).date()


def _my_part(project: Any) -> str:
    return parts.part_label(project.my_part)


class ProjectFilter(FilterForm):
    """Projects by number or title, call, part and state."""

    zoek = SearchField(label=_("Nummer of titel"))
    oproep = ListField(label=_("Oproep"), empty_label=_("Alle oproepen"))
    rol = ListField(label=_("Wij zijn"), choices=Part.choices, empty_label=_("Promotor of partner"))
    toestand = ListField(label=_("Toestand"), choices=STATES, empty_label=_("Alle toestanden"))
    lookups = {
        "zoek": ("number__icontains", "title__icontains"),
        "oproep": ("call__code",),
        "rol": ("my_part",),
    }

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The projects that fit."""
        queryset = super().narrow(queryset, chosen)
        if "toestand" in chosen:
            queryset = queryset.filter(_in_state(chosen["toestand"]))
        return queryset


def _in_state(state: str) -> Q:
    """As :func:`projects_parts.state_pill`."""
    today, there = clock.today(), Q(active=True, missing_since=None)
    return {
        "loopt": there & Q(starts__lte=today, ends__gte=today),
        "later": there & Q(starts__gt=today),
        "afgelopen": there & Q(ends__lt=today),
        "ontbreekt": Q(missing_since__isnull=False),
        "weg": Q(active=False, missing_since=None),
    }[state]


def project_filter(calls: Sequence[Call], *, everywhere: bool) -> type[ProjectFilter]:
    """The filter with the calls of these projects."""

    class Filled(ProjectFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            field: Any = self.fields["oproep"]
            field.choices = [*field.choices[:1], *((one.code, str(one)) for one in calls)]
            if everywhere:
                del self.fields["rol"]

    return Filled


@page(
    "tijdsregistratie/projecten",
    name="projects",
    title=_("Projecten"),
    door=enters,
    shows="timereg.projects",
)
def projects(request: PageRequest) -> HttpResponseBase:
    """All projects that I may see, with search, filters and files."""
    by = request.actor
    rows = project_rows(by)
    everywhere = works_for_esf(by)
    empty = Empty(
        _("Nog geen projecten"),
        _("ESF geeft de projecten elke vrijdag door. Een nieuw project ziet u dus na vrijdag."),
        Link(_("Stel een vraag aan ESF-support"), help_url(request.path), look="secondary"),
        icon="briefcase",
    )
    table = Table(
        request,
        rows,
        columns(everywhere=everywhere),
        name="projecten",
        filters=project_filter(calls_of(rows), everywhere=everywhere),
        order="project",
        empty=empty,
    )
    head = Head(_("Projecten"), _sentence(table, everywhere=everywhere))
    return show.listing(request, head, table, after=[parts.not_there_yet(of_project=False)])


def _sentence(table: Table, *, everywhere: bool) -> str:
    if everywhere:
        return parts.loaded_sentence()
    if not table.count:
        return _t("Kies een project om zijn opleidingen te zien.")
    text = ngettext(
        "Uw organisatie neemt deel aan %s project. Kies het om de opleidingen te zien.",
        "Uw organisatie neemt deel aan %s projecten. Kies er een om de opleidingen te zien.",
        table.count,
    )
    return text % number_text(table.count)
