"""What is handed to ESF of a session, as plain facts (T08): keys of persons, never a number."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sleutelbos.timereg.models import Session
from sleutelbos.timereg.queries.attendance import Presence, planned_minutes, presences

Content = dict[str, Any]


def content_of(session: Session) -> Content:
    """The session as it stands: plan, people, marks, minutes with each step that led to them."""
    training = session.training
    return {
        "project": training.project.number,
        "training": {"code": training.code, "name": training.name},
        "organisation": session.organisation_id,
        "site": session.site_id,
        "day": session.day.isoformat(),
        "from": session.plan.lower.isoformat(),
        "to": session.plan.upper.isoformat(),
        "breaks": [[one.lower.isoformat(), one.upper.isoformat()] for one in session.breaks],
        "place": session.place,
        "online": session.online,
        "planned_minutes": planned_minutes(session),
        "people": [_person(one) for one in presences(session)],
    }


def _person(one: Presence) -> Content:
    return {
        "person": one.seat.person_id,
        "part": one.seat.part,
        "substitute": one.seat.substitute,
        "minutes": one.counted.minutes,
        "marks": [
            {"kind": mark.kind, "at": mark.at.isoformat(), "source": mark.source,
             "window": mark.window}
            for mark in one.marks
        ],
        "steps": [
            [step.code, step.first.isoformat(), step.last.isoformat(), step.minutes]
            for step in one.counted.steps
        ],
    }  # fmt: skip


def digest_of(content: Content) -> str:
    """sha256 (hex) over the canonical JSON."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
