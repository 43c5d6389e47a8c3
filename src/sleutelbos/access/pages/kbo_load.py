"""One delivery of the KBO: its report, what it would change, or did; load it or not (W01)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.pages.base import page
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import apply_kbo, kbo_flow, kbo_loads, loads_kbo, stop_kbo
from sleutelbos.web import show
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, one, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Figure,
    Figures,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.words import day_text, moment_text, number_text

if TYPE_CHECKING:
    from sleutelbos.register.public import KboLoad

DO = "doe"
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


def state_pill(load: KboLoad) -> Pill:
    """Where a delivery stands."""
    state = kbo_flow.states[load.state]
    return Pill(state.label, state.tone)


@page("platform/kbo/<uuid:load>", name="kbo-load", title=_("Levering van de KBO"), door=loads_kbo,
      shows="access.kbo-load", does=(apply_kbo, stop_kbo))  # fmt: skip
def kbo_load(request: PageRequest, load: UUID) -> HttpResponseBase:
    """The report of one delivery; ``doe`` says what a button asks."""
    found = one(kbo_loads(request.actor), load)
    if request.method == "POST":
        return _do(request, found)
    return show.page(
        request,
        _head(request, found),
        *_notes(found),
        *_actions(request, found),
        *_figures(found),
        Section(_("Per bestand"), [_files(found)]),
        Section(_("Over deze levering"), [Facts(_facts(found))]),
        crumbs=[Crumb(_("Gegevens van de KBO"), reverse("access:kbo")), Crumb(found.source)],
    )


def _head(request: PageRequest, found: KboLoad) -> Head:
    owner = kbo_flow.states[found.state].owner
    button = Button(
        _("Laden"),
        url_of(found),
        {DO: "laden"},
        look="primary",
        icon="play",
        decision=apply_kbo.check(request.actor, found),
    )
    return Head(
        found.source,
        _sentence(found),
        pill=state_pill(found),
        kicker=_t("Uittreksel %s") % found.number if found.number is not None else "",
        turn=_("Nu aan zet: %(who)s") % {"who": owner} if owner else "",
        primary=button if found.state == "staged" else None,
    )


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


def _notes(found: KboLoad) -> list[Part]:
    notes: list[Part] = []
    if found.reasons and found.state in ("staged", "stopped"):
        tone = "warn" if found.state == "staged" else "stop"
        title = _("Kijk dit eerst na") if found.state == "staged" else ""
        notes.append(Note(" ".join(found.reasons), tone, title))
    if found.state in ("reading", "loading") and found.run is not None:
        follow = Link(
            _("Volg de voortgang"), reverse("desk:run", args=[found.run_id]), look="secondary"
        )
        text = _("Op de pagina van de taak ziet u hoe ver het is. Daar kunt u ze ook stoppen.")
        notes.append(Note(text, "info", action=follow))
    return notes


def _actions(request: PageRequest, found: KboLoad) -> list[Part]:
    if found.state != "staged":
        return []
    decision = stop_kbo.check(request.actor, found)
    stop = Button(
        _("Niet laden"), url_of(found), {DO: "stoppen"}, icon="ban", decision=decision,
        expected=False,
    )  # fmt: skip
    return [Actions([stop])]


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


def _do(request: PageRequest, found: KboLoad) -> HttpResponseBase:
    by, key, wanted = request.actor, key_of(request), request.POST.get(DO, "")
    try:
        if wanted == "laden":
            apply_kbo.keyed(key, by, found)
            show.toast(request, _t("De levering wordt geladen."))
        elif wanted == "stoppen":
            stop_kbo.keyed(key, by, found)
            show.toast(request, _t("De levering wordt niet geladen."))
    except Invalid as problem:
        show.toast(request, str(problem), tone="stop")
    return see_other(url_of(found))
