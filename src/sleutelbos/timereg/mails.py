"""The mails of the time register: who is told what. Each follows from an event."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse

from sleutelbos.access.public import persons_with_role
from sleutelbos.kernel import clock
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person
from sleutelbos.timereg import names
from sleutelbos.timereg.actions.codes import text_of
from sleutelbos.timereg.events import (
    CodeMade,
    CodeWanted,
    LateAsked,
    LateDecided,
    OpenedExceptionally,
    ReopeningAsked,
    ReopeningDecided,
    ReopeningLapsed,
    SessionAnnulled,
    SessionChanged,
    TrainerSeated,
)
from sleutelbos.timereg.models import (
    LateRequest,
    Opening,
    ReopenRequest,
    ScanCode,
    Seat,
    Session,
)
from sleutelbos.timereg.queries.seats import trainers_ready
from sleutelbos.timereg.states import Seating
from sleutelbos.tools.mail import post
from sleutelbos.tools.mail.enclosures import Enclosure, enclosure
from sleutelbos.web import words

QR = "timereg.scan-code"
OF_SESSION = ("training__project", "organisation", "site")


def qr_of(key: str) -> Enclosure | None:
    """The code as a picture; None when it was replaced meanwhile."""
    code = ScanCode.objects.filter(pk=int(key), replaced_at=None).first()
    if code is None:
        return None
    picture = BytesIO()
    segno.make(text_of(code), error="m").save(picture, kind="png", scale=8, border=4)
    return Enclosure("code.png", "image/png", picture.getvalue())


enclosure(QR, qr_of)


def _session(key: int) -> Session:
    return Session.objects.select_related(*OF_SESSION).get(pk=key)


def _link(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(f"timereg:{name}", args=args)


def _about(session: Session) -> dict[str, object]:
    """What every mail about a session says."""
    day = words.day_text(session.day)
    hours = f"{words.hour_text(session.plan.lower)}-{words.hour_text(session.plan.upper)}"
    return {
        "session": session,
        "when": f"{day}, {hours}",
        "place": session.link if session.online else session.place,
        "link": _link("session", session.uid),
    }


def _send(kind: str, person: Person, session: Session, **more: object) -> None:
    post(
        f"timereg.{kind.replace('_', '-')}",
        person.pk,
        f"timereg/mails/{kind}.txt",
        {"person": person, **_about(session), **more},
    )


def _trainers(session: Session) -> Iterable[Person]:
    seats = Seat.objects.filter(session=session, part=Seating.TRAINER).select_related("person")
    return [seat.person for seat in seats]


@subscribe(CodeMade)
def tell_code(event: CodeMade) -> None:
    """The participant: your code, only the first time (S0: 29 January 2021)."""
    code = ScanCode.objects.select_related("person", "organisation").get(pk=event.code)
    if code.replaced_at is None:
        _mail_code(code, _session(event.session) if event.session else None)


@subscribe(CodeWanted)
def tell_code_again(event: CodeWanted) -> None:
    """The participant: the same code again."""
    code = ScanCode.objects.select_related("person", "organisation").get(pk=event.code)
    if code.replaced_at is None:
        _mail_code(code, None)


def _mail_code(code: ScanCode, session: Session | None) -> None:
    earlier = ScanCode.objects.filter(
        person=code.person_id, organisation=code.organisation_id, replaced_at__isnull=False
    )
    post(
        "timereg.code",
        code.person_id,
        "timereg/mails/code.txt",
        {
            "person": code.person,
            "organisation": code.organisation,
            "replaced": earlier.exists(),
            **(_about(session) if session else {}),
        },
        f"{QR}:{code.pk}",
    )


@subscribe(TrainerSeated)
def tell_trainer(event: TrainerSeated) -> None:
    """The trainer: you give this session, and whether a right still lacks."""
    seat = Seat.objects.select_related("person").filter(pk=event.seat, active=True).first()
    if seat is None:
        return
    session = _session(seat.session_id)
    _send("seated", seat.person, session, ready=seat.person_id in trainers_ready(session))


@subscribe(SessionChanged)
def tell_changed(event: SessionChanged) -> None:
    """Trainers and participants: another hour or place."""
    session = _session(event.session)
    for seat in session.seats.filter(active=True).select_related("person").order_by("pk"):
        _send("changed", seat.person, session)


@subscribe(SessionAnnulled)
def tell_annulled(event: SessionAnnulled) -> None:
    """Trainers and participants: it won't count."""
    session = _session(event.session)
    for seat in session.seats.select_related("person").order_by("pk"):
        _send("annulled", seat.person, session, reason=event.reason)


@subscribe(LateAsked)
def tell_support(event: LateAsked) -> None:
    """Support: somebody asks to register later, with the project number."""
    request = LateRequest.objects.select_related("asked_by").get(pk=event.request)
    session = _session(request.session_id)
    link = _link("late", request.uid)
    for person in persons_with_role(names.ESF, [names.ESF_SUPPORT]):
        _send("late_asked", person, session, request=request, link=link)


@subscribe(LateDecided)
def tell_late_decided(event: LateDecided) -> None:
    """The asker: yes until when, or no with the reason."""
    request = LateRequest.objects.select_related("asked_by").get(pk=event.request)
    session = _session(request.session_id)
    opening = session.openings.order_by("-given_at", "-pk").first()
    until = words.moment_text(opening.valid.upper) if opening else ""
    _send("late_decided", request.asked_by, session, request=request, until=until)


@subscribe(OpenedExceptionally)
def tell_opened(event: OpenedExceptionally) -> None:
    """The trainers: ESF opened it, until when."""
    opening = Opening.objects.get(pk=event.opening)
    session = _session(opening.session_id)
    until = words.moment_text(opening.valid.upper)
    for person in _trainers(session):
        _send("opened", person, session, reason=opening.reason, until=until)


@subscribe(ReopeningAsked)
def tell_officers(event: ReopeningAsked) -> None:
    """ESF: somebody asks to reopen a session."""
    request = ReopenRequest.objects.select_related("asked_by").get(pk=event.request)
    session = _session(request.session_id)
    link = _link("reopening", request.uid)
    for person in persons_with_role(names.ESF, [names.ESF_OFFICER]):
        _send("reopening_asked", person, session, request=request, link=link)


@subscribe(ReopeningDecided)
def tell_reopening_decided(event: ReopeningDecided) -> None:
    """The asker: yes until when, or no with the reason."""
    request = ReopenRequest.objects.select_related("asked_by").get(pk=event.request)
    session = _session(request.session_id)
    until = words.moment_text(session.open_until) if session.open_until else ""
    _send("reopening_decided", request.asked_by, session, request=request, until=until)


@subscribe(ReopeningLapsed)
def tell_lapsed(event: ReopeningLapsed) -> None:
    """Who asked: the reopening is over, nothing changed."""
    session = _session(event.session)
    request = session.reopen_requests.filter(state="granted").order_by("-decided_at").first()
    if request is not None and request.decided_at and request.decided_at <= clock.now():
        _send("lapsed", request.asked_by, session)
