"""Heads, lists of work, facts, timeline, notes, figures."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import no
from sleutelbos.web import ports, show
from sleutelbos.web.parts import (
    Actions,
    Bar,
    Bars,
    Button,
    Card,
    Cards,
    Code,
    Disclosure,
    Fact,
    Facts,
    Figure,
    Figures,
    Happening,
    Head,
    HelpBox,
    Lines,
    Link,
    Listing,
    Note,
    Part,
    Picture,
    Pill,
    PrintButton,
    Progress,
    Section,
    Series,
    Timeline,
    Todo,
    TodoList,
)
from sleutelbos.web.specimen.base import AT, DOT, HERE, page


@page("_onderdelen", name="specimen", title=_("Vandaag te doen"), public=True)
def overview(request: HttpRequest) -> HttpResponse:
    """Heads, lists of work, facts, timeline, notes, figures."""
    if request.method == "POST":
        undo = Button(_("Ongedaan maken"), HERE)
        show.toast(request, _("Het recht van Jan Maes eindigt op 31 dec 2026."), undo=undo)
    head = Head(
        _("Vandaag te doen"),
        _("3 rechten eindigen deze maand en 1 aanvraag wacht op u."),
        pill=Pill(_("Actief"), "ok"),
        primary=Link(_("Recht toekennen"), f"{HERE}/formulier", "plus", "primary"),
        kicker=_("Bakkerij De Smet bv"),
        turn=_("Nu aan zet: lokale beheerder"),
        term=_("nog 4 dagen, tot 16 mrt 2026"),
    )
    return show.page(request, head, *_work(), *_file(), *_rest(), aside=_aside())


def _work() -> list[Part]:
    lines = [
        Todo(
            _("Beslis over de aanvraag van Jan Maes voor de rol Bewerker."),
            Link(_("Bekijk de aanvraag"), HERE, look="secondary", about="Jan Maes"),
            term=_("2 dagen te laat"), tone="stop", application=_("Gebruikersbeheer"),
            detail=_("gevraagd op 2 mrt 2026"),
        ),
        Todo(
            _("Vul de aanwezigheden van sessie 4 aan."),
            Link(_("Vul aan"), HERE, look="secondary"),
            term=_("vandaag"), tone="warn", application=_("Tijdsregistratie"),
        ),
        Todo(
            _("Kijk na of 12 gebruikers hun recht nog nodig hebben."),
            Link(_("Kijk na"), HERE, look="secondary"),
            term=_("tot 31 mrt 2026"), application=_("Gebruikersbeheer"),
        ),
    ]  # fmt: skip
    return [TodoList(lines), TodoList([])]


def _file() -> list[Part]:
    facts = [
        Fact(_("Organisatie"), "Bakkerij De Smet bv", hint="0403.019.261"),
        Fact(_("Looptijd"), date(2026, 12, 31), change_url=HERE),
        Fact(_("Rol"), Pill(_("Bewerker"), "info", "key-round")),
        Fact(_("Toegekend door"), Link("Lies Peeters", HERE)),
        Fact(_("Gebruikt"), 1234),
        Fact(_("E-mailadres"), None),
        Fact(_("Vestigingen"), ["Markt 4, Aalst", "Stationsstraat 12, Gent"]),
        Fact(_("Laatste aanmelding"), AT),
    ]
    happened = [
        Happening(AT, _("De rol Bewerker is toegekend aan Jan Maes."), "Lies Peeters", tone="ok"),
        Happening(
            AT - timedelta(days=2), _("Jan Maes vroeg de rol Bewerker."), "Jan Maes",
            note=_("Ik vervang Ann tot eind dit jaar."), tone="info",
        ),
        Happening(AT - timedelta(days=9), _("Een vorige aanvraag is geweigerd."), tone="stop"),
        Happening(AT - timedelta(days=30), _("Het dossier is geopend.")),
    ]  # fmt: skip
    change = Link(_("Wijzig"), HERE, about="de gegevens")
    return [
        Section(_("Gegevens"), [Facts(facts)], action=change),
        Section(_("Wat er gebeurde"), [Timeline(happened)]),
    ]


def _rest() -> list[Part]:
    tones = ("info", "ok", "warn", "stop", "neutral")
    notes: list[Part] = [
        Note(_("Een beheerder kijkt dit binnen vijf werkdagen na."), tone, _("Goed om te weten"))
        for tone in tones
    ]
    pills = [
        [_("Staat"), Pill(_("Actief"), "ok"), 12],
        [_("Andere"), Pill(_("Gestopt"), "stop"), 3],
    ]
    numbers = [
        Figure(_("Actieve rechten"), 412, _("looptijd bevat vandaag"), HERE),
        Figure(_("Eindigen deze maand"), 3, _("laatste dag valt in maart")),
        Figure(_("Uren in 2026"), 1234.5, _("ingediend en goedgekeurd")),
    ]
    cards = [
        Card(_("Blauwe lijn"), HERE, _("Voor wie er al werkt."), icon="users", tone="blue"),
        Card(_("Groene lijn"), HERE, _("Voor wie begint."), icon="school", tone="green"),
        Card(_("Oranje kolom"), HERE, _("Voor wie begeleidt."), icon="flag", tone="orange"),
        Card(_("Tijdsregistratie"), HERE, _("Opleidingen en uren."), Pill(_("Nieuw"), "info")),
    ]
    stop = Button(_("Stop"), HERE, icon="ban")
    claim = '{\n  "rol": "bewerker",\n  "organisatie": "0403.019.261"\n}'
    return [
        Section(_("Meldingen"), notes),
        Section(_("Cijfers"), [Figures(numbers)]),
        Section(_("Grafieken"), [_bars(), _lines()]),
        Section(_("Wegen verder"), [Cards(cards)]),
        Section(_("Korte lijst"), [
            Listing([_("Wat"), _("Staat"), _("Aantal")], pills, numbers=(2,)),
            Progress(_("412 regels nakijken"), 247, 412, _("U mag deze pagina verlaten."), stop),
        ]),
        Section(_("Voor ontwikkelaars"), [
            Code(claim, _("Claim")), Picture(DOT, _("QR-code"), _("Scan met uw telefoon."), qr=True)
        ]),
        Disclosure(_("Zelden nodig"), [Note(_("Dit staat achter een vouw."), "neutral")]),
        Disclosure(_("Geschiedenis"), [Note(_("Ook dit."), "neutral")], open=True),
    ]  # fmt: skip


def _bars() -> Bars:
    bars = [
        Bar(_("Blauwe lijn"), 3, 4, _("3 van 4"), HERE),
        Bar(_("Groene lijn"), 6, 5, _("6 van 5")),
        Bar(_("Oranje kolom"), None, 2, _("niet getoond")),
    ]
    return Bars(_("Van elke soort is een deel klaar."), bars)


def _lines() -> Lines:
    series = [
        Series(_("Gevraagd"), [8, 8, 9, 9, 10, 10, 10], "9", "dashed"),
        Series(_("Klaar"), [4, 5, None, 7, 8, 9, 9], "7"),
        Series(_("Nagekeken"), [1, 2, 2, 4, 6, 6, 8], "4", "dotted"),
    ]
    marks = ["jan 2026", "apr 2026", "jul 2026"]
    return Lines(_("Wat klaar is, haalt in wat gevraagd werd."), series, marks, 3)


def _aside() -> list[Part]:
    refused = no(_("Dit kan pas als de aanvraag goedgekeurd is."))
    helpers = [
        ports.Helper("An Claes", _("hoofd lokale beheerder"), "an@voorbeeld.be", "02 000 00 00")
    ]
    return [
        Actions([
            Button(_("Recht verlengen"), HERE, icon="repeat"),
            Link(_("Wijzig de looptijd"), HERE, "pencil", "secondary"),
            Button(_("Recht intrekken"), HERE, look="danger", icon="ban"),
            Button(_("Recht delen"), HERE, decision=refused),
            PrintButton(),
        ]),
        HelpBox(_("Vraag het eerst aan uw beheerder."), [Link(_("Lees de uitleg"), HERE)], helpers),
    ]  # fmt: skip
