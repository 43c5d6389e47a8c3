"""A pincode: make one (shown once), and let the participant type it on the trainer's device."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.timereg.actions.attendance import Sign
from sleutelbos.timereg.actions.pins import NewPin, make_pin, register_with_pin
from sleutelbos.timereg.models import Seat, Session
from sleutelbos.timereg.pages import codes, looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_reason import Confirmed
from sleutelbos.timereg.pages.forms_register import PinForm
from sleutelbos.timereg.pages.register import tell
from sleutelbos.timereg.pages.session import PURPOSE
from sleutelbos.timereg.queries.pins import pin_of
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.seats import participants
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import EventKind, EventSource
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Actions, Code, Crumb, Head, Link, Note, Part, PrintButton


@page(
    "tijdsregistratie/sessies/<uuid:uid>/registreren/<uuid:seat_uid>/pincode",
    name="pin",
    title=_("Met een pincode registreren"),
    door=roles.enters,
    does=register_with_pin,
    reveals=PURPOSE,
)
def pin(request: PageRequest, uid: UUID, seat_uid: UUID) -> HttpResponseBase:
    """The trainer hands over his device: the participant comes in, or goes out."""
    by = request.actor
    session = one(sessions_for(by), uid)
    seat = one(participants(session), seat_uid)
    reveal(request, [seat.person_id])
    form = PinForm.of(request)

    def do(form: PinForm) -> str:
        event = register_with_pin.keyed(
            form.key, by, session, seat=seat, pin=form.cleaned_data["pin"],
            sign=Sign(source=EventSource.PIN),
        )  # fmt: skip
        if event.kind == EventKind.REFUSED:
            raise Invalid({"pin": event.reason})
        tell(request, event)
        return looks.url_of(session, "register")

    head = Head(
        seat.person.name,
        _("Geef het toestel aan de deelnemer. Hij tikt zijn pincode zelf in."),
        kicker=session.training.name,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Registreren"),
        back_url=looks.url_of(session, "register"),
        crumbs=looks.crumbs(session, Crumb(_("Pincode"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/personen/<uuid:seat_uid>/pincode",
    name="make-pin",
    title=_("Pincode maken"),
    door=roles.prepares_somewhere,
    does=make_pin,
    reveals=codes.PURPOSE,
)
def make(request: PageRequest, uid: UUID, seat_uid: UUID) -> HttpResponseBase:
    """What it is for; then the pincode itself, once, on the answer to this form."""
    session = one(sessions_for(request.actor), uid)
    seat = one(participants(session), seat_uid)
    reveal(request, [seat.person_id])
    form = Confirmed.of(request)

    def do(form: Confirmed) -> HttpResponseBase:
        made = make_pin.keyed(form.key, request.actor, session, seat=seat)
        return _shown_once(request, session, seat, made)

    words = {"name": seat.person.name, "organisation": session.organisation.name}
    consequences = [
        _t("%(name)s tikt ze zelf in op het toestel van de opleider, bij %(organisation)s.")
        % words,
        _t("U ziet de pincode maar één keer. Daarna kent alleen de deelnemer ze."),
    ]
    if pin_of(seat.person_id, session.organisation_id) is not None:
        consequences.insert(0, _t("De pincode die %(name)s nu heeft, geldt dan niet meer.") % words)
    return handle(request, form, do) or show.confirm(
        request,
        form,
        Head(_t("Een pincode maken voor %(name)s?") % words, kicker=session.training.name),
        consequences=consequences,
        submit=_("Pincode maken"),
        back_url=looks.url_of(session, "cards"),
        danger=False,
        crumbs=_crumbs(session),
    )


def _crumbs(session: Session) -> list[Crumb]:
    cards = reverse("timereg:cards", args=[session.uid])
    return looks.crumbs(session, Crumb(_("Kaarten"), cards), Crumb(_("Pincode")))


def _shown_once(
    request: PageRequest, session: Session, seat: Seat, made: NewPin | None
) -> HttpResponseBase:
    """The pincode, or that it was shown already (the form was sent again)."""
    back = Link(_("Terug naar de kaarten"), looks.url_of(session, "cards"), look="secondary")
    name = seat.person.name
    if made is None:
        gone = _("Deze pincode is al getoond. Hebt u ze niet meer? Maak dan een nieuwe.")
        head = Head(_("Pincode maken"), kicker=name, primary=back)
        return show.page(request, head, Note(gone, "warn"), crumbs=_crumbs(session))
    text = _t("Geef ze aan de deelnemer, of druk ze af. Ze geldt bij %s en blijft dezelfde.")
    parts: list[Part] = [
        Note(text % session.organisation.name, "warn", _("U ziet ze maar één keer")),
        Code(f"{made.text[:3]} {made.text[3:]}", _t("Pincode van %s") % name),
        Actions([PrintButton(_("Afdrukken")), back]),
    ]
    head = Head(_t("De pincode van %s") % name, kicker=session.organisation.name)
    return show.page(request, head, *parts, crumbs=_crumbs(session))
