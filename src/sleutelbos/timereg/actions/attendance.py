"""The attendance record: who came in and went out (T06). Entries are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import person_behind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, System
from sleutelbos.kernel.decisions import YES, Decision
from sleutelbos.timereg.actions.attendance_facts import facts_of_sign, facts_of_state
from sleutelbos.timereg.actions.codes import digest_of
from sleutelbos.timereg.models import AttendanceEvent, ScanCode, Seat, Session
from sleutelbos.timereg.policies import debounce_seconds, offline_hours
from sleutelbos.timereg.queries.attendance import marks_of, presences
from sleutelbos.timereg.queries.windows import open_at, terms_for, window_at
from sleutelbos.timereg.rules import registering, roles
from sleutelbos.timereg.states import EventKind, EventSource, Window, session_flow

REGISTERING = ("planned", "running", "done", "reopened")


@dataclass(frozen=True)
class Sign:
    """What is said about somebody: ``inward`` None means the other way than the last time.

    ``at`` None is now. ``nonce`` is the sender's own; the same one again changes nothing.
    ``offline``: written down by a device without network, and judged at ``at``; ``device_at`` is
    what its own clock said.
    """

    inward: bool | None = None
    at: datetime | None = None
    source: str = EventSource.NAME
    nonce: UUID | None = None
    device: str = ""
    offline: bool = False
    device_at: datetime | None = None


NOW = Sign()


def may_register(by: Actor, session: Session, *, seat: Seat, sign: Sign) -> Decision:
    """A trainer of the session, while its terms or an opening let him."""
    return _may(by, session, sign)


def _may(by: Actor, session: Session, sign: Sign) -> Decision:
    allowed = registering.registers(by, session)
    if sign.offline and not allowed:  # the organisation hands over what a phone could not send
        allowed = roles.prepares(by, session.organisation, session.site)
    if not allowed or session.state == "reopened":
        return allowed
    at = sign.at if sign.offline and sign.at else clock.now()
    if sign.offline:
        late = timedelta(hours=offline_hours.on(session.day))
        until = max(terms_for(session).day_ends, at) + late
        allowed = registering.not_too_late(until, clock.now())
    return allowed & open_at(session, at)


@action(
    "timereg.register-presence",
    label=_("Aanwezigheid registreren"),
    allow=may_register,
    when=session_flow.at(*REGISTERING),
    sentence=_("{by} registreerde {person} als {what} op {training}, {day}."),
    about=facts_of_sign,
)
def register_presence(by: Actor, session: Session, *, seat: Seat, sign: Sign) -> AttendanceEvent:
    """Write down that somebody came in or went out.

    The first entry starts the session. A repeat within the debounce gives the entry that is there.
    Invalid for somebody of another session, a moment in the future or outside the day, and for
    going out of who is not in.
    """
    if seat.session_id != session.pk or not seat.active:
        raise Invalid({"seat": _t("Deze persoon zit niet op deze sessie.")})
    at = _moment(session, sign)
    marks = marks_of(session).get(seat.pk, [])
    repeated = _repeated(session, marks, sign, at)
    if repeated is not None:
        return repeated
    before = [mark for mark in marks if mark.at <= at]
    inside = bool(before) and before[-1].kind == EventKind.IN
    inward = not inside if sign.inward is None else sign.inward
    if not inward and not inside and not sign.offline:  # of a phone more may be on its way
        raise Invalid({"at": _t("%s is op dat moment niet binnen.") % seat.person.name})
    if inward and inside and not sign.offline:
        raise Invalid({"at": _t("%s is op dat moment al binnen.") % seat.person.name})
    if session.state == "planned":
        start_session(by, session, sign=sign)
    return write_entry(by, session, seat, EventKind.IN if inward else EventKind.OUT, at, sign)


def _moment(session: Session, sign: Sign) -> datetime:
    """The moment that counts; Invalid when it can't be of this session."""
    now = clock.now()
    if sign.at is None:
        return now
    if sign.at > now + timedelta(seconds=1):
        raise Invalid({"at": _t("Dit uur is nog niet voorbij.")})
    if not terms_for(session).holds(sign.at):
        raise Invalid({"at": _t("Dit uur ligt buiten de dag van de sessie.")})
    return sign.at


def _repeated(
    session: Session, marks: list[AttendanceEvent], sign: Sign, at: datetime
) -> AttendanceEvent | None:
    """The entry that says this already: the same nonce, or the same within the debounce."""
    if sign.nonce is not None:
        known = session.events.filter(nonce=sign.nonce).first()
        if known is not None:
            return known
    near = timedelta(seconds=debounce_seconds.on(session.day))
    for mark in reversed(marks):
        same = sign.inward is None or (mark.kind == EventKind.IN) == sign.inward
        if abs(at - mark.at) < near and same:
            return mark
    return None


def write_entry(
    by: Actor,
    session: Session,
    seat: Seat | None,
    kind: str,
    at: datetime,
    sign: Sign,
    reason: str = "",
) -> AttendanceEvent:
    """One more line in the record; part of an action."""
    now = clock.now()
    judged = at if sign.offline else now
    return AttendanceEvent.objects.create(
        session=session,
        seat=seat,
        kind=kind,
        source=sign.source,
        at=at,
        received=now,
        offline=sign.offline,
        device_at=sign.device_at,
        window=window_at(session, judged) or Window.DAY,
        by_id=person_behind(by),
        device=sign.device,
        nonce=sign.nonce or uuid4(),
        reason=reason,
    )


