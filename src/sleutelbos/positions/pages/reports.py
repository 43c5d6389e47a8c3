"""The catalogue of reports, with the views that one kept (A16)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.actions.saved_views import drop_view, save_view
from sleutelbos.positions.pages.base import entity_of, page
from sleutelbos.positions.pages.report_base import ENTITY, REPORT, crumbs, reports_url
from sleutelbos.positions.queries.groups import DIMENSIONS, OF_ALL, OF_ENTITY, Entity
from sleutelbos.positions.queries.reports import views_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import ReportKind
from sleutelbos.web import show
from sleutelbos.web.forms import Form, TextField, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Button, Card, Cards, Crumb, Head, Link, Listing, Part, Section
from sleutelbos.web.press import press

# Report → the page of one entity, and that of all ("" when there is none).
PAGES: dict[str, tuple[str, str]] = {
    ReportKind.OCCUPATION: ("report", "report-all"),
    ReportKind.MONTHS: ("report-months", "report-months-all"),
    ReportKind.RADAR: ("radar", ""),
}
TITLE = _("Rapporten")


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/rapporten",
    name="reports",
    title=TITLE,
    door=roles.opens_plans,
    shows="positions.reports",
)
def reports_of_entity(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The reports of one entity."""
    return _catalogue(request, entity_of(request, organisation))


@page(
    "arbeidsplaatsen/rapporten",
    name="reports-all",
    title=TITLE,
    door=roles.reports_for_all,
    shows="positions.reports-all",
)
def reports_of_all(request: PageRequest) -> HttpResponseBase:
    """The reports of all entities together."""
    return _catalogue(request, None)


def report_url(kind: str, entity: Entity, query: str = "") -> str:
    """To a report, with what is chosen in it."""
    of_one, of_all = PAGES[kind]
    if entity is None:
        url = reverse(f"positions:{of_all}")
    else:
        url = reverse(f"positions:{of_one}", args=[entity.uid])
    return f"{url}?{query}" if query else url


def _catalogue(request: PageRequest, entity: Entity) -> HttpResponseBase:
    kicker = entity.name if entity is not None else _("Alle entiteiten")
    head = Head(TITLE, _("Kies een rapport. Elk rapport neemt u mee als CSV of Excel."),
                kicker=kicker)  # fmt: skip
    names = OF_ALL if entity is None else OF_ENTITY
    cards = [
        Card(DIMENSIONS[name].label, report_url(ReportKind.OCCUPATION, entity, f"per={name}"),
             DIMENSIONS[name].told, icon="chart-column")
        for name in names
    ]  # fmt: skip
    parts = [
        *_mine(request, entity),
        Section(_("Behoefte en bezetting, per …"), [Cards(cards)],
                sentence=_("Wat het plan vraagt tegenover wie er werkt, op een dag die u kiest.")),
        Section(_("Andere rapporten"), [Cards(_others(request, entity))]),
    ]  # fmt: skip
    return show.page(request, head, *parts, crumbs=crumbs(entity))


def _others(request: PageRequest, entity: Entity) -> list[Card]:
    found = [
        Card(ReportKind.MONTHS.label, report_url(ReportKind.MONTHS, entity),
             _("Een jaar terug en een jaar vooruit, maand na maand."), icon="history")
    ]  # fmt: skip
    if entity is not None and roles.reads_somewhere(request.actor):
        found.append(
            Card(ReportKind.RADAR.label, report_url(ReportKind.RADAR, entity),
                 _("Personeel zonder plaats, lang vacant, te lang overbezet, vertrokken, zonder"
                   " leiding."), icon="search")
        )  # fmt: skip
    return found


def _mine(request: PageRequest, entity: Entity) -> list[Part]:
    """The views that the visitor kept here, each with the way to let go of it."""
    rows = [
        [
            Link(view.name, report_url(view.report, entity, view.query)),
            ReportKind(view.report).label,
            Button(drop_view.label, reverse("positions:drop-view", args=[view.uid]),
                   look="quiet", about=view.name),
        ]
        for view in views_for(request.actor).filter(organisation=entity)
    ]  # fmt: skip
    if not rows:
        return []
    listing = Listing([_("Weergave"), _("Rapport"), _("Verwijderen")], rows)
    return [Section(_("Mijn weergaven"), [listing])]


class NameForm(Form):
    """Under which name."""

    name = TextField(label=_("Naam van de weergave"), max_length=100)


@page(
    "arbeidsplaatsen/rapporten/bewaren",
    name="save-view",
    title=_("Weergave bewaren"),
    door=roles.enters,
    does=save_view,
)
def keep(request: PageRequest) -> HttpResponseBase:
    """Keep what the address of a report chose, under a name."""
    kind, entity = request.GET.get(REPORT, ""), _entity(request)
    if kind not in PAGES or (entity is None and not PAGES[kind][1]):
        raise Http404
    query = request.GET.copy()
    for name in (REPORT, ENTITY):
        query.pop(name, None)
    form = NameForm.of(request)

    def do(form: NameForm) -> str:
        save_view.keyed(
            form.key, request.actor, entity, report=kind, query=query.urlencode(),
            name=form.cleaned_data["name"],
        )  # fmt: skip
        show.toast(request, _("De weergave is bewaard. Ze staat bij uw rapporten."))
        return reports_url(entity)

    back = report_url(kind, entity, query.urlencode())
    head = Head(
        _("Weergave bewaren"),
        _("U bewaart wat u koos, niet de cijfers. Zonder dag toont ze telkens vandaag."),
        kicker=ReportKind(kind).label,
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bewaren"), back_url=back,
        crumbs=[*crumbs(entity, ReportKind(kind).label)[:-1], Crumb(_("Weergave bewaren"))],
    )  # fmt: skip


def _entity(request: PageRequest) -> Entity:
    text = request.GET.get(ENTITY, "")
    if not text:
        return None
    try:
        return entity_of(request, UUID(text))
    except ValueError:
        raise Http404 from None


@page(
    "arbeidsplaatsen/rapporten/weergaven/<uuid:uid>/verwijderen",
    name="drop-view",
    title=_("Weergave verwijderen"),
    door=roles.enters,
    does=drop_view,
)
def drop(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A button of the catalogue."""
    view = one(views_for(request.actor), uid)
    back = reports_url(view.organisation)
    return press(request, drop_view, view, told=_("De weergave is verwijderd."), back=back)
