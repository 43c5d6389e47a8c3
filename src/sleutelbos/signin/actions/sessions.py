"""Ending sessions: one's own, all of them, or those of a user for one organisation (G15).

A session that ended stops at its next request; who listens to :class:`SessionsEnded` tells the
clients at which it was signed in.
"""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import own
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person
from sleutelbos.signin import queries, rules
from sleutelbos.signin.events import SessionsEnded
from sleutelbos.signin.models import Session
from sleutelbos.signin.states import Ending

LONGEST_REASON = 500


def may_end_session(by: Actor, session: Session, *, because: str = Ending.ELSEWHERE) -> Decision:
    """One's own session, or the house."""
    return is_system(by) | own(by, session.person)


@action(
    "signin.end-session",
    label=_("Sessie beëindigen"),
    allow=may_end_session,
    sentence=_("{by} beëindigde een sessie van {person}: {why}."),
    about=lambda result, session, because=Ending.ELSEWHERE: {
        "person": session.person,
        "why": str(Ending(because).label).lower(),
    },
)
def end_session(by: Actor, session: Session, *, because: str = Ending.ELSEWHERE) -> Session:
    """End one session now; ``because`` is an :class:`Ending`. Invalid when it was over already."""
    if session.ended_at is not None:
        raise Invalid(_t("Deze sessie is al beëindigd."))
    _end([session], because)
    return session


def may_end_sessions(
    by: Actor, person: Person, *, because: str = Ending.ELSEWHERE, keep: Session | None = None
) -> Decision:
    """One's own sessions, or the house."""
    return is_system(by) | own(by, person)


@action(
    "signin.end-sessions",
    label=_("Alle sessies beëindigen"),
    allow=may_end_sessions,
    locks=(),
    sentence=_("{by} beëindigde sessies van {person} ({count}): {why}."),
    about=lambda result, person, because=Ending.ELSEWHERE, keep=None: {
        "person": person,
        "count": len(result),
        "why": str(Ending(because).label).lower(),
    },
)
def end_sessions(
    by: Actor, person: Person, *, because: str = Ending.ELSEWHERE, keep: Session | None = None
) -> list[Session]:
    """End all sessions of a person, but ``keep``. Invalid when there is none."""
    rows = queries.open_sessions(person.pk).exclude(pk=keep.pk if keep else 0)
    found = list(rows.select_for_update(no_key=True, of=("self",)))
    if not found:
        raise Invalid(_t("Er is geen andere sessie meer."))
    _end(found, because)
    return found


def may_sign_out_user(
    by: Actor, person: Person, organisation: Organisation, *, reason: str
) -> Decision:
    """A beheerder of the organisation, for whom he has as a user there."""
    return rules.manages_user(by, person, organisation)


@action(
    "signin.sign-out-user",
    label=_("Gebruiker afmelden"),
    allow=may_sign_out_user,
    locks=(),
    sentence=_("{by} meldde {person} af voor {organisation}. Reden: {reason}"),
    about=lambda result, person, organisation, *, reason: {
        "person": person,
        "organisation": organisation,
        "reason": reason,
        "count": len(result),
    },
)
def sign_out_user(
    by: Actor, person: Person, organisation: Organisation, *, reason: str
) -> list[Session]:
    """End the sessions in which a user acts for the organisation, here or at a client.

    Sessions in which he acts for others only go on. Invalid without a reason, or when there is no
    such session.
    """
    if not reason.strip():
        raise Invalid({"reason": _t("Schrijf waarom u deze gebruiker afmeldt.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": _t("Schrijf hoogstens 500 tekens.")})
    rows = queries.sessions_for(person.pk, organisation)
    found = list(rows.select_for_update(no_key=True, of=("self",)))
    if not found:
        raise Invalid(_t("Deze gebruiker is nu nergens aangemeld voor uw organisatie."))
    _end(found, Ending.MANAGER)
    return found


def _end(rows: list[Session], because: str) -> None:
    """Stamp them, all of one person, and tell whoever listens."""
    now = clock.real_now()
    for row in rows:
        row.ended_at, row.ended_because = now, because
    Session.objects.bulk_update(rows, ["ended_at", "ended_because"])
    emit(SessionsEnded(rows[0].person_id, [row.pk for row in rows], because))
