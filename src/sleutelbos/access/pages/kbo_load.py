"""One delivery of the KBO: its report, what it would change, or did; load it or not (W01)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.delivery_pages import DeliveryPages
from sleutelbos.access.pages.base import page
from sleutelbos.register.public import apply_kbo, kbo_flow, kbo_loads, loads_kbo, stop_kbo
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Actions,
    Crumb,
    Fact,
    Facts,
    Figure,
    Figures,
    Listing,
    Part,
    Section,
)
from sleutelbos.web.words import day_text, moment_text, number_text

if TYPE_CHECKING:
    from sleutelbos.register.public import KboLoad

FILES = {
    "enterprise": _("Ondernemingen"),
    "establishment": _("Vestigingen"),
    "denomination": _("Namen"),
    "address": _("Adressen"),
    "contact": _("Contactgegevens"),
    "activity": _("Activiteiten"),
    "branch": _("Bijkantoren"),
    "code": _("Codes"),
}


def url_of(load: KboLoad) -> str:
    """To the page of a delivery."""
    return reverse("access:kbo-load", args=[load.uid])


PAGES = DeliveryPages(kbo_flow, apply_kbo, stop_kbo, url_of)


@page("platform/kbo/<uuid:load>", name="kbo-load", title=_("Levering van de KBO"), door=loads_kbo,
      shows="access.kbo-load", does=(apply_kbo, stop_kbo))  # fmt: skip
def kbo_load(request: PageRequest, load: UUID) -> HttpResponseBase:
    """The report of one delivery; ``doe`` says what a button asks."""
    found = one(kbo_loads(request.actor), load)
    if request.method == "POST":
        return PAGES.do(request, found)
    return show.page(
        request,
        PAGES.head(request, found, _sentence(found), _kicker(found)),
        *PAGES.reasons(found),
        *_busy(found),
        *_actions(request, found),
        *_figures(found),
        Section(_("Per bestand"), [_files(found)]),
        Section(_("Over deze levering"), [Facts(_facts(found))]),
        crumbs=[Crumb(_("Gegevens van de KBO"), reverse("access:kbo")), Crumb(found.source)],
    )


def _kicker(found: KboLoad) -> str:
    return _t("Uittreksel %s") % found.number if found.number is not None else ""


def _sentence(found: KboLoad) -> str:
    if found.state == "reading":
        return _t("Het systeem leest het bestand. U mag deze pagina verlaten.")
    if found.state == "staged":
        return _t("Er is nog niet alles geladen. Kijk na wat er wijzigt en laad de levering.")
    if found.state == "loading":
        return _t("Het systeem laadt de levering. U mag deze pagina verlaten.")
    if found.state == "stopped":
        return _t("Deze levering werd niet geladen. Wat er al stond, blijft.")
    return _t("De levering is geladen op %s") % moment_text(found.loaded_at)


def _busy(found: KboLoad) -> list[Part]:
    if found.state not in ("reading", "loading"):
        return []
    text = _("Op de pagina van de taak ziet u hoe ver het is. Daar kunt u ze ook stoppen.")
    return PAGES.follow(found, text)


def _actions(request: PageRequest, found: KboLoad) -> list[Part]:
    return [Actions([PAGES.stop_button(request, found)])] if found.state == "staged" else []


def _figures(found: KboLoad) -> list[Part]:
    """How much would change; of a first file everything is new, and a refused one was not read."""
    if found.first or not found.counts:
        return []
    figures = Figures(
        [
            Figure(_("Nummers"), found.entities, _("waarvan gegevens kunnen wijzigen")),
            Figure(_("Gevolgd"), found.followed, _("nummers daarvan die iemand volgt")),
            Figure(_("Ondernemingen weg"), found.enterprises_gone, _("niet meer in de KBO")),
            Figure(_("Vestigingen weg"), found.establishments_gone, _("niet meer in de KBO")),
        ]
    )
    return [figures]


def _files(found: KboLoad) -> Listing:
    rows = [
        [label, *(number_text(found.counts[name][part]) for part in ("rows", "new", "gone"))]
        for name, label in FILES.items()
        if name in found.counts
    ]
    return Listing(
        [_("Bestand"), _("Rijen gelezen"), _("Rijen nieuw"), _("Rijen weg")],
        rows,
        empty=_("Er werd nog geen bestand gelezen."),
        numbers=(1, 2, 3),
    )


def _facts(found: KboLoad) -> list[Fact]:
    first = _("Eerste levering: alles is nieuw") if found.first else _("Volgt op een vorige")
    return [
        Fact(_("Toestand van de KBO op"), day_text(found.snapshot_on) or "–"),
        Fact(_("Gemaakt door de KBO"), found.made_at or "–"),
        Fact(_("Versie van het formaat"), found.version or "–"),
        Fact(_("Ontvangen op"), moment_text(found.at)),
        Fact(_("Geladen op"), moment_text(found.loaded_at) or "–"),
        Fact(_("Volgorde"), first),
    ]
