"""Plan a session, change it, repeat it (T03, T04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, no
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site
from sleutelbos.timereg.actions.seats import seat_all
from sleutelbos.timereg.events import SessionChanged
from sleutelbos.timereg.models import ProjectPlace, Session, Training
from sleutelbos.timereg.policies import longest_hours, shortest_minutes
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries.seats import clash_sentence, clashes
from sleutelbos.timereg.rules import planning, roles
from sleutelbos.timereg.rules.minutes import Interval
from sleutelbos.timereg.states import Seating, session_flow
from sleutelbos.tools.policies import Finding, refuse


@dataclass(frozen=True)
class SessionPlan:
    """When and where: from ``start`` to ``end`` (instants), ``breaks`` inside it; ``link`` when
    online."""

    start: datetime
    end: datetime
    place: str = ""
    online: bool = False
    link: str = ""
    breaks: Sequence[Interval] = field(default=())
    note: str = ""

    @property
    def plan(self) -> Period:
        """Half-open, so that 10:00-12:00 and 12:00-14:00 don't clash."""
        return Period(self.start, self.end, "[)")

    @property
    def day(self) -> date:
        """The civil day in Brussels on which it starts."""
        return self.start.astimezone(clock.BRUSSELS).date()

    def moved(self, days: int) -> SessionPlan:
        """The same on another civil day, at the same hours on the clock."""
        return replace(
            self,
            start=_moved(self.start, days),
            end=_moved(self.end, days),
            breaks=[(_moved(begin, days), _moved(end, days)) for begin, end in self.breaks],
        )


def _moved(at: datetime, days: int) -> datetime:
    return at.astimezone(clock.BRUSSELS) + timedelta(days=days)


def takes_part(training: Training, organisation: Organisation, site: Site | None) -> Decision:
    """Whether an organisation (and vestiging) takes part in the project of a training."""
    places = ProjectPlace.objects.filter(
        project=training.project_id, organisation=organisation, active=True
    )
    if not places.exists():
        return no(_t("%s neemt niet deel aan dit project.") % organisation)
    if site is not None and not places.filter(site__isnull=True).exists():
        if not places.filter(site=site).exists():
            return no(_t("Deze vestiging neemt niet deel aan dit project."))
    return YES


def may_plan(
    by: Actor,
    training: Training,
    organisation: Organisation,
    *,
    plan: SessionPlan,
    site: Site | None = None,
    trainers: Sequence[Person] = (),
    participants: Sequence[Person] = (),
) -> Decision:
    """DWSE-organisatieverantwoordelijke of an organisation that takes part in the project."""
    return roles.prepares(by, organisation, site) & takes_part(training, organisation, site)


