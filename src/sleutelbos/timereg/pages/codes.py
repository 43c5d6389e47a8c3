"""Personal codes: cards to print, send again, replace (T05); never for a trainer."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.timereg.actions.codes import replace_code, send_code, text_of
from sleutelbos.timereg.models import ScanCode, Seat, Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.pins import with_pin
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.seats import participants
from sleutelbos.timereg.rules import roles
from sleutelbos.web import show
from sleutelbos.web.errors import refused
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal, see_other
from sleutelbos.web.parts import Button, Crumb, Empty, Head, Link, Part, PrintButton
from sleutelbos.web.parts import Template as Own

PURPOSE = Reveals(_("Persoonlijke codes van deelnemers bezorgen"))


@page(
    "tijdsregistratie/sessies/<uuid:uid>/kaarten",
    name="cards",
    title=_("Kaarten met codes"),
    door=roles.prepares_somewhere,
    shows="timereg.cards",
    reveals=PURPOSE,
)
def cards(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A card per participant, to print and cut; for who has no phone or lost the mail."""
    by = request.actor
    session = one(sessions_for(by), uid)
    allowed = roles.prepares(by, session.organisation, session.site)
    if not allowed:
        return refused(request, allowed)
    seats = list(participants(session))
    reveal(request, [seat.person_id for seat in seats])
    found = {
        code.person_id: code
        for code in ScanCode.objects.filter(
            organisation=session.organisation,
            person__in=[seat.person_id for seat in seats],
            replaced_at=None,
        )
    }
    pins = with_pin(session.organisation_id, found)
    lines = [
        {
            "name": seat.person.name,
            "qr": segno.make(text_of(found[seat.person_id]), error="m").svg_data_uri(scale=4),
            "send": _button(session, seat, "send-code", _("Opnieuw mailen")),
            "replace": _button(session, seat, "replace-code", _("Vervangen")),
            "pin": _pin(session, seat, known=seat.person_id in pins),
        }
        for seat in seats
        if seat.person_id in found
    ]
    head = Head(
        _("Kaarten met codes"),
        _("Druk ze af en knip ze uit. Wie zijn code toont, wordt gescand. Wie ook geen kaart wil,"
          " krijgt een pincode."),
        kicker=f"{session.training.name}, {looks.when(session)}",
    )  # fmt: skip
    crumbs = looks.crumbs(session, Crumb(_("Kaarten")))
    body: list[Part] = (
        [PrintButton(_("Kaarten afdrukken")), Own("timereg/cards.html", {"lines": lines})]
        if lines
        else [Empty(_("Nog geen deelnemers"), _("Voeg eerst deelnemers toe."))]
    )
    return show.page(request, head, *body, crumbs=crumbs)


def _button(session: Session, seat: Seat, name: str, label: object) -> Button:
    url = reverse(f"timereg:{name}", args=[session.uid, seat.uid])
    about = _t("de code van %s") % seat.person.name
    return Button(str(label), url, look="quiet", about=about)


def _pin(session: Session, seat: Seat, *, known: bool) -> Link:
    url = reverse("timereg:make-pin", args=[session.uid, seat.uid])
    label = _("Nieuwe pincode") if known else _("Pincode maken")
    return Link(label, url, look="quiet", about=_t("voor %s") % seat.person.name)


def _code(session: Session, seat: UUID) -> ScanCode | None:
    """The code that counts of who has this seat."""
    rows = ScanCode.objects.select_related("person", "organisation")
    return rows.filter(
        organisation=session.organisation,
        person__in=participants(session).filter(uid=seat).values("person"),
        replaced_at=None,
    ).first()


@page(
    "tijdsregistratie/sessies/<uuid:uid>/personen/<uuid:seat_uid>/code-sturen",
    name="send-code",
    title=_("Code opnieuw sturen"),
    door=roles.prepares_somewhere,
    does=send_code,
    reveals=PURPOSE,
)
def send(request: PageRequest, uid: UUID, seat_uid: UUID) -> HttpResponseBase:
    """The same code again, by mail."""
    return _do(request, uid, seat_uid, replace=False)


@page(
    "tijdsregistratie/sessies/<uuid:uid>/personen/<uuid:seat_uid>/code-vervangen",
    name="replace-code",
    title=_("Code vervangen"),
    door=roles.prepares_somewhere,
    does=replace_code,
    reveals=PURPOSE,
)
def replace(request: PageRequest, uid: UUID, seat_uid: UUID) -> HttpResponseBase:
    """A new code by mail; the old one is refused at the door from now on."""
    return _do(request, uid, seat_uid, replace=True)


def _do(request: PageRequest, uid: UUID, seat_uid: UUID, *, replace: bool) -> HttpResponseBase:
    session = one(sessions_for(request.actor), uid)
    code = _code(session, seat_uid)
    if request.method == "POST" and code is not None:
        reveal(request, [code.person_id])
        try:
            if replace:
                replace_code.keyed(key_of(request), request.actor, code)
                sentence = _t("%s kreeg een nieuwe code. De oude geldt niet meer.")
            else:
                send_code.keyed(key_of(request), request.actor, code)
                sentence = _t("%s krijgt de code opnieuw per mail.")
            show.toast(request, sentence % code.person.name)
        except Invalid as problem:
            show.toast(request, str(problem), tone="stop")
    return see_other(looks.url_of(session, "cards"))
