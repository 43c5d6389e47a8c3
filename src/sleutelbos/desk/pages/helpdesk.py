"""The information line 1700: search, the questions that came in, orphans (G03, G33)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps, orphans
from sleutelbos.desk import queries
from sleutelbos.desk.pages.base import page
from sleutelbos.desk.pages.forms import RequestFilter
from sleutelbos.desk.pages.who import search_part
from sleutelbos.desk.services import helped_by, helps_somewhere
from sleutelbos.desk.states import help_flow
from sleutelbos.register.public import (
    Organisation,
    looks_like_insz,
)
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, Reveals
from sleutelbos.web.parts import (
    Card,
    Cards,
    Crumb,
    Empty,
    Figure,
    Figures,
    Head,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table

HOME = Crumb(_("Helpdesk 1700"), "/helpdesk")
MOST_SHOWN = 80  # characters of a question in a list


def request_url(row: object) -> str:
    """To the page of a question."""
    return reverse("desk:help-request", args=[row.uid])  # type: ignore[attr-defined]


def state_pill(row: object) -> Pill:
    """Where a question stands."""
    return Pill.of(help_flow, row.state)  # type: ignore[attr-defined]


_KEY_LINK = Card(
    _("Link voor een nieuwe sleutel sturen"),
    "/helpdesk/sleutel-kwijt",
    _("De beller is zijn digitale sleutel kwijt. U controleert wie er belt."),
    icon="key-round",
)
COLUMNS = [
    Column("vraag", _("Vraag"), lambda row: row.question[:MOST_SHOWN], link=request_url),
    Column("gesteld", _("Gesteld"), "asked_at", sort="asked_at", kind="date"),
    Column("organisatie", _("Organisatie"), "organisation.name", sort="organisation__name"),
    Column("van", _("Van"), lambda row: row.asked_by.name if row.asked_by else _t("een beller")),
    Column("project", _("Project"), "number", sort="number", shown=False),
    Column("pagina", _("Pagina"), "page", shown=False),
    Column("staat", _("Staat"), state_pill, kind="pill", sort="state"),
]


@page("helpdesk", name="helpdesk", title=_("Helpdesk 1700"), door=helps, shows="desk.helpdesk")
def helpdesk(request: PageRequest) -> HttpResponseBase:
    """Search an organisation; how much waits."""
    text = request.GET.get("zoek", "").strip()[:200]
    parts: list[Part] = [search_part(text, _("Naam of nummer van de organisatie"))]
    if looks_like_insz(text):
        parts.append(Note(_("Zoek op de naam of het nummer van een organisatie."), "warn"))
    elif text:
        parts.append(_found(request, text))
    waiting, lonely = queries.open_count(request.actor), orphans().count()
    questions = f"{reverse('desk:help-requests')}?staat=open"
    figures = [
        Figure(_("Open vragen"), waiting, _("wachten op een antwoord"), questions),
        Figure(
            _("Zonder beheerder"),
            lonely,
            _("organisaties met gebruikers, maar zonder beheerder"),
            reverse("desk:orphans"),
        ),
    ]
    parts.append(Section(_("Wat op u wacht"), [Figures(figures)]))
    parts.append(Section(_("Een beller raakt niet binnen"), [Cards([_KEY_LINK])]))
    head = Head(
        _("Helpdesk 1700"), _("Zoek de organisatie van de beller, of beantwoord een vraag.")
    )
    return show.page(request, head, *parts)


def _found(request: PageRequest, text: str) -> Part:
    found = queries.find_organisations(request.actor, text)
    if not found:
        return Empty(
            _("Geen organisatie gevonden"), _("Vraag de beller naar het volledige nummer.")
        )
    url = "desk:helpdesk-organisation"
    cards = [Card(row.name, reverse(url, args=[row.uid]), row.municipality) for row in found]
    return Section(_("Gevonden"), [Cards(cards)])


@page(
    "helpdesk/vragen",
    name="help-requests",
    title=_("Vragen"),
    door=helps_somewhere,
    shows="desk.help-requests",
    reveals=Reveals(_("Hulpvragen behandelen")),
)
def help_requests(request: PageRequest) -> HttpResponseBase:
    """All questions of the helpdesks where one works, the oldest first."""
    by = request.actor
    table = Table(
        request,
        queries.requests_handled(by),
        COLUMNS,
        name="vragen",
        filters=RequestFilter,
        order="gesteld",
        person=lambda row: row.asked_by_id,
        empty=Empty(_("Geen vragen"), _("Er is nog geen enkele vraag gesteld.")),
    )
    who = _t(" en ").join(str(one.support) for one in helped_by(by))
    head = Head(_t("Vragen aan %(who)s") % {"who": who}, _("De oudste vraag staat bovenaan."))
    return show.listing(request, head, table, crumbs=[HOME] if helps(by) else [])


@page(
    "helpdesk/zonder-beheerder",
    name="orphans",
    title=_("Organisaties zonder beheerder"),
    door=helps,
    shows="desk.orphans",
)
def orphan_list(request: PageRequest) -> HttpResponseBase:
    """Organisations with users but nobody who administers them (G03)."""
    columns = [
        Column("naam", _("Organisatie"), "name", sort="name", link=organisation_url),
        Column("gemeente", _("Gemeente"), "municipality", sort="municipality"),
    ]
    table = Table(
        request,
        orphans(),
        columns,
        name="zonder-beheerder",
        order="naam",
        empty=Empty(_("Geen enkele"), _("Elke organisatie met gebruikers heeft een beheerder.")),
    )
    head = Head(
        _("Organisaties zonder beheerder"),
        _("Vraag wie er een kan aanstellen om dat te doen. Dat kan op de pagina van elk."),
    )
    return show.listing(request, head, table, crumbs=[HOME])


def organisation_url(row: Organisation) -> str:
    """To the page of an organisation for the helpdesk."""
    return reverse("desk:helpdesk-organisation", args=[row.uid])
