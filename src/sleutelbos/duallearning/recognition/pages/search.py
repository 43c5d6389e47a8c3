"""Search companies and mentors that the portal knows (S3, W14–W17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.filters import MentorFilter
from sleutelbos.duallearning.recognition.queries.scope import companies_for, mentors_for
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.web import show, words
from sleutelbos.web.forms import FilterForm, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Head
from sleutelbos.web.tables import Column, Table

COMPANIES = [
    Column("onderneming", _("Onderneming"), "name", sort="name", link=looks.company_url),
    Column("nummer", _("Ondernemingsnummer"), looks.number_of),
    Column("gemeente", _("Gemeente"), "municipality", sort="municipality"),
    Column("erkenningen", _("Actieve erkenningen"), "active", sort="active", kind="number"),
]


class CompanyFilter(FilterForm):
    """Companies by name, number or municipality."""

    zoek = SearchField(label=_("Naam, nummer of gemeente"))

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The companies that fit."""
        text = chosen.get("zoek", "")
        digits = "".join(one for one in text if one.isdigit())
        fits = Q(name__icontains=text) | Q(municipality__icontains=text)
        if digits:
            fits |= Q(identifiers__value__contains=digits)
        return queryset.filter(fits).distinct() if text else queryset


@page(
    "duaal/ondernemingen",
    name="companies",
    title=_("Ondernemingen"),
    door=roles.searches_companies,
    shows="duallearning.companies",
)
def companies(request: PageRequest) -> HttpResponseBase:
    """Companies that filed a request; for a Medewerker those of the own partnership."""
    by = request.actor
    rows: QuerySet[Any] = companies_for(by).prefetch_related("identifiers")
    active = Count("recognitions", filter=Q(recognitions__state="active"), distinct=True)
    table = Table(
        request, rows.annotate(active=active), COMPANIES, name="ondernemingen",
        filters=CompanyFilter, order="onderneming",
        empty=Empty(_("Nog geen ondernemingen"), _("Er diende nog niemand een aanvraag in.")),
    )  # fmt: skip
    every = roles.is_officer(by) or abilities.places(by, "companies", abilities.ALL)
    sentence = (
        ngettext("%s gekende onderneming.", "%s gekende ondernemingen.", table.count)
        if every
        else ngettext(
            "%s onderneming van uw partnerschap.", "%s ondernemingen van uw partnerschap.",
            table.count,
        )
    )  # fmt: skip
    head = Head(_("Ondernemingen"), sentence % words.number_text(table.count))
    return show.listing(request, head, table)


MENTORS = [
    Column("mentor", _("Mentor"), "person.name",
           sort=("person__family_name", "person__given_name")),
    Column("onderneming", _("Onderneming"), "request.company.name", sort="request__company__name"),
    Column("vestiging", _("Vestiging"), lambda row: str(row.request.site)),
    Column("opleiding", _("Opleiding"), "request.programme.name"),
    Column("aanvraag", _("Aanvraag"), "request.number",
           link=lambda row: looks.request_url(row.request)),
    Column("toestand", _("Toestand"), looks.mentor_pill, sort="state", kind="pill"),
]  # fmt: skip


@page(
    "duaal/mentoren",
    name="mentors",
    title=_("Mentoren"),
    door=roles.follows_mentors,
    shows="duallearning.mentors",
    reveals=PURPOSE,
)
def mentors(request: PageRequest) -> HttpResponseBase:
    """Mentors of own competence, for a Behandelaar."""
    empty = Empty(_("Nog geen mentoren"), _("Ze komen hier met de aanvraag van hun onderneming."))
    table = Table(
        request, mentors_for(request.actor), MENTORS, name="mentoren", filters=MentorFilter,
        order="mentor", empty=empty, person=lambda row: row.person_id,
    )  # fmt: skip
    sentence = ngettext("%s mentor.", "%s mentoren.", table.count)
    return show.listing(
        request, Head(_("Mentoren"), sentence % words.number_text(table.count)), table
    )
