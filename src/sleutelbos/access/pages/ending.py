"""Rights that end soon, and giving one or several of them a new last day (G10)."""

from __future__ import annotations

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


def _columns(organisation: Organisation) -> list[Column]:
    def grant_url(grant: Grant) -> str:
        return reverse("access:grant", args=[organisation.uid, grant.uid])

    def extend(grant: Grant) -> Any:
        last = queries_overview.last_day(grant)
        most = queries_overview.longest_until(grant)
        if most is not None and last is not None and most <= last:
            return _("kan niet langer")
        url = reverse("access:extend", args=[organisation.uid])
        about = grant.relation.person.name
        return Link(_("Verlengen"), f"{url}?rij={grant.uid}", "repeat", "quiet", about=about)

    return [
        Column(
            "wie", _("Wie"), "relation.person.name",
            sort=("relation__person__family_name", "relation__person__given_name"),
            link=grant_url,
        ),
        Column("recht", _("Recht"), "role.right.name", sort="role__right__name"),
        Column("rol", _("Rol"), "role.name", sort="role__name"),
        Column("tot", _("Tot en met"), queries_overview.last_day, kind="date", sort="bound"),
        Column("dagen", _("Nog, in dagen"), _days, kind="number", sort="bound"),
        Column("langst", _("Kan tot en met"), queries_overview.longest_until, kind="date",
               shown=False),
        Column("verleng", _("Actie"), extend, kind="actions"),
    ]  # fmt: skip


def _days(grant: Grant) -> int:
    """How many days it still counts, today included."""
    last = queries_overview.last_day(grant)
    return (last - clock.today()).days if last else 0


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
    rows = queries_overview.ending_within(by, place, days)
    table = Table(
        request,
        rows,
        _columns(place),
        name="einde",
        filters=EndingFilter,
        order="tot",
        person=lambda grant: grant.relation.person_id,
        key="uid",
        bulk=[Button(_("Verlengen"), reverse("access:extend", args=[place.uid]), icon="repeat")],
        empty=Empty(
            _("Geen rechten die eindigen"),
            _("Verlengen is nu niet nodig."),
            icon="calendar-days",
        ),
    )
    totals = queries_overview.totals(rows)
    table.counted(totals.grants)
    head = Head(_t("Rechten die eindigen bij %s") % place, _sentence(totals, days))
    crumbs = [*organisation_crumbs(place), Crumb(_("Rechten die eindigen"))]
    return show.listing(request, head, table, crumbs=crumbs, after=[looks.help_box(request, place)])


def _sentence(totals: queries_overview.Totals, days: int) -> str:
    who = ngettext("%s persoon", "%s personen", totals.persons) % words.number_text(totals.persons)
    words_ = {"count": words.number_text(totals.grants), "who": who, "days": days}
    if not totals.grants:
        return _t("Er eindigt niets in de komende %(days)s dagen.") % words_
    return (
        ngettext(
            "%(count)s recht eindigt in de komende %(days)s dagen.",
            "%(count)s rechten van %(who)s eindigen in de komende %(days)s dagen.",
            totals.grants,
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
        _("Lukt één regel niet, dan verandert er niets.") if len(grants) > 1 else "",
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
    if limits and len(grants) > 1:
        text = _t("Samen kunnen deze rechten tot en met %s.") % words.day_text(min(limits))
        parts.append(Note(text, "info"))
    return parts
