"""Personal codes of participants (T05): made and sent at the first addition, again on purpose."""

from __future__ import annotations

import secrets

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg.events import CodeMade, CodeWanted
from sleutelbos.timereg.models import ScanCode, Seat, Session
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Seating
from sleutelbos.tools import crypto

PURPOSE = "scan-code"
PREFIX = "SB1."
BYTES = 15  # 120 bits; 24 characters: what a blurred frame still reads (tijdsregistratie.md 4.3)


def text_of(code: ScanCode) -> str:
    """What the QR shows."""
    return crypto.decrypt(bytes(code.sealed), PURPOSE)


def digest_of(text: str) -> bytes:
    """The keyed hash under which a code is found."""
    return crypto.lookup(text.strip(), PURPOSE)


def give_code(session: Session, person: Person) -> ScanCode:
    """The person's code at the session's organisation; made, and mailed, only the first time."""
    found = ScanCode.objects.filter(
        person=person, organisation=session.organisation, replaced_at=None
    ).first()
    if found is not None:
        return found
    return _make(person, session.organisation, session)


def _make(person: Person, organisation: Organisation, session: Session | None) -> ScanCode:
    text = PREFIX + secrets.token_urlsafe(BYTES)
    code = ScanCode.objects.create(
        person=person,
        organisation=organisation,
        digest=digest_of(text),
        sealed=crypto.encrypt(text, PURPOSE),
        made_at=clock.now(),
        sent_at=clock.now(),
    )
    emit(CodeMade(code=code.pk, session=session.pk if session else None))
    return code


def may_send_code(by: Actor, code: ScanCode) -> Decision:
    """DWSE-organisatieverantwoordelijke of the organisation; a trainer never (S0)."""
    return roles.prepares(by, code.organisation) | _prepares_for(by, code)


def _prepares_for(by: Actor, code: ScanCode) -> Decision:
    """Registered at a vestiging: for who takes part in a session of that vestiging."""
    seats = Seat.objects.filter(
        person=code.person_id,
        part=Seating.PARTICIPANT,
        session__organisation=code.organisation_id,
    ).select_related("session__site")
    found = roles.prepares(by, code.organisation)
    for seat in seats:
        found = found | roles.prepares(by, code.organisation, seat.session.site)
    return found


def facts_of_code(result: object, code: ScanCode) -> dict[str, object]:
    """Whose code it is, and where."""
    return {"person": code.person, "organisation": code.organisation}


@action(
    "timereg.send-code",
    label=_("Code opnieuw sturen"),
    allow=may_send_code,
    sentence=_("{by} stuurde de persoonlijke code van {person} bij {organisation} opnieuw."),
    about=facts_of_code,
)
def send_code(by: Actor, code: ScanCode) -> ScanCode:
    """Mail the same code again. Invalid when it was replaced or nobody can be reached."""
    _check(code)
    code.sent_at = clock.now()
    code.save(update_fields=["sent_at"])
    emit(CodeWanted(code=code.pk))
    return code


@action(
    "timereg.replace-code",
    label=_("Code vervangen"),
    allow=may_send_code,
    sentence=_("{by} verving de persoonlijke code van {person} bij {organisation}."),
    about=facts_of_code,
)
def replace_code(by: Actor, code: ScanCode) -> ScanCode:
    """Make a new code, e.g. when the old one was passed on; the old one is refused from now on."""
    _check(code)
    code.replaced_at = clock.now()
    code.save(update_fields=["replaced_at"])
    return _make(code.person, code.organisation, None)


def _check(code: ScanCode) -> None:
    if code.replaced_at is not None:
        raise Invalid(_t("Deze code is al vervangen."))
    if not code.person.email:
        raise Invalid(_t("%s heeft geen e-mailadres. Druk een kaart af.") % code.person.name)
