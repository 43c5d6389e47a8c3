"""The list of medewerkers, per project and organisation (T12)."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_looks import PURPOSE
from sleutelbos.timereg.pages.staff_members import ROUTE, member_pill, member_url
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules import limits, roles, staff
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Head, Link
from sleutelbos.web.tables import Column, Table


class MemberFilter(FilterForm):
    """Which medewerkers."""

    naam = SearchField(label=_("Naam of project"))

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By name or project number."""
        for word in chosen.get("naam", "").split():
            by_name = queryset.filter(person__names_search__contains=word.lower())
            queryset = by_name | queryset.filter(project__number__startswith=word)
        return queryset


def _columns() -> list[Column]:
    return [
        Column("wie", _("Medewerker"), "person.name", link=member_url,
               sort=("person__family_name", "person__given_name")),
        Column("project", _("Project"), "project.number", sort="project__number"),
        Column("titel", _("Titel van het project"), "project.title", shown=False),
        Column("leiding", _("Leidinggevende"), "supervisor.name", sort="supervisor__family_name"),
        Column("organisatie", _("Organisatie"), lambda row: str(row.site or row.organisation),
               shown=False),
        Column("fte", _("Tewerkstelling"), lambda row: f"{limits.plain_percent(row.fte)} %",
               sort="fte"),
        Column("staat", _("Staat"), member_pill, kind="pill", sort="active"),
    ]  # fmt: skip


@page(
    ROUTE,
    name="members",
    title=_("Medewerkers"),
    door=staff.sees_staff,
    shows="timereg.members",
    reveals=PURPOSE,
)
def members(request: PageRequest) -> HttpResponseBase:
    """The medewerkers of one's own organisation, or of whom one leads."""
    by = request.actor
    add = Link(_("Medewerker toevoegen"), reverse("timereg:member-add"), "plus", "primary")
    promotes = bool(roles.prepares_somewhere(by))
    table = Table(
        request,
        queries_staff.members_for(by),
        _columns(),
        name="medewerkers",
        filters=MemberFilter,
        order="wie",
        person=lambda row: row.person_id,
        empty=Empty(
            _("Nog geen medewerkers"),
            _("Voeg toe wie aan een project werkt, en kies wie zijn uren goedkeurt."),
            add if promotes else None,
            "users",
        ),
    )
    sentence = _("Wie voor uw organisatie aan een ESF- of AMIF-project werkt.")
    head = Head(_("Medewerkers"), sentence, primary=add if promotes else None)
    return show.listing(request, head, table)
