"""'Sectoren': which NACE codes go with which opleiding; the department keeps them (W20)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection.actions.sectors import add_sector, end_sector
from sleutelbos.duallearning.prospection.models import ProgrammeSector
from sleutelbos.duallearning.prospection.pages.forms import SectorFilter, SectorForm
from sleutelbos.duallearning.prospection.queries.scope import sectors_for
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.programmes_edit import EndForm
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel import clock
from sleutelbos.tools import dates
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Empty, Head, Link
from sleutelbos.web.press import ask
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:sectors"


def _end_url(row: ProgrammeSector) -> str:
    return reverse("duallearning:end-sector", args=[row.uid])


COLUMNS = [
    Column("opleiding", _("Opleiding"), "programme.name", sort="programme__name", link=_end_url),
    Column("nace", _("NACE-code"), "nace", sort="nace"),
    Column("van", _("Van"), lambda row: row.valid.lower, sort="valid", kind="date"),
    Column("tot", _("Tot en met"), lambda row: dates.last_day(row.valid), kind="date"),
    Column("bron", _("Bron"), "source", shown=False),
]


@page(
    "duaal/sectoren",
    name="sectors",
    title=_("Sectoren van opleidingen"),
    door=roles.is_officer,
    shows="duallearning.sectors",
)
def sectors(request: PageRequest) -> HttpResponseBase:
    """All of them, those that ended too."""
    empty = Empty(
        _("Nog geen sectoren"),
        _("Zonder sectoren vindt een partnerschap geen kandidaten in de KBO."),
        icon="building-2",
    )
    table = Table(
        request, sectors_for(request.actor), COLUMNS, name="sectoren", filters=SectorFilter,
        order="opleiding", empty=empty,
    )  # fmt: skip
    add = Link(_("Sector toevoegen"), reverse("duallearning:add-sector"), "plus", look="primary")
    sentence = _("Vestigingen met deze NACE-codes zijn kandidaten voor de opleiding.")
    return show.listing(request, Head(_("Sectoren van opleidingen"), sentence, primary=add), table)


def _crumbs(last: Crumb) -> list[Crumb]:
    return [Crumb(_("Sectoren"), reverse(LIST)), last]


@page(
    "duaal/sectoren/nieuw",
    name="add-sector",
    title=_("Sector toevoegen"),
    door=roles.is_officer,
    does=add_sector,
)
def add(request: PageRequest) -> HttpResponseBase:
    """A code that goes with an opleiding, since when."""
    form = SectorForm.of(request, initial={"first": clock.today()})

    def do(form: SectorForm) -> str:
        programme = form.programmes[form.cleaned_data["programme"]]
        more = form.values("nace", "first", "last", "source")
        add_sector.keyed(form.key, request.actor, programme, **more)
        show.toast(request, _t("De sector is toegevoegd."))
        return reverse(LIST)

    return handle(request, form, do) or show.form(
        request, form, Head(_("Sector toevoegen")), submit=_("Toevoegen"),
        back_url=reverse(LIST), crumbs=_crumbs(Crumb(_("Toevoegen"))),
    )  # fmt: skip


@page(
    "duaal/sectoren/<uuid:uid>",
    name="end-sector",
    title=_("Sector"),
    door=roles.is_officer,
    does=end_sector,
)
def end(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """How it ends."""
    row = one(sectors_for(request.actor), uid)
    form = EndForm.of(request, initial={"last": clock.today() - timedelta(days=1)})
    return ask(
        request, form, end_sector, row,
        head=Head(_("Sector beëindigen"), row.nace, kicker=row.programme.name),
        submit=_("Beëindigen"), told=_("De sector eindigt op de gekozen dag."),
        back=reverse(LIST), crumbs=_crumbs(Crumb(_("Beëindigen"))),
    )  # fmt: skip
