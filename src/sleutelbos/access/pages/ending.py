"""Rights that end soon, and giving one or several of them a new last day (G10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.actions.extend_many import extend_many
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import administered, organisation_crumbs, page
from sleutelbos.access.pages.forms_overview import EndingFilter, Extend
from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.rules import administers_somewhere
from sleutelbos.kernel import clock, periods
from sleutelbos.register.public import Organisation
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import Button, Crumb, Empty, Head, Link, Listing, Note, Part
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant

PURPOSE = Reveals(_("Rechten die eindigen nakijken"))
ROUTE = "gebruikersbeheer/<uuid:organisation>/einde"
SOON, LATER = 30, 90


@dataclass(frozen=True)
class Line:
    """A grant that ends, addressed by its uid."""

    pk: UUID
    grant: Grant
    last_day: date | None
    most: date | None

    @property
    def person(self) -> str:
        """Sorted by family name."""
        return str(self.grant.relation.person)

    @property
    def days(self) -> int:
        """How many days it still counts, today included."""
        return (self.last_day - clock.today()).days if self.last_day else 0


def _line(grant: Grant) -> Line:
    last, most = queries_overview.last_day(grant), queries_overview.longest_until(grant)
    return Line(grant.uid, grant, last, most)


def _columns(organisation: Organisation) -> list[Column]:
    def grant_url(line: Line) -> str:
        return reverse("access:grant", args=[organisation.uid, line.grant.uid])

    def extend(line: Line) -> Any:
        if line.most is not None and line.last_day is not None and line.most <= line.last_day:
            return _("kan niet langer")
        url = reverse("access:extend", args=[organisation.uid])
        return Link(
            _("Verleng"), f"{url}?rij={line.grant.uid}", "repeat", "quiet", about=line.person
        )

    return [
        Column("wie", _("Wie"), "person", sort="x", link=grant_url),
        Column("recht", _("Recht"), "grant.role.right.name", sort="x"),
        Column("rol", _("Rol"), "grant.role.name", sort="x"),
        Column("tot", _("Tot en met"), "last_day", kind="date", sort="x"),
        Column("dagen", _("Nog, in dagen"), "days", kind="number", sort="x"),
        Column("langst", _("Kan tot en met"), "most", kind="date", shown=False),
        Column("verleng", _("Verlengen"), extend, kind="actions"),
    ]


@page(
    ROUTE,
    name="ending",
    title=_("Rechten die eindigen"),
    door=administers_somewhere,
    shows="access.ending-grants",
    reveals=PURPOSE,
)
def ending(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """What ends in the next 30 or 90 days, the first one first."""
    by = request.actor
    place = administered(by, organisation)
    days = LATER if request.GET.get("dagen") == str(LATER) else SOON
    lines = [_line(grant) for grant in queries_overview.ending_within(by, place, days)]
    table = Table(
        request,
        lines,
        _columns(place),
        name="einde",
        filters=EndingFilter,
        order="tot",
        person=lambda line: line.grant.relation.person_id,
        bulk=[Button(_("Verlengen"), reverse("access:extend", args=[place.uid]), icon="repeat")],
        empty=Empty(
            _("Geen rechten die eindigen"),
            _t("In de volgende %s dagen eindigt er niets.") % days,
            icon="calendar-days",
        ),
    )
    persons = len({line.grant.relation.person_id for line in lines})
    head = Head(_t("Rechten die eindigen bij %s") % place, _sentence(len(lines), persons, days))
    crumbs = [*organisation_crumbs(place), Crumb(_("Rechten die eindigen"))]
    return show.listing(request, head, table, crumbs=crumbs, after=[looks.help_box(request, place)])


def _sentence(count: int, persons: int, days: int) -> str:
    words_ = {"count": count, "persons": persons, "days": days}
    if not count:
        return _t("Er eindigt niets in de volgende %(days)s dagen.") % words_
    return (
        ngettext(
            "%(count)s recht eindigt in de volgende %(days)s dagen.",
            "%(count)s rechten van %(persons)s personen eindigen in de volgende %(days)s dagen.",
            count,
        )
        % words_
    )


@page(
    f"{ROUTE}/verlengen",
    name="extend",
    title=_("Rechten verlengen"),
    door=administers_somewhere,
    does=extend_many,
    reveals=PURPOSE,
)
def extend(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """One new last day for what was ticked: all lines, or none."""
    by = request.actor
    place = administered(by, organisation)
    sent = request.POST if request.method == "POST" else request.GET
    grants = queries_overview.grants_by_uid(by, place, sent.getlist("rij"))
    back = reverse("access:ending", args=[place.uid])
    if not grants:
        if request.method == "POST":
            show.toast(request, _("Vink minstens één recht aan."), tone="warn")
            return see_other(back)
        raise Http404
    reveal(request, [grant.relation.person_id for grant in grants])
    lines = [str(grant.uid) for grant in grants]
    limits = [day for day in map(queries_overview.longest_until, grants) if day is not None]
    given = {"rij": lines, "until": min(limits) if limits else None}
    chosen = "until" in sent
    form = Extend.of(request, lines=lines) if chosen else Extend(lines=lines, initial=given)

    def do(form: Extend) -> str:
        until = periods.of_days(clock.today(), form.cleaned_data["until"]).upper
        done = extend_many.keyed(form.key, by, grants, until=until)
        sentence = ngettext("%(count)s recht loopt", "%(count)s rechten lopen", len(done))
        day = words.day_text(form.cleaned_data["until"])
        told = sentence % {"count": len(done)}
        show.toast(request, _t("%(told)s nu tot en met %(day)s.") % {"told": told, "day": day})
        return back

    head = Head(
        ngettext("%s recht verlengen", "%s rechten verlengen", len(grants)) % len(grants),
        _("Lukt één regel niet, dan verandert er niets."),
    )
    answer = handle(request, form, do) if chosen else None
    return answer or show.form(
        request,
        form,
        head,
        submit=_("Verlengen"),
        back_url=back,
        before=_before(grants, limits),
        crumbs=[*organisation_crumbs(place), Crumb(_("Rechten die eindigen"), back)],
    )


def _before(grants: list[Grant], limits: list[date]) -> list[Part]:
    rows = [
        [
            str(grant.relation.person),
            grant.role.right.name,
            grant.role.name,
            queries_overview.last_day(grant),
            queries_overview.longest_until(grant) or _("geen grens"),
        ]
        for grant in grants
    ]
    headings = (_("Wie"), _("Recht"), _("Rol"), _("Nu tot en met"), _("Kan tot en met"))
    parts: list[Part] = [Listing(headings, rows)]
    if limits:
        text = ngettext(
            "Dit recht kan tot en met %s.", "Samen kunnen deze rechten tot en met %s.", len(grants)
        ) % words.day_text(min(limits))
        parts.append(Note(text, "info"))
    return parts