def facts_of_session(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The session with its training, organisation and day."""
    session = result if isinstance(result, Session) else args[0]
    assert isinstance(session, Session)
    return {
        "session": session.pk,
        "training": session.training,
        "organisation": session.organisation,
        "day": session.day,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "timereg.plan-session",
    label=_("Sessie plannen"),
    allow=may_plan,
    locks=("training",),
    sentence=_("{by} plande een sessie van {training} op {day} bij {organisation}."),
    about=facts_of_session,
)
def plan_session(
    by: Actor,
    training: Training,
    organisation: Organisation,
    *,
    plan: SessionPlan,
    site: Site | None = None,
    trainers: Sequence[Person] = (),
    participants: Sequence[Person] = (),
) -> Session:
    """Plan one session. A day in the past can be planned: registering it follows its own terms.

    Invalid when the training is not given any more, the plan is wrong (each at its field), or
    somebody sits elsewhere at that moment.
    """
    if not training.active or not training.project.active:
        raise Invalid({"training": _t("Deze opleiding wordt niet meer gegeven.")})
    refuse(faults_of(plan, training))
    session = Session(
        training=training,
        organisation=organisation,
        site=site,
        planned_at=clock.now(),
        **_fields(plan),
    )
    session.save()
    seat_all(by, session, Seating.TRAINER, trainers)
    seat_all(by, session, Seating.PARTICIPANT, participants)
    return session


def faults_of(
    plan: SessionPlan, training: Training, bounds: planning.Bounds | None = None
) -> Iterator[Finding]:
    """Everything that is wrong with a plan for a training, each at its field."""
    project = training.project
    where = (plan.place, plan.online, project.starts, project.ends)
    proposed = planning.Plan(plan.start, plan.end, plan.day, plan.breaks, *where)
    return planning.findings(proposed, bounds or bounds_on(plan.day, project.call.code))


def bounds_on(day: date, call: str) -> planning.Bounds:
    """How short and how long a session of a call may be on a day."""
    scope = {"call": call}
    return planning.Bounds(shortest_minutes.on(day, scope), longest_hours.on(day, scope))


def _fields(plan: SessionPlan) -> dict[str, object]:
    return {
        "plan": plan.plan,
        "day": plan.day,
        "breaks": [Period(begin, end, "[)") for begin, end in sorted(plan.breaks)],
        "place": plan.place.strip(),
        "online": plan.online,
        "link": plan.link.strip(),
        "note": plan.note.strip(),
    }


def may_change(by: Actor, session: Session, *, plan: SessionPlan) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.change-session",
    label=_("Sessie wijzigen"),
    allow=may_change,
    when=session_flow.at("planned", "reopened"),
    sentence=_("{by} wijzigde de sessie van {training} op {day} bij {organisation}."),
    about=facts_of_session,
)
def change_session(by: Actor, session: Session, *, plan: SessionPlan) -> Session:
    """Change when or where. A reopened one may be changed too, with ESF's permission (S0).

    Invalid as in :func:`plan_session`, and when a participant worked for a project at the new hours
    (T17).
    """
    refuse(faults_of(plan, session.training))
    seats = session.seats.filter(active=True)
    persons = [seat.person for seat in seats.select_related("person")]
    found = clashes(persons, plan.plan, session).first()
    if found is not None:
        raise Invalid({"start": clash_sentence(found, session.organisation)})
    refuse(coincidence.of_move(session, (plan.start, plan.end), plan.breaks))
    for name, value in _fields(plan).items():
        setattr(session, name, value)
    session.save(update_fields=list(_fields(plan)))
    seats.update(plan=plan.plan)
    emit(SessionChanged(session=session.pk))
    return session


def may_repeat(by: Actor, session: Session, *, days: Sequence[date]) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.repeat-session",
    label=_("Sessie herhalen"),
    allow=may_repeat,
    sentence=_("{by} herhaalde de sessie van {training} op {day} bij {organisation}."),
    about=facts_of_session,
)
def repeat_session(by: Actor, session: Session, *, days: Sequence[date]) -> list[Session]:
    """The same session, with the same people, on other days; all or nothing.

    Invalid with the day in front when one of them can't be planned.
    """
    if not days:
        raise Invalid({"days": _t("Kies minstens één dag.")})
    seats = list(session.seats.filter(active=True).select_related("person"))
    plan = plan_of(session)
    made = []
    for day in sorted(set(days)):
        try:
            made.append(
                plan_session(
                    by,
                    session.training,
                    session.organisation,
                    plan=plan.moved((day - session.day).days),
                    site=session.site,
                    trainers=[one.person for one in seats if one.part == Seating.TRAINER],
                    participants=[one.person for one in seats if one.part == Seating.PARTICIPANT],
                )
            )
        except Invalid as problem:
            told = " ".join(str(sentence) for sentence in problem.problems.values())
            raise Invalid({"days": f"{day:%d/%m/%Y}: {told}"}) from problem
    return made


def plan_of(session: Session) -> SessionPlan:
    """When and where a session is planned."""
    return SessionPlan(
        session.plan.lower,
        session.plan.upper,
        session.place,
        session.online,
        session.link,
        [(one.lower, one.upper) for one in session.breaks],
        session.note,
    )
