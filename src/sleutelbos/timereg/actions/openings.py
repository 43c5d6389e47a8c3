"""After the day: ask to register later, decide on it, open exceptionally (T07)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.timereg.actions.answers import answered, refused
from sleutelbos.timereg.events import LateAsked, LateDecided, OpenedExceptionally
from sleutelbos.timereg.models import LateRequest, Opening, Session
from sleutelbos.timereg.policies import opening_hours
from sleutelbos.timereg.queries.windows import terms_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Window, late_flow, session_flow

UNSUBMITTED = ("planned", "running", "done")


def may_ask_late(by: Actor, session: Session, *, project_number: str, reason: str) -> Decision:
    """A trainer of the session, or the DWSE-organisatieverantwoordelijke."""
    return roles.trains(by, session) | roles.prepares(by, session.organisation, session.site)


def facts_of_late(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The session of the request, and the reason or answer."""
    found = result if isinstance(result, LateRequest) else args[0]
    session = found.session if isinstance(found, LateRequest) else found
    assert isinstance(session, Session)
    return {
        "training": session.training,
        "organisation": session.organisation,
        "day": session.day,
        "reason": kwargs.get("reason", kwargs.get("answer", "")),
    }


@action(
    "timereg.ask-late",
    label=_("Vragen om later te registreren"),
    allow=may_ask_late,
    when=session_flow.at(*UNSUBMITTED),
    sentence=_("{by} vroeg support om {training} van {day} later te mogen registreren. {reason}"),
    about=facts_of_late,
)
def ask_late(by: Actor, session: Session, *, project_number: str, reason: str) -> LateRequest:
    """Ask support; on the day itself from the start on, or the day after before the hour.

    The bound itself is too late (seed S0: before 10:00). Invalid with another project number than
    the session's, without a reason, before the start or after the term.
    """
    problems: dict[str, object] = {}
    if project_number.strip() != session.training.project.number:
        problems["project_number"] = _t(
            "Dit is niet het projectnummer van deze sessie. U vindt het boven aan de pagina."
        )
    if not reason.strip():
        problems["reason"] = _t("Vul in waarom registreren niet lukte.")
    if problems:
        raise Invalid(problems)  # type: ignore[arg-type]
    now = clock.now()
    if now < session.plan.lower:
        raise Invalid(_t("De sessie is nog niet begonnen."))
    if now >= terms_for(session).ask_until:
        raise Invalid(
            _t("De termijn is voorbij. Alleen ESF kan deze sessie nog uitzonderlijk openen.")
        )
    request = LateRequest.objects.create(
        session=session,
        project_number=project_number.strip(),
        reason=reason.strip(),
        asked_by_id=roles.somebody(by),
        asked_at=now,
    )
    emit(LateAsked(request=request.pk))
    return request


def may_grant_late(by: Actor, request: LateRequest, *, answer: str = "") -> Decision:
    """ESF-support, on somebody else's request."""
    return roles.supports(by) & roles.other_person(by, request.asked_by_id)


@action(
    "timereg.grant-late",
    label=_("Later registreren toestaan"),
    allow=may_grant_late,
    locks=("request", "request.session"),
    move=late_flow["grant"],
    sentence=_(
        "{by} stond namens ESF-support toe om {training} van {day} later te registreren. {reason}"
    ),
    about=facts_of_late,
)
def grant_late(by: Actor, request: LateRequest, *, answer: str = "") -> Opening:
    """The session can be registered from now on, for the hours of the policy."""
    answered(by, request, answer)
    opening = _open(by, request.session, Window.LATE, answer or request.reason)
    emit(LateDecided(request=request.pk))
    return opening


def may_refuse_late(by: Actor, request: LateRequest, *, answer: str) -> Decision:
    """ESF-support, on somebody else's request."""
    return roles.supports(by) & roles.other_person(by, request.asked_by_id)


@action(
    "timereg.refuse-late",
    label=_("Later registreren weigeren"),
    allow=may_refuse_late,
    move=late_flow["refuse"],
    sentence=_(
        "{by} weigerde namens ESF-support om {training} van {day} later te registreren. {reason}"
    ),
    about=facts_of_late,
)
def refuse_late(by: Actor, request: LateRequest, *, answer: str) -> LateRequest:
    """No, with a reason that the asker reads."""
    refused(by, request, answer)
    emit(LateDecided(request=request.pk))
    return request


def may_withdraw_late(by: Actor, request: LateRequest) -> Decision:
    """Whoever asked."""
    return roles.asked_it(by, request.asked_by_id)


@action(
    "timereg.withdraw-late",
    label=_("Aanvraag intrekken"),
    allow=may_withdraw_late,
    move=late_flow["withdraw"],
    sentence=_("{by} trok de aanvraag voor {training} van {day} in."),
    about=facts_of_late,
)
def withdraw_late(by: Actor, request: LateRequest) -> LateRequest:
    """Take back one's own request."""
    return request


def _open(by: Actor, session: Session, window: Window, reason: str) -> Opening:
    now = clock.now()
    scope = {"call": session.training.project.call.code}
    until = now + timedelta(hours=opening_hours.on(clock.today(), scope))
    return Opening.objects.create(
        session=session,
        window=window,
        valid=Period(now, until, "[)"),
        reason=reason.strip(),
        given_at=now,
        given_by_id=roles.somebody(by),
    )


def may_open(by: Actor, session: Session, *, reason: str) -> Decision:
    """ESF-dossierbeheerder."""
    return roles.decides_for_esf(by)


@action(
    "timereg.open-exceptionally",
    label=_("Sessie uitzonderlijk openen"),
    allow=may_open,
    when=session_flow.at(*UNSUBMITTED),
    sentence=_(
        "{by} opende namens ESF {training} van {day} bij {organisation} uitzonderlijk. {reason}"
    ),
    about=facts_of_late,
)
def open_exceptionally(by: Actor, session: Session, *, reason: str) -> Opening:
    """ESF opens a session whose terms are past, with a reason. Invalid before it began."""
    if not reason.strip():
        raise Invalid({"reason": _t("Vul in waarom deze sessie nog geopend wordt.")})
    if clock.now() < session.plan.lower:
        raise Invalid(_t("De sessie is nog niet begonnen."))
    opening = _open(by, session, Window.EXCEPTIONAL, reason)
    emit(OpenedExceptionally(opening=opening.pk))
    return opening
