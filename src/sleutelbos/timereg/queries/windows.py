"""When a session may be registered, as it stands now (T07)."""

from __future__ import annotations

from datetime import datetime

from sleutelbos.timereg.models import Opening, Session
from sleutelbos.timereg.rules.windows import Terms, terms_of
from sleutelbos.timereg.states import Window


def terms_for(session: Session) -> Terms:
    """The terms of a session under its call."""
    call = session.training.project.call.code
    return terms_of(session.plan.lower, session.plan.upper, session.day, call)


def window_at(session: Session, at: datetime) -> Window | None:
    """Why the session may be registered at a moment; None when it may not."""
    if session.state == "reopened":
        return Window.REOPENED
    terms = terms_for(session)
    if terms.opens <= at < terms.day_ends:
        return Window.DAY
    opening = opening_at(session, at)
    return Window(opening.window) if opening else None


def opening_at(session: Session, at: datetime) -> Opening | None:
    """The opening after the day that holds at a moment."""
    return session.openings.filter(valid__contains=at).order_by("-given_at", "-pk").first()
