"""Hand a session to ESF; ask to reopen it, decide, change and hand in again (T08, T09)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.timereg.actions.answers import answered, refused
from sleutelbos.timereg.events import (
    ReopeningAsked,
    ReopeningDecided,
    ReopeningLapsed,
    SessionSubmitted,
)
from sleutelbos.timereg.models import ProjectPlace, ReopenRequest, Session, SessionVersion
from sleutelbos.timereg.policies import reopen_days
from sleutelbos.timereg.queries.attendance import presences
from sleutelbos.timereg.queries.content import content_of, digest_of
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Part, Seating, reopen_flow, session_flow


def hands_in(by: Actor, session: Session) -> Decision:
    """Only the promotor's organisation delivers to ESF; a partner delivers to it (ESF-E)."""
    places = ProjectPlace.objects.filter(
        project=session.training.project_id, part=Part.PROMOTER, active=True
    ).select_related("organisation", "site")
    found = no(_t("Alleen de promotor van het project dient in bij ESF."))
    for place in places:
        found = found | roles.prepares(by, place.organisation, place.site)
    return found


def may_submit(by: Actor, session: Session) -> Decision:
    """DWSE-organisatieverantwoordelijke of the project's promotor."""
    return hands_in(by, session)


def facts_of_handing(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The session and its version."""
    found = args[0]
    session = found.session if isinstance(found, ReopenRequest) else found
    if isinstance(result, ReopenRequest):
        session = result.session
    assert isinstance(session, Session)
    return {
        "training": session.training,
        "organisation": session.organisation,
        "day": session.day,
        "version": session.version,
        "reason": kwargs.get("reason", kwargs.get("answer", kwargs.get("note", ""))),
    }


@action(
    "timereg.submit-session",
    label=_("Indienen bij ESF"),
    allow=may_submit,
    move=session_flow["submit"],
    sentence=_("{by} diende de sessie van {training} op {day} in bij ESF."),
    about=facts_of_handing,
)
def submit_session(by: Actor, session: Session) -> Session:
    """Hand a checked session to ESF; after this only ESF can let it be reopened.

    Invalid while somebody is still in, or when no trainer or no participant was registered.
    """
    _complete(session)
    _freeze(by, session, "")
    return session


def _complete(session: Session) -> None:
    rows = presences(session)
    inside = [one.seat.person.name for one in rows if one.inside]
    if inside:
        sentence = ngettext(
            "%(names)s is nog niet buiten geregistreerd.",
            "%(names)s zijn nog niet buiten geregistreerd.",
            len(inside),
        )
        raise Invalid(sentence % {"names": ", ".join(inside)})
    for part, sentence in (
        (
            Seating.TRAINER,
            _t("Er is geen opleider geregistreerd. Zonder opleider telt de sessie niet."),
        ),
        (Seating.PARTICIPANT, _t("Er is geen enkele deelnemer geregistreerd. Annuleer de sessie.")),
    ):
        if not any(one.marks for one in rows if one.seat.part == part):
            raise Invalid(sentence)


def _freeze(by: Actor, session: Session, note: str) -> SessionVersion:
    content = content_of(session)
    session.version += 1
    session.open_until = None
    session.save(update_fields=["version", "open_until"])
    emit(SessionSubmitted(session=session.pk, version=session.version))
    return SessionVersion.objects.create(
        session=session,
        number=session.version,
        content=content,
        digest=digest_of(content),
        submitted_at=clock.now(),
        submitted_by_id=roles.somebody(by),
        note=note.strip(),
    )


def may_ask_reopening(by: Actor, session: Session, *, reason: str) -> Decision:
    """DWSE-organisatieverantwoordelijke of the project's promotor, or of the session's own."""
    return hands_in(by, session) | roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.ask-reopening",
    label=_("Heropening vragen"),
    allow=may_ask_reopening,
    when=session_flow.at("submitted"),
    sentence=_("{by} vroeg ESF om de sessie van {training} op {day} te heropenen. {reason}"),
    about=facts_of_handing,
)
def ask_reopening(by: Actor, session: Session, *, reason: str) -> ReopenRequest:
    """Ask ESF to let a submitted session be changed, with the reason."""
    if not reason.strip():
        raise Invalid({"reason": _t("Vul in wat er moet veranderen en waarom.")})
    request = ReopenRequest.objects.create(
        session=session,
        reason=reason.strip(),
        asked_by_id=roles.somebody(by),
        asked_at=clock.now(),
    )
    emit(ReopeningAsked(request=request.pk))
    return request


def may_grant_reopening(by: Actor, request: ReopenRequest, *, answer: str = "") -> Decision:
    """ESF-dossierbeheerder, on somebody else's question."""
    return roles.decides_for_esf(by) & roles.other_person(by, request.asked_by_id)


@action(
    "timereg.grant-reopening",
    label=_("Heropening toestaan"),
    allow=may_grant_reopening,
    locks=("request", "request.session"),
    move=reopen_flow["grant"],
    sentence=_("{by} stond toe om de sessie van {training} op {day} te heropenen. {reason}"),
    about=facts_of_handing,
)
def grant_reopening(by: Actor, request: ReopenRequest, *, answer: str = "") -> ReopenRequest:
    """The organisation may change the session until the day of the policy."""
    answered(by, request, answer)
    reopen_session(by, request.session)
    emit(ReopeningDecided(request=request.pk))
    return request


def may_reopen(by: Actor, session: Session) -> Decision:
    """ESF-dossierbeheerder."""
    return roles.decides_for_esf(by)


@action(
    "timereg.reopen-session",
    label=_("Sessie heropenen"),
    allow=may_reopen,
    move=session_flow["reopen"],
    sentence=_("{by} heropende de sessie van {training} op {day}."),
    about=facts_of_handing,
)
def reopen_session(by: Actor, session: Session) -> Session:
    """Open a submitted session for a change; the version before stays as it is."""
    scope = {"call": session.training.project.call.code}
    days = reopen_days.on(clock.today(), scope)
    session.reopened_once = True
    session.open_until = clock.midnight(clock.today() + timedelta(days=days + 1))
    session.save(update_fields=["reopened_once", "open_until"])
    return session


def may_refuse_reopening(by: Actor, request: ReopenRequest, *, answer: str) -> Decision:
    """ESF-dossierbeheerder, on somebody else's question."""
    return roles.decides_for_esf(by) & roles.other_person(by, request.asked_by_id)


@action(
    "timereg.refuse-reopening",
    label=_("Heropening weigeren"),
    allow=may_refuse_reopening,
    move=reopen_flow["refuse"],
    sentence=_("{by} weigerde om de sessie van {training} op {day} te heropenen. {reason}"),
    about=facts_of_handing,
)
def refuse_reopening(by: Actor, request: ReopenRequest, *, answer: str) -> ReopenRequest:
    """No, with a reason that the asker reads."""
    refused(by, request, answer)
    emit(ReopeningDecided(request=request.pk))
    return request


def may_withdraw_reopening(by: Actor, request: ReopenRequest) -> Decision:
    """Whoever asked."""
    return roles.asked_it(by, request.asked_by_id)


@action(
    "timereg.withdraw-reopening",
    label=_("Vraag intrekken"),
    allow=may_withdraw_reopening,
    move=reopen_flow["withdraw"],
    sentence=_("{by} trok de vraag in om de sessie van {training} op {day} te heropenen."),
    about=facts_of_handing,
)
def withdraw_reopening(by: Actor, request: ReopenRequest) -> ReopenRequest:
    """Take back one's own question."""
    return request


def may_resubmit(by: Actor, session: Session, *, note: str) -> Decision:
    """DWSE-organisatieverantwoordelijke of the project's promotor."""
    return hands_in(by, session)


@action(
    "timereg.resubmit-session",
    label=_("Opnieuw indienen bij ESF"),
    allow=may_resubmit,
    move=session_flow["resubmit"],
    sentence=_("{by} diende een nieuwe versie van {training} op {day} in bij ESF. {reason}"),
    about=facts_of_handing,
)
def resubmit_session(by: Actor, session: Session, *, note: str) -> Session:
    """Hand in what changed, as a version of its own. Invalid when nothing changed, or without a
    word on what did."""
    if not note.strip():
        raise Invalid({"note": _t("Vul in wat u veranderde. ESF leest het.")})
    _complete(session)
    last = session.versions.order_by("-number").first()
    if last is not None and last.digest == digest_of(content_of(session)):
        raise Invalid(_t("Er is niets veranderd sinds de vorige versie."))
    _freeze(by, session, note)
    return session


def may_lapse(by: Actor, session: Session) -> Decision:
    """The house, when the day of the policy is past."""
    return is_system(by)


@action(
    "timereg.lapse-reopening",
    label=_("Heropende sessie sluiten"),
    allow=may_lapse,
    move=session_flow["lapse"],
    sentence=_("De heropening van {training} op {day} is voorbij. De vorige versie blijft gelden."),
    about=facts_of_handing,
)
def lapse_reopening(by: Actor, session: Session) -> Session:
    """A reopening that nobody used closes by itself; the version before counts."""
    session.open_until = None
    session.save(update_fields=["open_until"])
    emit(ReopeningLapsed(session=session.pk))
    return session
