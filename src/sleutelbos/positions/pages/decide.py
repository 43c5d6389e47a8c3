"""Approve, freeze, thaw and close a position, each with its ground (A20)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.actions import deciding
from sleutelbos.positions.actions.deciding import Ground
from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import page, plan_crumbs
from sleutelbos.positions.pages.forms import GroundForm
from sleutelbos.positions.queries.scope import positions_for
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Head


@dataclass(frozen=True)
class Way:
    """How a decision is asked and told."""

    act: Callable[..., object]
    title: type_of_text
    sentence: type_of_text
    day: type_of_text
    done: type_of_text


APPROVE = Way(
    deciding.approve_position.keyed,
    _("Arbeidsplaats goedkeuren"),
    _("Daarna kan iemand de arbeidsplaats bezetten."),
    _("Goedgekeurd op"),
    _("Arbeidsplaats %s is goedgekeurd."),
)
FREEZE = Way(
    deciding.freeze_position.keyed,
    _("Arbeidsplaats bevriezen"),
    _("Niemand nieuw komt op de arbeidsplaats. Wie ze bezet, blijft."),
    _("Bevroren sinds"),
    _("Arbeidsplaats %s is bevroren."),
)
THAW = Way(
    deciding.thaw_position.keyed,
    _("Arbeidsplaats vrijgeven"),
    _("Daarna kan weer iemand de arbeidsplaats bezetten."),
    _("Weer vrij sinds"),
    _("Arbeidsplaats %s is weer vrij."),
)
CLOSE = Way(
    deciding.close_position.keyed,
    _("Arbeidsplaats sluiten"),
    _("Na de laatste dag bestaat de arbeidsplaats niet meer. Haar nummer komt nooit terug."),
    _("Laatste dag"),
    _("Arbeidsplaats %s is gesloten."),
)


def _ask(request: PageRequest, uid: UUID, way: Way) -> HttpResponseBase:
    by = request.actor
    position = one(positions_for(by), uid)
    form = GroundForm.of(request, initial={"on": clock.today()})
    form.fields["on"].label = str(way.day)

    def do(form: GroundForm) -> str:
        way.act(form.key, by, position, ground=Ground(**form.values()))
        show.toast(request, str(way.done) % position.number)
        return looks.url_of(position)

    number = _t("Arbeidsplaats %s") % position.number
    crumbs = plan_crumbs(
        position.organisation, Crumb(number, looks.url_of(position)), Crumb(way.title)
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        Head(way.title, way.sentence, kicker=number),
        submit=way.title,
        back_url=looks.url_of(position),
        crumbs=crumbs,
    )


@page(
    "arbeidsplaatsen/<uuid:uid>/goedkeuren",
    name="approve",
    title=APPROVE.title,
    door=roles.manages_somewhere,
    does=deciding.approve_position,
)
def approve(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Approve it."""
    return _ask(request, uid, APPROVE)


@page(
    "arbeidsplaatsen/<uuid:uid>/bevriezen",
    name="freeze",
    title=FREEZE.title,
    door=roles.manages_somewhere,
    does=deciding.freeze_position,
)
def freeze(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Freeze it."""
    return _ask(request, uid, FREEZE)


@page(
    "arbeidsplaatsen/<uuid:uid>/vrijgeven",
    name="thaw",
    title=THAW.title,
    door=roles.manages_somewhere,
    does=deciding.thaw_position,
)
def thaw(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Let it be filled again."""
    return _ask(request, uid, THAW)


@page(
    "arbeidsplaatsen/<uuid:uid>/sluiten",
    name="close",
    title=CLOSE.title,
    door=roles.manages_somewhere,
    does=deciding.close_position,
)
def close(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Close it."""
    return _ask(request, uid, CLOSE)
