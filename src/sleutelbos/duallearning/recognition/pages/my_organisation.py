"""'Mijn organisatie': what a Beheerder or Behandelaar reads of the own partnership (S3, W21)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.pages import partnership_parts as parts
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries.scope import partnerships_read_by
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Head, Note, Part


@page(
    "duaal/mijn-organisatie",
    name="my-organisation",
    title=_("Mijn organisatie"),
    door=roles.reads_organisation,
    shows="duallearning.my-organisation",
)
def my_organisation(request: PageRequest) -> HttpResponseBase:
    """Powers, agreements and settings; the department changes them."""
    shown: list[Part] = []
    head = Head(_("Mijn organisatie"))
    for row in partnerships_read_by(request.actor):
        head = Head(row.name, parts.sentence(row), kicker=_("Mijn organisatie"))
        shown += [parts.powers(row), parts.agreements(row), parts.settings(row), *parts.ahead(row)]
    shown.append(Note(_t("Klopt er iets niet? Het departement past het aan, op uw vraag.")))
    return show.page(request, head, *shown)
