"""Numbers to try things out with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import rules, sources, stories
from sleutelbos.demo.pages.base import crumbs, page
from sleutelbos.register.public import shown_insz, shown_number
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Actions, Code, Head, Link, Listing, Note, Section

HEADINGS = (_("Naam"), _("Nummer"), _("Waarvoor"))


@page("demo/spiekbriefje", name="cheats", title=_("Spiekbriefje"), public=True, door=rules.in_demo)
def cheats(request: PageRequest) -> HttpResponse:
    """Numbers of people whom nobody added yet, and numbers that go wrong."""
    told = stories.cheats()
    strangers = sources.strangers()
    people: list[list[Any]] = []
    for row in told["people"]:
        record = strangers[row["title"]]
        name = f"{record.given_name} {record.family_name}".strip()
        people.append(_line(row.get("name", name), shown_insz(record.insz), row))
    for row in told["texts"]:
        people.append(_line(row["name"], row["value"], row))
    companies: list[list[Any]] = []
    for row in told["companies"]:
        number = stories.enterprise_of(row["company"])
        companies.append(_line(stories.company_name(row["company"]), shown_number(number), row))
    use = _("Gebruik een nummer in “Snel recht toekennen”, of als u een beheerder aanstelt.")
    return show.page(
        request,
        Head(
            _("Spiekbriefje"),
            _("Nummers om mee te oefenen. Kopieer ze en plak ze waar u ze nodig hebt."),
        ),
        Note(_("Deze nummers kunnen van niemand zijn: de maand ligt tussen 61 en 72.")),
        Section(_("Mensen"), [Listing(HEADINGS, people)], sentence=use),
        Section(
            _("Personas"),
            [_personas()],
            sentence=_(
                "Geef een persona een recht of een aanstelling, en meld u daarna aan als hem."
            ),
        ),
        Section(_("Ondernemingen"), [Listing(HEADINGS, companies)]),
        Actions([Link(_("Kies een persona"), reverse("signin:sign-in"), look="secondary")]),
        crumbs=crumbs(),
    )


def _personas() -> Listing:
    """The number of each persona of the sign-in page, and what he is."""
    rows = []
    for told in stories.personas():
        who = stories.people()[told["code"]]
        name = f"{who.given_name} {who.family_name}"
        what = f"{told['function']}, {told['organisation']}"
        rows.append([name, Code(shown_insz(who.insz)), what])
    return Listing([_("Naam"), _("Nummer"), _("Wie dit is")], rows)


def _line(name: str, number: str, row: Mapping[str, str]) -> list[Any]:
    """A number to copy, with what it is for."""
    return [name, Code(number), f"{row['title']}. {row['sentence']}"]
