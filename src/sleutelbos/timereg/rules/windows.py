"""When a session may be registered (T07). Pure: the values come from the dated settings.

On the training day until midnight in Brussels; by a request that was made on the day itself or the
day after before an hour (seed S0: 10:00); after that only when ESF opens it exceptionally.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sleutelbos.kernel import clock
from sleutelbos.timereg.policies import early_minutes, late_request_days, late_request_time


@dataclass(frozen=True)
class Terms:
    """The bounds of one session, as instants; each bound itself is too late.

    ``opens`` is when registering may begin, ``day_ends`` until when it may freely (midnight, or the
    end of a session that runs past it), ``ask_until`` until when a request may be made.
    """

    opens: datetime
    day_ends: datetime
    ask_until: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in the time in which registering is free."""
        return self.opens <= at < self.day_ends


def terms_of(start: datetime, end: datetime, day: date, call: str) -> Terms:
    """The bounds for a session from ``start`` to ``end`` that belongs to civil day ``day``, under a
    call."""
    scope = {"call": call}
    early = timedelta(minutes=early_minutes.on(day, scope))
    hour = time.fromisoformat(late_request_time.on(day, scope))
    last = day + timedelta(days=late_request_days.on(day, scope))
    return Terms(
        opens=start - early,
        day_ends=max(clock.midnight(day + timedelta(days=1)), end),
        ask_until=datetime.combine(last, hour, tzinfo=clock.BRUSSELS),
    )
