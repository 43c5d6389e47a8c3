"""Change a position from a day on (A03, A04)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.actions.positions import change_position
from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import page, plan_crumbs, with_day
from sleutelbos.positions.pages.forms import ChangedPosition, first_of_month
from sleutelbos.positions.pages.prefill import initial_of
from sleutelbos.positions.queries.choices import choices
from sleutelbos.positions.queries.positions import slices_of
from sleutelbos.positions.queries.scope import positions_for
from sleutelbos.positions.rules import roles
from sleutelbos.tools import dates
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Head, Note, Part
from sleutelbos.web.words import day_text, parse_day

if TYPE_CHECKING:
    from sleutelbos.positions.models import PositionSlice


@page(
    "arbeidsplaatsen/<uuid:uid>/wijzigen",
    name="change",
    title=_("Arbeidsplaats wijzigen"),
    door=roles.manages_somewhere,
    does=change_position,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Filled in with what stands on the day; what is planned later stays."""
    by = request.actor
    position = one(positions_for(by), uid)
    slices = slices_of(position)
    if not slices:
        raise Http404
    first = parse_day(request.POST.get("first", "")) or _proposed(slices)
    now = next((row for row in slices if dates.holds_on(row.valid, first)), slices[-1])
    form = ChangedPosition.of(
        request,
        choices=choices(position.organisation, first, now),
        initial={"first": first, **initial_of(now)},
    )

    def do(form: ChangedPosition) -> str:
        day = form.cleaned_data["first"]
        change_position.keyed(form.key, by, position, first=day, facts=form.facts())
        words = {"number": position.number, "day": day_text(day)}
        show.toast(request, _t("Arbeidsplaats %(number)s wijzigt vanaf %(day)s.") % words)
        return with_day(looks.url_of(position), day)

    number = _t("Arbeidsplaats %s") % position.number
    head = Head(
        _("Arbeidsplaats wijzigen"),
        _("Alleen wat u hier verandert, is vanaf die dag anders. Wat ervoor gold, blijft bewaard."),
        kicker=number,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Wijzigen"),
        back_url=looks.url_of(position),
        before=_planned(slices),
        crumbs=plan_crumbs(
            position.organisation, Crumb(number, looks.url_of(position)), Crumb(_("Wijzigen"))
        ),
    )


def _proposed(slices: list[PositionSlice]) -> date:
    """The first of next month, or the first day of a position that begins later."""
    day, begins = first_of_month(), slices[0].valid.lower
    ends = slices[-1].valid.upper
    if ends is not None and day >= ends:
        day = clock.today()
    return begins if begins is not None and begins > day else day


def _planned(slices: list[PositionSlice]) -> list[Part]:
    """Say that later changes are planned already."""
    later = [row.valid.lower for row in slices if row.valid.lower and
             row.valid.lower > clock.today()]  # fmt: skip
    if not later:
        return []
    days = ", ".join(day_text(day) for day in later)
    return [Note(_t("Er staan al wijzigingen gepland op %s. Die blijven gelden.") % days)]
