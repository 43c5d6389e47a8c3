"""A pincode for a participant without phone and without card (T06): made and shown once, replaced
on purpose, typed by himself on the trainer's device.

Only on line. A million pincodes are tried in a second by whoever has a list of their hashes, so no
device gets one; a name can be ticked without network.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg.actions.attendance import (
    Sign,
    may_register,
    register_presence,
    write_entry,
)
from sleutelbos.timereg.actions.attendance_facts import facts_of_sign
from sleutelbos.timereg.models import AttendanceEvent, PinCode, Seat, Session
from sleutelbos.timereg.policies import pin_pause_minutes, pin_tries
from sleutelbos.timereg.queries.pins import pin_of, wrong_since
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.rules.pins import LENGTH, is_guessed_first, paused_until
from sleutelbos.timereg.states import EventKind, Seating, session_flow
from sleutelbos.tools import crypto
from sleutelbos.web.words import hour_text

PURPOSE = "pin-code"


@dataclass(frozen=True)
class NewPin:
    """A pincode as it was made; ``text`` is kept nowhere."""

    row: PinCode
    text: str


def digest_of(person: Person, organisation: Organisation, text: str) -> bytes:
    """The keyed hash under which a pincode is kept; the same digits of another give another."""
    return crypto.lookup(f"{person.uid} {organisation.uid} {text}", PURPOSE)


def may_make_pin(by: Actor, session: Session, *, seat: Seat) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation (and vestiging); a trainer never."""
    return roles.prepares(by, session.organisation, session.site)


def facts_of_pin(result: object, session: Session, *, seat: Seat) -> dict[str, object]:
    """Whose pincode it is, and where; never the pincode."""
    return {"person": seat.person, "organisation": session.organisation}


@action(
    "timereg.make-pin",
    label=_("Pincode maken"),
    allow=may_make_pin,
    locks=("session", "seat.person"),
    sentence=_("{by} maakte een pincode voor {person} bij {organisation}."),
    about=facts_of_pin,
)
def make_pin(by: Actor, session: Session, *, seat: Seat) -> NewPin:
    """Make a pincode for a participant of the session; an earlier one counts no more.

    Whoever repeats the call gets nothing. Invalid for who isn't a participant.
    """
    if seat.session_id != session.pk or not seat.active or seat.part != Seating.PARTICIPANT:
        raise Invalid(_t("Alleen een deelnemer van de sessie krijgt een pincode."))
    now = clock.now()
    PinCode.objects.filter(
        person=seat.person, organisation=session.organisation, replaced_at=None
    ).update(replaced_at=now)
    text = _some_digits()
    row = PinCode.objects.create(
        person=seat.person,
        organisation=session.organisation,
        digest=digest_of(seat.person, session.organisation, text),
        made_at=now,
    )
    return NewPin(row, text)


def _some_digits() -> str:
    while True:
        text = f"{secrets.randbelow(10**LENGTH):0{LENGTH}}"
        if not is_guessed_first(text):
            return text


def may_use_pin(by: Actor, session: Session, *, seat: Seat, pin: str, sign: Sign) -> Decision:
    """As registering: it is the trainer's device."""
    return may_register(by, session, seat=seat, sign=sign)


@action(
    "timereg.register-with-pin",
    label=_("Met een pincode registreren"),
    allow=may_use_pin,
    locks=("session", "seat.person"),
    when=session_flow.at("planned", "running", "done"),
    sentence=_(
        "{person} tikte op het toestel van {by} een pincode voor {training}, {day}: {what}."
        " {reason}"
    ),
    about=facts_of_sign,
)
def register_with_pin(
    by: Actor, session: Session, *, seat: Seat, pin: str, sign: Sign
) -> AttendanceEvent:
    """In, or out, by the participant himself. A wrong pincode leaves a refused entry.

    Invalid when he has none, during the pause after too many wrong ones, and as
    :func:`register_presence`.
    """
    row = pin_of(seat.person_id, session.organisation_id)
    if row is None:
        words = {"name": seat.person.name}
        raise Invalid({"pin": _t("%(name)s heeft hier geen pincode. Tik de naam aan.") % words})
    _check_pause(session, row)
    text = "".join(pin.split())
    if not secrets.compare_digest(
        bytes(row.digest), digest_of(seat.person, session.organisation, text)
    ):
        reason = _t("De pincode klopt niet.")
        return write_entry(by, session, seat, EventKind.REFUSED, clock.now(), sign, reason)
    return register_presence(by, session, seat=seat, sign=sign)


def _check_pause(session: Session, row: PinCode) -> None:
    now = clock.now()
    pause = timedelta(minutes=pin_pause_minutes.on(session.day))
    wrong: list[datetime] = wrong_since(row, now - pause)
    until = paused_until(wrong, pin_tries.on(session.day), pause)
    if until is not None:
        sentence = _t("Te veel foute pincodes. Probeer opnieuw vanaf %s, of tik de naam aan.")
        raise Invalid({"pin": sentence % hour_text(until + timedelta(minutes=1))})
