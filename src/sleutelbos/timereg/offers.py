"""What the application of the time register may ask about sessions and prestaties (AuthZEN)."""

from __future__ import annotations

from sleutelbos.access.public import Sight, offer
from sleutelbos.timereg import names
from sleutelbos.timereg.actions import (
    attendance,
    cancelling,
    imports_people,
    openings,
    planning,
    seats,
    staff_decide,
    staff_entries,
    submission,
)
from sleutelbos.timereg.queries.scope import sessions_told_by
from sleutelbos.timereg.queries.staff import entries_for

offer(
    "timereg",
    names.APPLICATION,
    actions=(
        attendance.finish_session,
        cancelling.annul_session,
        cancelling.delete_session,
        imports_people.import_participants,
        openings.ask_late,
        openings.open_exceptionally,
        planning.change_session,
        planning.repeat_session,
        seats.seat_persons,
        submission.ask_reopening,
        submission.reopen_session,
        submission.resubmit_session,
        submission.submit_session,
        staff_entries.change_entry,
        staff_entries.present_entry,
        staff_entries.withdraw_entry,
        staff_decide.approve_entry,
        staff_decide.deliver_entry,
        staff_decide.return_entry,
    ),
    sights={
        "timereg.session": Sight(lambda by, place: sessions_told_by(by)),
        "timereg.workentry": Sight(lambda by, place: entries_for(by)),
    },
)
