"""What the audit says of entries and of a session's state."""

from __future__ import annotations

from sleutelbos.timereg.models import AttendanceEvent, Seat, Session


def facts_of_sign(result: object, session: Session, **kwargs: object) -> dict[str, object]:
    """The session and of whom it speaks."""
    event = result if isinstance(result, AttendanceEvent) else None
    seat = kwargs.get("seat") or (event.seat if event else None)
    return {
        "person": seat.person if isinstance(seat, Seat) else None,
        "training": session.training,
        "organisation": session.organisation,
        "day": session.day,
        "what": event.get_kind_display().lower() if event else "",
        "reason": event.reason if event else "",
    }


def facts_of_state(result: object, session: Session, **kwargs: object) -> dict[str, object]:
    """The session."""
    return {
        "training": session.training,
        "organisation": session.organisation,
        "day": session.day,
    }
