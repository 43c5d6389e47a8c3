"""One position: what it is on a day, what it was and will be, who holds it (A01, A03, A19, A20)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.pages import looks, position_parts
from sleutelbos.positions.pages.base import DAY, PURPOSE, day_of, page, plan_crumbs
from sleutelbos.positions.queries.positions import holders_of, slices_of
from sleutelbos.positions.queries.scope import positions_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import position_flow
from sleutelbos.tools import dates
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Actions, Crumb, Head, Link, Note, Part
from sleutelbos.web.words import day_text, turn_text

if TYPE_CHECKING:
    from sleutelbos.positions.models import Position, PositionSlice

# What may be done in a state: page, label, icon; the first is the one thing to do next.
WAYS: dict[str, list[tuple[str, Any, str]]] = {
    "proposed": [("approve", _("Goedkeuren"), "check")],
    "approved": [("link", _("Personeelslid koppelen"), "link"),
                 ("freeze", _("Bevriezen"), "lock")],
    "frozen": [("thaw", _("Vrijgeven"), "play")],
    "closed": [],
}  # fmt: skip


@page(
    "arbeidsplaatsen/<uuid:uid>",
    name="position",
    title=_("Arbeidsplaats"),
    door=roles.opens_plans,
    shows="positions.position",
    reveals=PURPOSE,
)
def position_page(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The position on the day that the address names, and its whole life below."""
    by, day = request.actor, day_of(request)
    position = one(positions_for(by), uid)
    slices, holders = slices_of(position), holders_of(position)
    persons = [row.employment.employee.person_id for row in holders]
    reveal(request, [key for key in persons if key is not None])
    now = next((row for row in slices if dates.holds_on(row.valid, day)), None)
    manages = bool(roles.manages(by, position.organisation_id))
    ways = _ways(position) if manages else []
    head = Head(
        _t("Arbeidsplaats %s") % position.number,
        _sentence(slices, now, day),
        pill=looks.state_pill(position),
        kicker=position.organisation.name,
        turn=turn_text(position_flow.states[position.state].owner),
        primary=ways[0] if ways else None,
    )
    parts: list[Part] = [
        *_not_there(slices, now, day),
        *([position_parts.facts(now)] if now is not None else []),
        position_parts.holders(by, position, holders),
        position_parts.life(position, slices, day),
        position_parts.decisions(position),
    ]
    aside: list[Part] = [Actions([*ways[1:], *_more(by, position)], _("Wat u nog kunt doen"))]
    return show.page(
        request,
        head,
        *parts,
        crumbs=plan_crumbs(position.organisation, Crumb(position.number)),
        aside=aside if manages else [],
    )


def _sentence(slices: list[PositionSlice], now: PositionSlice | None, day: date) -> str:
    if now is None:
        return _t("Op %(day)s bestaat deze arbeidsplaats niet.") % {"day": day_text(day)}
    words = {"title": now.function.title, "unit": now.unit_name, "day": day_text(day)}  # type: ignore[attr-defined]
    if day == clock.today():
        return _t("%(title)s in %(unit)s.") % words
    return _t("%(title)s in %(unit)s, op %(day)s.") % words


def _not_there(slices: list[PositionSlice], now: PositionSlice | None, day: date) -> list[Part]:
    """Where to look instead when the position isn't there on the day."""
    if now is not None or not slices:
        return []
    first, last = slices[0].valid.lower, dates.last_day(slices[-1].valid)
    target = first if first and first > day else last
    if target is None:
        return []
    link = Link(_t("Bekijk %s") % day_text(target), f"?{DAY}={target:%Y-%m-%d}", look="secondary")
    begins = first is not None and first > day
    sentence = _("Ze begint later.") if begins else _("Ze is gesloten.")
    return [Note(sentence, action=link)]


def _ways(position: Position) -> list[Link]:
    looks_of = ["primary", *["secondary"] * 5]
    return [
        Link(label, looks.url_of(position, name), icon, look)  # type: ignore[arg-type]
        for (name, label, icon), look in zip(WAYS[position.state], looks_of, strict=False)
    ]


def _more(by: Actor, position: Position) -> list[Link]:
    entity = position.organisation
    like = f"{reverse('positions:create', args=[entity.uid])}?zoals={position.uid}"
    copy = Link(_("Zo nog een maken"), like, "copy", "secondary")
    if position.state == "closed":
        return [copy]
    return [
        Link(_("Wijzigen"), looks.url_of(position, "change"), "pencil", "secondary"),
        copy,
        Link(_("Sluiten"), looks.url_of(position, "close"), "ban", "secondary"),
    ]
