"""'Mijn vestigingen': what a company is recognised for, and the first step of a request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.filing import start_request
from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.steps import PROGRAMME, WORKPLACE, steps_for
from sleutelbos.duallearning.recognition.queries.programmes import open_programmes
from sleutelbos.duallearning.recognition.queries.scope import (
    own_requests,
    recognitions_for,
    sites_for,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import HELD_STATES, OPEN_STATES
from sleutelbos.register.public import Site
from sleutelbos.web import show, words
from sleutelbos.web.forms import Form, ListField, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Empty, Head, Link, Listing, Part, Section

LIST = "duallearning:sites"


@page(
    "duaal/vestigingen",
    name="sites",
    title=_("Mijn vestigingen"),
    door=roles.files_somewhere,
    shows="duallearning.sites",
)
def sites(request: PageRequest) -> HttpResponseBase:
    """Each vestiging with its recognitions and what is being asked."""
    by = request.actor
    rows = list(sites_for(by))
    recognitions = list(recognitions_for(by).filter(site__in=rows, state__in=HELD_STATES))
    asked = list(own_requests(by).filter(site__in=rows, state__in=OPEN_STATES))
    parts: list[Part] = [_section(row, recognitions, asked) for row in rows]
    if not rows:
        parts = [
            Empty(
                _("Geen vestigingen gekend"),
                _("De KBO kent geen actieve vestiging van uw onderneming."),
                icon="building-2",
            )
        ]
    sentence = ngettext(
        "%s vestiging. Vraag per opleiding een erkenning aan.",
        "%s vestigingen. Vraag per vestiging en opleiding een erkenning aan.",
        len(rows),
    )
    head = Head(_("Mijn vestigingen"), sentence % words.number_text(len(rows)))
    return show.page(request, head, *parts, aside=[looks.help_box(request.path)])


def _section(site: Site, recognitions: list[Recognition], asked: list[Request]) -> Section:
    lines: list[list[Any]] = [
        [Link(row.programme.name, looks.recognition_url(row)), _t("Erkenning %s") % row.number,
         looks.recognition_pill(row), words.period_text(row.valid)]
        for row in recognitions if row.site_id == site.pk
    ]  # fmt: skip
    lines += [
        [Link(row.programme.name, looks.request_url(row)), _t("Aanvraag %s") % row.number,
         looks.request_pill(row), words.moment_text(row.submitted_at) or _t("nog niet ingediend")]
        for row in asked if row.site_id == site.pk
    ]  # fmt: skip
    headings = [_("Opleiding"), _("Wat"), _("Toestand"), _("Looptijd of ingediend")]
    listing = Listing(headings, lines, empty=_("Nog geen erkenning of aanvraag."))
    begin = reverse("duallearning:start-request", args=[site.uid])
    return Section(
        looks.site_text(site),
        [listing],
        action=Link(_("Erkenning aanvragen"), begin, "plus", "secondary", about=str(site)),
    )


class StartForm(Form):
    """Which opleiding."""

    programme = ListField(label=_("Voor welke opleiding?"), choices=())

    def __init__(self, *args: Any, programmes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = [*field.choices[:1], *programmes.items()]


@page(
    "duaal/vestigingen/<uuid:site>/aanvraag",
    name="start-request",
    title=_("Erkenning aanvragen"),
    door=roles.files_somewhere,
    does=start_request,
)
def start(request: PageRequest, site: UUID) -> HttpResponseBase:
    """The first step: the opleiding. From then on everything is kept as a Werkversie."""
    by = request.actor
    row = one(sites_for(by), site)
    found = {str(one.uid): one for one in open_programmes()}
    form = StartForm.of(request, programmes={key: str(one) for key, one in found.items()})

    def do(form: StartForm) -> str:
        made = start_request.keyed(form.key, by, row, found[form.cleaned_data["programme"]])
        return looks.request_url(made, WORKPLACE)

    head = Head(
        _("Erkenning aanvragen"),
        _("U kunt op elk moment stoppen: de aanvraag blijft staan als werkversie."),
        kicker=looks.site_text(row),
    )
    crumbs = [Crumb(_("Mijn vestigingen"), reverse(LIST)), Crumb(_("Erkenning aanvragen"))]
    return handle(request, form, do) or show.wizard(
        request, form, head, steps_for(None, PROGRAMME), back_url=reverse(LIST), crumbs=crumbs,
        aside=[looks.help_box(request.path)],
    )  # fmt: skip
