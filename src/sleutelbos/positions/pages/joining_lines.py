"""The lines of a report in a grid: blue and green, of one person together (A07, A08, A10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.actions.onboarding_lines import check_lines, leave_lines
from sleutelbos.positions.models import Onboarding, OnboardingLine
from sleutelbos.positions.pages import line_looks
from sleutelbos.positions.pages.base import BY_NAME, PURPOSE, entity_of, page, plan_crumbs
from sleutelbos.positions.pages.joining import joining_url
from sleutelbos.positions.pages.line_looks import line_url, lines_url
from sleutelbos.positions.queries.onboarding_lines import TO_DO, line_rows, onboarding_of
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import LineColour, onboarding_flow
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Button, Crumb, Empty, Head, Pill
from sleutelbos.web.press import press
from sleutelbos.web.tables import Column, Table

DONE = [("open", _("Nog te doen")), ("klaar", _("Klaar"))]
MORE = [("beide", _("Persoon met een blauwe en een groene lijn")), ("vraag", _("Open vraag"))]


class LineFilter(FilterForm):
    """Which lines."""

    zoek = SearchField(label=_("Naam"))
    kleur = ListField(
        label=_("Soort lijn"), choices=LineColour.choices, empty_label=_("Blauwe en groene")
    )
    stand = ListField(label=_("Stand"), choices=DONE, empty_label=_("Klaar of niet"))
    meer = ListField(label=_("Alleen"), choices=MORE, empty_label=_("Alle lijnen"))
    lookups = {"kleur": ("colour",)}
    word_lookups = {"zoek": BY_NAME}

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The lines that fit."""
        queryset = super().narrow(queryset, chosen)
        if "stand" in chosen:
            queryset = queryset.filter(TO_DO if chosen["stand"] == "open" else ~TO_DO)
        if "meer" in chosen:
            wanted = "both" if chosen["meer"] == "beide" else "unanswered"
            queryset = queryset.filter(**{wanted: True})
        return queryset


NAME = ("employment__employee__family_name", "employment__employee__given_name", "colour")


def _more(row: Any) -> str:
    """Why the line is green, and whether the person has a line of the other colour too."""
    blue = row.colour == LineColour.BLUE
    other = _t("Ook een groene lijn") if blue else _t("Ook een blauwe lijn")
    found = [row.get_reason_display(), other if row.both else ""]
    return ". ".join(str(text) for text in found if text)


def _question(row: Any) -> Pill | str:
    return Pill(_("Open vraag"), "warn", "message-square") if row.unanswered else ""


def columns(onboarding: Onboarding) -> list[Column]:
    """A line; first those columns that the step is about. The orange ones come with step 5."""
    late = onboarding.state in ("assigning", "linking", "joined")
    asks = onboarding.state in ("asking", "making")
    found = [
        Column("wie", _("Naam"), "employment.employee.name", sort=NAME, link=line_url),
        Column("kleur", _("Soort lijn"), line_looks.colour_pill, sort="colour", kind="pill"),
        Column("relatie", _("Relatie"), "employment.number", sort="employment__number",
               kind="number", shown=False),
        Column("toelichting", _("Toelichting"), _more, sort="reason", shown=asks),
        Column("functie", _("Functie"), "title", sort="title", shown=not (late or asks)),
        Column("eenheid", _("Eenheid"), "unit_name", sort="unit_name", shown=False),
        Column("plaats", _("Nummer"), "position.number", sort="position__number",
               shown=not asks),
        Column("stand", _("Stand"), line_looks.state_pill, kind="pill"),
        Column("vraag", _("Vraag"), _question, sort="unanswered", kind="pill", shown=False),
    ]  # fmt: skip
    if late:
        found.insert(-1, Column("wie-mag", _("Oranje: wie mag erop"), line_looks.holder_text))
    return found


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/aansluiting/lijnen",
    name="joining-lines",
    title=_("Lijnen van de aansluiting"),
    door=roles.reads_somewhere,
    shows="positions.joining-lines",
    reveals=PURPOSE,
)
def joining_lines(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Every line, those of one person below each other."""
    onboarding = report_of(request, organisation)
    by, entity = request.actor, onboarding.organisation
    table = Table(
        request,
        line_rows(onboarding, clock.today()),
        columns(onboarding),
        name="lijnen",
        filters=LineFilter,
        order="wie",
        key="uid",
        person=lambda row: row.employment.employee.person_id,
        bulk=_bulk(by, onboarding),
        tick_all=True,
        empty=Empty(_("Nog geen lijnen"), _("Ze staan hier zodra stap 1 afgerond is.")),
    )
    holders = table.source.exclude(holder__employee__person=None)
    reveal(request, holders.values_list("holder__employee__person", flat=True))
    head = Head(
        _("Lijnen van de aansluiting"),
        _("Blauw is gemaakt en gekoppeld. Groen behandelde stap 1 niet."),
        pill=Pill.of(onboarding_flow, onboarding.state),
        kicker=entity.name,
    )
    crumbs = plan_crumbs(entity, Crumb(_("Aansluiting"), joining_url(entity)), Crumb(_("Lijnen")))
    return show.listing(request, head, table, crumbs=crumbs)


def _bulk(by: Actor, onboarding: Onboarding) -> list[Button]:
    """What may be done with the ticked lines in this step."""
    keys = [onboarding.organisation.uid]
    found = []
    if check_lines.check(by, onboarding, lines=[]):
        url = reverse("positions:check-lines", args=keys)
        found.append(Button(_("Klopt"), url, look="primary", icon="check"))
    if leave_lines.check(by, onboarding, lines=[], note=""):
        url = reverse("positions:leave-lines", args=keys)
        found.append(Button(_("Niet nodig"), url, icon="ban"))
    return found


def report_of(request: PageRequest, organisation: UUID) -> Onboarding:
    """The onboarding of the entity, in sight of the actor; else the page does not exist."""
    entity = entity_of(request, organisation, whole=True)
    onboarding = onboarding_of(request.actor, entity.pk)
    if onboarding is None:
        raise Http404
    return onboarding


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/aansluiting/klopt",
    name="check-lines",
    title=_("Lijnen nagekeken"),
    door=roles.is_hr_somewhere,
    does=check_lines,
)
def check(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The button below the list."""
    onboarding = report_of(request, organisation)
    lines = ticked(request, onboarding)
    colour = "blauw" if onboarding.state == "checking" else "groen"
    back = lines_url(onboarding, colour)
    return press(request, check_lines, onboarding, lines=lines, told=_checked, back=back)


def ticked(request: PageRequest, onboarding: Onboarding) -> list[OnboardingLine]:
    """The lines of the report that were ticked."""
    found = []
    sent = request.POST if request.method == "POST" else request.GET
    for text in sent.getlist("rij"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    rows = onboarding.lines.select_related("onboarding", "employment__employee")
    return list(rows.filter(uid__in=found).order_by("pk"))


def _checked(lines: list[OnboardingLine]) -> str:
    text = ngettext("%s lijn is nagekeken.", "%s lijnen zijn nagekeken.", len(lines))
    return text % len(lines)
