"""What happens in the time register: sessions planned, registered, handed in, reopened."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person
from sleutelbos.timereg.actions import attendance, openings, pins, planning, seats, submission
from sleutelbos.timereg.actions.attendance import Sign
from sleutelbos.timereg.actions.planning import SessionPlan
from sleutelbos.timereg.models import Session, Training
from sleutelbos.timereg.queries.attendance import presences
from sleutelbos.timereg.states import EventSource, Seating

# "+2 09:00-12:00 10:30-10:45 Lokaal 2": working days ahead, hours, a break, the place. "nu" for the
# hours: it began a quarter before the demo was loaded, so that a visitor can register at once.
PLAN = re.compile(r"\+(\d+) (?:nu|(\S+)-(\S+))(?: (\d\d:\d\d)-(\d\d:\d\d))? (.+)")
NOW_HOURS = timedelta(hours=3)


def _at(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), tzinfo=clock.BRUSSELS)


def _around_now(day: date) -> tuple[datetime, datetime]:
    """Three hours that began just before this moment of the real clock, on that day."""
    hour = clock.real_now().astimezone(clock.BRUSSELS)
    quarter = hour.replace(minute=hour.minute // 15 * 15, second=0, microsecond=0).time()
    begins = datetime.combine(day, quarter, tzinfo=clock.BRUSSELS)
    return begins, begins + NOW_HOURS


def _training(step: Step) -> Training:
    return Training.objects.select_related("project__call").get(code=step.what.partition("@")[0])


def _session(step: Step, *states: str) -> Session:
    """The latest session of the training in one of these states; ``@1`` is the first ever."""
    rows = Session.objects.filter(training=_training(step), state__in=states)
    rows = rows.filter(day__lte=clock.today()).order_by("day", "pk")
    found = rows.first() if step.what.endswith("@1") else rows.last()
    if found is None:
        raise LookupError(f"no session of {step.what} is {' or '.join(states)}")
    return found


def _people(cast: Cast, by: Actor, text: str) -> list[Person]:
    return [cast.met(by, code) for code in text.split("+") if code]


def _plan(cast: Cast, by: Actor, step: Step) -> None:
    found = PLAN.fullmatch(step.note)
    assert found is not None, step.note
    ahead, start, end, first, last, place = found.groups()
    day = stories.working_day(cast.anchor, step.day + int(ahead))
    breaks = [(_at(day, first), _at(day, last))] if first else []
    begins, ends = (_at(day, start), _at(day, end)) if start else _around_now(day)
    organisation = cast.organisation(step.organisation)
    session = planning.plan_session(
        by,
        _training(step),
        organisation,
        site=cast.site(organisation, step.site),
        plan=SessionPlan(begins, ends, place, breaks=breaks),
        trainers=[cast.person(code) for code in step.roles],
    )
    people = _people(cast, by, step.person)
    seats.seat_persons(by, session, part=Seating.PARTICIPANT, persons=people)


def _arrive(cast: Cast, by: Actor, step: Step) -> None:
    """Everybody comes in, but for those who are named; trainers first."""
    session = _session(step, "planned")
    absent = {cast.person(code).pk for code in step.roles}
    for one in presences(session):
        if one.seat.person_id not in absent:
            source = EventSource.NAME if one.seat.part == Seating.TRAINER else EventSource.SCAN
            sign = Sign(inward=True, source=source)
            attendance.register_presence(by, session, seat=one.seat, sign=sign)


def _leave(cast: Cast, by: Actor, step: Step) -> None:
    """Who is in goes out, or only who is named."""
    session = _session(step, "running")
    only = {person.pk for person in _people(cast, by, step.person)}
    for one in presences(session):
        if one.inside and (not only or one.seat.person_id in only):
            sign = Sign(inward=False, source=EventSource.SCAN)
            attendance.register_presence(by, session, seat=one.seat, sign=sign)


def _from_paper(cast: Cast, by: Actor, step: Step) -> None:
    """Hours from a list on paper, for who is named or for everybody."""
    session = _session(step, "planned", "reopened")
    only = {person.pk for person in _people(cast, by, step.person)}
    hours = step.note.split("-")
    for one in presences(session):
        if only and one.seat.person_id not in only:
            continue
        for hour, inward in zip(hours, (True, False), strict=True):
            sign = Sign(inward=inward, at=_at(session.day, hour), source=EventSource.SHEET)
            attendance.register_presence(by, session, seat=one.seat, sign=sign)


def _give_pin(cast: Cast, by: Actor, step: Step) -> None:
    """A pincode for who is named; nobody ever reads it again."""
    session = Session.objects.filter(training=_training(step), state="planned").latest("day", "pk")
    for person in _people(cast, by, step.person):
        pins.make_pin(by, session, seat=session.seats.get(person=person))


def _round_off(cast: Cast, by: Actor, step: Step) -> None:
    attendance.finish_session(by, _session(step, "running"))


def _hand_in(cast: Cast, by: Actor, step: Step) -> None:
    submission.submit_session(by, _session(step, "done"))


def _ask_late(cast: Cast, by: Actor, step: Step) -> None:
    session = _session(step, "planned")
    number = session.training.project.number
    openings.ask_late(by, session, project_number=number, reason=step.note)


def _allow_late(cast: Cast, by: Actor, step: Step) -> None:
    request = _session(step, "planned").late_requests.get(state="asked")
    openings.grant_late(by, request, answer=step.note)


def _ask_reopening(cast: Cast, by: Actor, step: Step) -> None:
    submission.ask_reopening(by, _session(step, "submitted"), reason=step.note)


def _allow_reopening(cast: Cast, by: Actor, step: Step) -> None:
    request = _session(step, "submitted").reopen_requests.get(state="asked")
    submission.grant_reopening(by, request, answer=step.note)


def _hand_in_again(cast: Cast, by: Actor, step: Step) -> None:
    submission.resubmit_session(by, _session(step, "reopened"), note=step.note)


VERBS: dict[str, Verb] = {
    "session": _plan,
    "arrive": _arrive,
    "leave": _leave,
    "leave-early": _leave,
    "add-from-paper": _from_paper,
    "all-from-paper": _from_paper,
    "give-pin": _give_pin,
    "round-off": _round_off,
    "hand-in": _hand_in,
    "ask-late": _ask_late,
    "allow-late": _allow_late,
    "ask-reopening": _ask_reopening,
    "allow-reopening": _allow_reopening,
    "hand-in-again": _hand_in_again,
}
