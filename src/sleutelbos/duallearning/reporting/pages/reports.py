"""The lists of 'Mijn organisatie', and each as a file with all its columns (S3, W21)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries.scope import partnerships_read_by
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.reporting.actions import take_file
from sleutelbos.duallearning.reporting.pages.dataset import Dataset
from sleutelbos.duallearning.reporting.pages.datasets import DATASETS
from sleutelbos.register.public import Organisation
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Button, Crumb, Empty, Head, Listing, Section
from sleutelbos.web.tables import COLUMN, Column, Table


def _dataset(slug: str) -> Dataset:
    if slug not in DATASETS:
        raise Http404
    return DATASETS[slug]


def _table(
    request: PageRequest, partnership: Organisation, found: Dataset, columns: list[Column]
) -> Table:
    empty = Empty(_("Nog niets"), _("Zodra er iets is, staat het hier."))
    return Table(
        request, found.rows(partnership), columns, name=found.slug, filters=found.filters,
        order=found.order, empty=empty, may_export=False,
    )  # fmt: skip


def _crumbs(last: Crumb) -> list[Crumb]:
    return [Crumb(_("Mijn organisatie"), reverse("duallearning:my-organisation")), last]


@page(
    "duaal/mijn-organisatie/<uuid:uid>/<slug:slug>",
    name="report",
    title=_("Lijst van Mijn organisatie"),
    door=roles.reads_organisation,
    shows="duallearning.report",
)
def report(request: PageRequest, uid: UUID, slug: str) -> HttpResponseBase:
    """One list with its filters; the button gives the same rows as a file."""
    partnership, found = one(partnerships_read_by(request.actor), uid), _dataset(slug)
    table = _table(request, partnership, found, found.columns)
    url = reverse("duallearning:report-file", args=[uid, slug])
    query = request.GET.copy()
    query.pop(COLUMN, None)  # the file has them all
    button = Button(_("CSV downloaden"), f"{url}?{query.urlencode()}", icon="download")
    sentence = ngettext("%s regel.", "%s regels.", table.count) % words.number_text(table.count)
    head = Head(
        found.title, f"{found.sentence} {sentence}", kicker=partnership.name, primary=button
    )
    return show.listing(request, head, table, crumbs=_crumbs(Crumb(found.title)))


@page(
    "duaal/mijn-organisatie/<uuid:uid>/<slug:slug>/csv",
    name="report-file",
    title=_("Bestand van Mijn organisatie"),
    door=roles.reads_organisation,
    does=take_file,
)
def report_file(request: PageRequest, uid: UUID, slug: str) -> HttpResponseBase:
    """The rows of the list, with all columns, as CSV; the log keeps who took it."""
    if request.method != "POST":
        raise Http404
    partnership, found = one(partnerships_read_by(request.actor), uid), _dataset(slug)
    everything = [replace(column, shown=True) for column in found.columns]
    table = _table(request, partnership, found, everything)
    lines = table.source.order_by().count()
    take_file(request.actor, partnership, title=str(found.title), lines=lines)
    return table.export()


@page(
    "duaal/mijn-organisatie/kolommen",
    name="report-columns",
    title=_("Wat elke kolom betekent"),
    door=roles.reads_organisation,
    shows="duallearning.report-columns",
)
def columns(request: PageRequest) -> HttpResponseBase:
    """Each file, column by column."""
    headings = [_("Kolom"), _("Wat erin staat")]
    parts = [
        Section(
            found.title,
            [Listing(headings, [[str(one.column.label), one.meaning] for one in found.described])],
            sentence=found.sentence, anchor=found.slug,
        )
        for found in DATASETS.values()
    ]  # fmt: skip
    sentence = _t(
        "De bestanden openen in een rekenblad: puntkomma tussen de kolommen, UTF-8, datums als"
        " 12/03/2026."
    )
    head = Head(_("Wat elke kolom betekent"), sentence)
    return show.page(request, head, *parts, crumbs=_crumbs(Crumb(_("Kolommen"))))
