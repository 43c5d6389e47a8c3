"""What a monthly report says, and which reports somebody may see (T16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.models import (
    AttendanceEvent,
    MonthlyReport,
    Project,
    Seat,
    Session,
    SessionVersion,
)
from sleutelbos.timereg.queries.attendance import MARKS
from sleutelbos.timereg.queries.reports_staff import (
    allocations_in,
    entries_in,
    shares_of,
    work_of,
)
from sleutelbos.timereg.queries.scope import promoted_for
from sleutelbos.timereg.rules import minutes, months
from sleutelbos.timereg.states import EventKind
from sleutelbos.tools.mail.models import Message

Content = dict[str, Any]
PDF, EXCEL = "timereg.report-pdf", "timereg.report-xlsx"  # what goes along with the mail
UNSENT = ("refused", "failed")


def report_of(project: Project, month: date) -> Content:
    """All registrations of a project in a month, as plain facts: keys of persons, no numbers."""
    parts = {name: gather(project, month) for name, gather in PARTS.items()}
    return {"project": project.number, "month": month.isoformat(), **parts}


def sessions_of(project: Project, month: date) -> list[Content]:
    """Each session with its state and the minutes of everybody; a constant number of queries."""
    rows = Session.objects.filter(
        training__project=project, day__gte=month, day__lt=months.after(month)
    )
    sessions = list(rows.select_related("training").order_by("day", "plan", "pk"))
    marks, seats = _marks(rows), _seats(rows)
    digests = _digests(rows)
    return [_session(one, seats[one.pk], marks, digests.get(one.pk, "")) for one in sessions]


# The parts of a report. A report of before a part was there stays without it.
PARTS: dict[str, Callable[[Project, date], list[Content]]] = {
    "sessions": sessions_of,
    "work": work_of,
    "shares": shares_of,
}

Marks = dict[int, list[tuple[str, datetime]]]
Seats = dict[int, list[tuple[int, int, str, bool]]]


def _marks(sessions: QuerySet[Session]) -> Marks:
    found: Marks = defaultdict(list)
    annulled = AttendanceEvent.objects.filter(session__in=sessions, annuls__isnull=False)
    rows = AttendanceEvent.objects.filter(session__in=sessions, kind__in=MARKS)
    rows = rows.exclude(pk__in=annulled.values("annuls")).order_by("at", "pk")
    for seat, kind, at in rows.values_list("seat", "kind", "at"):
        found[seat].append((kind, at))
    return found


def _seats(sessions: QuerySet[Session]) -> Seats:
    found: Seats = defaultdict(list)
    rows = Seat.objects.filter(session__in=sessions, active=True).order_by(
        "-part", "person__family_name", "person__given_name", "pk"
    )
    for session, *seat in rows.values_list("session", "pk", "person", "part", "substitute"):
        found[session].append(tuple(seat))  # type: ignore[arg-type]
    return found


def _digests(sessions: QuerySet[Session]) -> dict[int, str]:
    rows = SessionVersion.objects.filter(session__in=sessions).order_by("number")
    return dict(rows.values_list("session", "digest"))


def _session(
    session: Session, seats: list[tuple[int, int, str, bool]], marks: Marks, digest: str
) -> Content:
    plan = (session.plan.lower, session.plan.upper)
    breaks = [(one.lower, one.upper) for one in session.breaks]
    return {
        "session": str(session.uid),
        "training": {"code": session.training.code, "name": session.training.name},
        "organisation": session.organisation_id,
        "site": session.site_id,
        "day": session.day.isoformat(),
        "from": plan[0].isoformat(),
        "to": plan[1].isoformat(),
        "place": session.place,
        "online": session.online,
        "state": session.state,
        "version": session.version,
        "digest": digest,
        "planned_minutes": minutes.planned(plan, breaks),
        "people": [_person(seat, marks.get(seat[0], []), plan, breaks) for seat in seats],
    }


def _person(
    seat: tuple[int, int, str, bool],
    marks: list[tuple[str, datetime]],
    plan: minutes.Interval,
    breaks: list[minutes.Interval],
) -> Content:
    _key, person, part, substitute = seat
    counted = minutes.count(
        [minutes.Mark(at, kind == EventKind.IN, kind == EventKind.AUTO_OUT) for kind, at in marks],
        plan,
        breaks,
    )
    return {
        "person": person,
        "part": part,
        "substitute": substitute,
        "minutes": counted.minutes,
        "marks": [{"kind": kind, "at": at.isoformat()} for kind, at in marks],
    }


def files_of(report: MonthlyReport) -> str:
    """The names under which the files of a report go along with a mail."""
    return f"{PDF}:{report.pk} {EXCEL}:{report.pk}"


def reports_for(by: Actor) -> QuerySet[Any]:
    """Reports of the projects of which the actor is promotor, with the last mail; ESF sees all."""
    key = Cast(OuterRef("pk"), CharField())
    names = Concat(Value(f"{PDF}:"), key, Value(f" {EXCEL}:"), key, output_field=CharField())
    last = Message.objects.filter(enclosure=names).order_by("-pk")
    rows = MonthlyReport.objects.filter(project__in=promoted_for(by)).select_related("project")
    annotated = rows.defer("content").annotate(
        mail_state=Subquery(last.values("state")[:1], output_field=TextField()),
        mail_to=Subquery(last.values("to_name")[:1], output_field=TextField()),
        mail_at=Subquery(last.values("sent_at")[:1], output_field=DateTimeField()),
    )
    return annotated.order_by("-month", "project__number", "pk")


def unreached(by: Actor) -> QuerySet[Any]:
    """Of these, what did not arrive: no address in the ESF application, or refused."""
    rows = reports_for(by)
    return rows.filter(mail_state__in=UNSENT) | rows.filter(mail_state=None)


def mails_of(report: MonthlyReport) -> QuerySet[Message]:
    """The mails by which a report was sent, newest first."""
    return Message.objects.filter(enclosure=files_of(report)).order_by("-pk")


def without_report(month: date) -> QuerySet[Project]:
    """Projects with registrations in a month of which there is no report yet."""
    held = Session.objects.filter(
        training__project=OuterRef("pk"), day__gte=month, day__lt=months.after(month)
    )
    there = MonthlyReport.objects.filter(project=OuterRef("pk"), month=month)
    work = entries_in(month).filter(member__project=OuterRef("pk"))
    shares = allocations_in(month).filter(member__project=OuterRef("pk"))
    registered = Exists(held) | Exists(work) | Exists(shares)
    return Project.objects.filter(registered, ~Exists(there)).order_by("number")
