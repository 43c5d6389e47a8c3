"""Take a session away that did not take place, or say that it won't count (T10)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.timereg.actions.planning import facts_of_session
from sleutelbos.timereg.events import SessionAnnulled
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import session_flow


def may_delete(by: Actor, session: Session) -> Decision:
    """DWSE-organisatieverantwoordelijke there, and nothing was ever registered (T10)."""
    allowed = roles.prepares(by, session.organisation, session.site)
    if allowed and (session.events.exists() or session.late_requests.exists()):
        return no(_t("Op deze sessie is al iets geregistreerd of gevraagd. Annuleer ze."))
    return allowed


@action(
    "timereg.delete-session",
    label=_("Sessie verwijderen"),
    allow=may_delete,
    when=session_flow.at("planned"),
    sentence=_("{by} verwijderde de geplande sessie van {training} op {day} bij {organisation}."),
    about=facts_of_session,
)
def delete_session(by: Actor, session: Session) -> None:
    """Take away a planned session that did not take place, without any registration (S0)."""
    session.seats.all().delete()
    Session.objects.filter(pk=session.pk).delete()


def may_annul(by: Actor, session: Session, *, reason: str) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.annul-session",
    label=_("Sessie annuleren"),
    allow=may_annul,
    move=session_flow["annul"],
    sentence=_("{by} annuleerde de sessie van {training} op {day} bij {organisation}. {reason}"),
    about=facts_of_session,
)
def annul_session(by: Actor, session: Session, *, reason: str) -> Session:
    """The session won't count; what was registered stays to be read. Frees everybody's time."""
    if not reason.strip():
        raise Invalid({"reason": _t("Vul in waarom de sessie niet telt.")})
    session.seats.filter(active=True).update(active=False)
    emit(SessionAnnulled(session=session.pk, reason=reason.strip()))
    return session
