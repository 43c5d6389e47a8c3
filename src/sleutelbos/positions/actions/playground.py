"""The expert team plans, changes and calls off a speeltuin session (A15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.actions.playground_seats import check_before, move_up
from sleutelbos.positions.events import PlaygroundCancelled, PlaygroundChanged
from sleutelbos.positions.models import PlaygroundSession
from sleutelbos.positions.queries.onboarding_lines import experts
from sleutelbos.positions.queries.playground import free_number, taken
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_playground import playground_flow
from sleutelbos.register.public import Person

MOST_PLACES = 100  # in one session; a limit against a mistake, no rule
SECURE = "https://"


@dataclass(frozen=True)
class PlaygroundFacts:
    """What a session is. Day and hours are those of Brussels."""

    day: date
    begins: time
    ends: time
    places: int
    expert: Person
    link: str
    about: str

    def moment(self, hour: time) -> datetime:
        """An hour of its day."""
        return datetime.combine(self.day, hour, tzinfo=clock.BRUSSELS)

    def told(self) -> dict[str, object]:
        """As the fields of the table."""
        return {
            "starts": self.moment(self.begins), "ends": self.moment(self.ends),
            "places": self.places, "expert": self.expert, "link": self.link.strip(),
            "about": self.about.strip(),
        }  # fmt: skip


def may_plan(by: Actor, *, facts: PlaygroundFacts) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_session(
    result: PlaygroundSession, *args: object, **told: object
) -> Mapping[str, object]:
    """The session: when, and how many take part."""
    return {"session": result.pk, "at": result.starts, "places": result.places}


@action(
    "positions.plan-playground",
    label=_("Speeltuinsessie plannen"),
    allow=may_plan,
    locks=(),
    sentence=_("{by} plande een speeltuinsessie op {at}, met {places} plaatsen."),
    about=facts_of_session,
)
def plan_playground(by: Actor, *, facts: PlaygroundFacts) -> PlaygroundSession:
    """Invite the HR of the entities. Invalid for a moment that is over or ends before it begins,
    for an expert who is elsewhere then, and without a link or a description."""
    check_facts(facts)
    return PlaygroundSession.objects.create(**facts.told())


def may_change(by: Actor, session: PlaygroundSession, *, facts: PlaygroundFacts) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


@action(
    "positions.change-playground",
    label=_("Speeltuinsessie wijzigen"),
    allow=may_change,
    when=playground_flow.at("planned"),
    sentence=_("{by} wijzigde de speeltuinsessie van {at}, met {places} plaatsen."),
    about=facts_of_session,
)
def change_playground(
    by: Actor, session: PlaygroundSession, *, facts: PlaygroundFacts
) -> PlaygroundSession:
    """Change what was planned; who takes part is told of another moment, link or expert. With more
    places who waits moves up. Invalid as for a new one, once it began, and for fewer places than
    were taken."""
    check_before(session)
    check_facts(facts, but=session)
    seated = taken(session)
    if facts.places < seated:
        told = _t("Er zijn al %s plaatsen genomen. Kies een hoger aantal.")
        raise Invalid({"places": told % seated})
    for seat in session.seats.filter(number__gt=facts.places).order_by("number"):
        seat.number = free_number(session)  # a lower one: no more are taken than there will be
        seat.save(update_fields=["number"])
    shown = ("starts", "ends", "link", "expert_id")
    before = [getattr(session, name) for name in shown]
    for name, value in facts.told().items():
        setattr(session, name, value)
    moved = before != [getattr(session, name) for name in shown]
    if moved:
        session.version += 1
        session.reminded_at = None
    session.save()
    if moved:
        emit(PlaygroundChanged(session.pk))
    move_up(session)
    return session


def may_cancel(by: Actor, session: PlaygroundSession, *, reason: str) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


@action(
    "positions.cancel-playground",
    label=_("Speeltuinsessie afgelasten"),
    allow=may_cancel,
    move=playground_flow["cancel"],
    sentence=_("{by} gelastte de speeltuinsessie van {at} af."),
    about=facts_of_session,
)
def cancel_playground(by: Actor, session: PlaygroundSession, *, reason: str) -> PlaygroundSession:
    """Call a session off; everybody who signed up is told why. Invalid once it began, or without a
    reason."""
    check_before(session)
    if not reason.strip():
        raise Invalid({"reason": _t("Zeg waarom de sessie niet doorgaat.")})
    session.reason = reason.strip()
    session.version += 1
    session.save(update_fields=["reason", "version"])
    emit(PlaygroundCancelled(session.pk))
    return session


def check_facts(facts: PlaygroundFacts, *, but: PlaygroundSession | None = None) -> None:
    """Raise Invalid for what can't be a session."""
    if facts.ends <= facts.begins:
        told = _t("De sessie eindigt voor ze begint. Pas een van beide uren aan.")
        raise Invalid({"ends": told})
    starts, ends = facts.moment(facts.begins), facts.moment(facts.ends)
    if starts <= clock.now():
        raise Invalid({"day": _t("Dit moment is voorbij. Kies een dag en een uur die nog komen.")})
    if not 1 <= facts.places <= MOST_PLACES:
        raise Invalid({"places": _t("Kies een aantal van 1 tot %s.") % MOST_PLACES})
    if not experts().filter(pk=facts.expert.pk).exists():
        raise Invalid({"expert": _t("Kies iemand van het expertenteam.")})
    same = PlaygroundSession.objects.filter(
        expert=facts.expert, state="planned", starts__lt=ends, ends__gt=starts
    )
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Invalid({"expert": _t("Deze expert begeleidt dan al een andere sessie.")})
    if not facts.link.strip().startswith(SECURE):
        raise Invalid({"link": _t("De link begint met https://.")})
    if not facts.about.strip():
        raise Invalid({"about": _t("Schrijf wat de deelnemers in de sessie doen.")})
