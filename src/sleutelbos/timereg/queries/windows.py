"""When a session may be registered, as it stands now (T07)."""

from __future__ import annotations

from datetime import datetime

from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.models import Opening, Session, Training
from sleutelbos.timereg.rules.registering import open_now
from sleutelbos.timereg.rules.windows import Terms, terms_of
from sleutelbos.timereg.states import Window


def terms_for(session: Session) -> Terms:
    """The terms of a session under its call."""
    if not Session.training.is_cached(session):  # the gate's lock reads the row alone again
        session.training = Training.objects.select_related("project__call").get(
            pk=session.training_id
        )
    call = session.training.project.call.code
    return terms_of(session.plan.lower, session.plan.upper, session.day, call)


def window_at(session: Session, at: datetime) -> Window | None:
    """Why the session may be registered at a moment; None when it may not."""
    if session.state == "reopened":
        return Window.REOPENED
    if terms_for(session).holds(at):
        return Window.DAY
    opening = opening_at(session, at)
    return Window(opening.window) if opening else None


def open_at(session: Session, at: datetime) -> Decision:
    """Whether its terms or an opening let somebody register at a moment, with the reason."""
    terms = terms_for(session)
    opened = not terms.holds(at) and opening_at(session, at) is not None
    return open_now(terms, at, opened=opened)


def opening_at(session: Session, at: datetime) -> Opening | None:
    """The opening after the day that holds at a moment."""
    return session.openings.filter(valid__contains=at).order_by("-given_at", "-pk").first()