def may_scan(by: Actor, session: Session, *, text: str, sign: Sign) -> Decision:
    """A trainer of the session, while its terms or an opening let him."""
    return _may(by, session, sign)


@action(
    "timereg.scan-code",
    label=_("Code scannen"),
    allow=may_scan,
    when=session_flow.at(*REGISTERING),
    sentence=_("{by} scande een code op {training}, {day}: {person} {what}. {reason}"),
    about=facts_of_sign,
)
def scan_code(by: Actor, session: Session, *, text: str, sign: Sign) -> AttendanceEvent:
    """Register whose code it is. A code that doesn't count leaves a refused entry with the reason,
    so that nothing that happened at the door is lost."""
    code = ScanCode.objects.select_related("person").filter(digest=digest_of(text)).first()
    seat = None
    if code is not None:
        seat = session.seats.filter(person=code.person_id, active=True).first()
    reason = _reason(session, code, seat)
    if reason:
        known = session.events.filter(nonce=sign.nonce).first() if sign.nonce else None
        at = sign.at or clock.now()
        kind = EventKind.REFUSED
        return known or write_entry(by, session, seat, kind, at, sign, reason)
    assert seat is not None
    return register_presence(by, session, seat=seat, sign=sign)


def _reason(session: Session, code: ScanCode | None, seat: Seat | None) -> str:
    """Why a code doesn't count; empty when it does."""
    if code is None:
        return _t("Deze code kennen we niet.")
    if code.organisation_id != session.organisation_id:
        return _t("Deze code is van een andere organisatie.")
    if code.replaced_at is not None:
        return _t("Deze code van %s is vervangen door een nieuwe.") % code.person.name
    if seat is None:
        return _t("%s staat niet op deze sessie.") % code.person.name
    return ""


def may_annul_entry(
    by: Actor, session: Session, *, event: AttendanceEvent, reason: str
) -> Decision:
    """As registering: a trainer of the session, while it is open."""
    return _may(by, session, Sign())


def facts_of_annulment(
    result: object, session: Session, *, event: AttendanceEvent, reason: str
) -> dict[str, object]:
    """The session, the person and what was annulled."""
    return facts_of_sign(event, session) | {"reason": reason}


@action(
    "timereg.annul-entry",
    label=_("Registratie vernietigen"),
    allow=may_annul_entry,
    when=session_flow.at(*REGISTERING),
    sentence=_("{by} vernietigde een registratie van {person} ({what}) op {training}, {day}."),
    about=facts_of_annulment,
)
def annul_entry(
    by: Actor, session: Session, *, event: AttendanceEvent, reason: str
) -> AttendanceEvent:
    """The entry doesn't count any more; both stay to be read. Invalid without a reason."""
    if event.session_id != session.pk or event.kind not in (
        EventKind.IN, EventKind.OUT, EventKind.AUTO_OUT,
    ):  # fmt: skip
        raise Invalid(_t("Deze registratie kan niet vernietigd worden."))
    if not reason.strip():
        raise Invalid({"reason": _t("Vul in waarom deze registratie niet telt.")})
    now = clock.now()
    return AttendanceEvent.objects.create(
        session=session,
        seat=event.seat,
        kind=EventKind.ANNULMENT,
        source=EventSource.NAME,
        at=event.at,
        received=now,
        window=window_at(session, now) or Window.DAY,
        by_id=person_behind(by),
        reason=reason.strip(),
        annuls=event,
    )


def may_start(by: Actor, session: Session, *, sign: Sign = NOW) -> Decision:
    """As registering."""
    return _may(by, session, sign)


@action(
    "timereg.start-session",
    label=_("Sessie starten"),
    allow=may_start,
    move=session_flow["start"],
    sentence=_("{by} startte de sessie van {training} op {day} bij {organisation}."),
    about=facts_of_state,
)
def start_session(by: Actor, session: Session, *, sign: Sign = NOW) -> Session:
    """The session runs; by itself with the first registration (``sign``)."""
    return session


def may_finish(by: Actor, session: Session) -> Decision:
    """A trainer of the session, the organisation, or the house when the day is over."""
    if isinstance(by, System):
        return YES
    return roles.trains(by, session) | roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.finish-session",
    label=_("Registratie afronden"),
    allow=may_finish,
    move=session_flow["finish"],
    sentence=_("{by} rondde de registratie van {training} op {day} bij {organisation} af."),
    about=facts_of_state,
)
def finish_session(by: Actor, session: Session) -> Session:
    """Registering is done: who is still in goes out at the end of the plan, marked as automatic."""
    now = clock.now()
    end = min(session.plan.upper, now)
    sign = Sign(source=EventSource.RULE)
    for one in presences(session):
        if one.inside and one.last is not None:
            write_entry(by, session, one.seat, EventKind.AUTO_OUT, max(end, one.last.at), sign)
    return session
