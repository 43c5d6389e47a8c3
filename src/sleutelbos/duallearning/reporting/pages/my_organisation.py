"""'Mijn organisatie': what a Beheerder or Behandelaar reads of the own partnership (S3, W21)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.pages import partnership_parts as parts
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries.scope import partnerships_read_by
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.reporting.pages.datasets import DATASETS
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Figure, Figures, Head, Link, Note, Part, Section


@page(
    "duaal/mijn-organisatie",
    name="my-organisation",
    title=_("Mijn organisatie"),
    door=roles.reads_organisation,
    shows="duallearning.my-organisation",
)
def my_organisation(request: PageRequest) -> HttpResponseBase:
    """Figures with the lists and files behind them; powers, agreements and settings, which the
    department changes."""
    shown: list[Part] = []
    head = Head(_("Mijn organisatie"))
    for row in partnerships_read_by(request.actor):
        head = Head(row.name, parts.sentence(row), kicker=_("Mijn organisatie"))
        shown += [_figures(row), parts.powers(row), parts.agreements(row), parts.settings(row)]
        shown += parts.ahead(row)
    shown.append(Note(_t("Klopt er iets niet? Het departement past het aan, op uw vraag.")))
    return show.page(request, head, *shown)


def _figures(row: Organisation) -> Section:
    """How many rows each list and its file have."""
    found = [
        Figure(one.title, one.rows(row).count(), one.sentence,
               reverse("duallearning:report", args=[row.uid, one.slug]))
        for one in DATASETS.values()
    ]  # fmt: skip
    columns = Link(_("Wat elke kolom betekent"), reverse("duallearning:report-columns"), "info")
    return Section(
        _("Cijfers en bestanden"), [Figures(found)], action=columns,
        sentence=_t("Kies een cijfer: u ziet de lijst en u haalt ze op als CSV-bestand."),
    )  # fmt: skip
