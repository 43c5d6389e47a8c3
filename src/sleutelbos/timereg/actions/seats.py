"""Who takes part: put trainers and participants on a session, take them off (T04, T05, T19)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Person, add_person
from sleutelbos.timereg.actions.codes import give_code
from sleutelbos.timereg.events import TrainerSeated
from sleutelbos.timereg.models import Seat, Session
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries.seats import clash_sentence, clashes
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Seating, session_flow
from sleutelbos.tools.policies import refuse

OPEN = ("planned", "running", "done", "reopened")


def seat_all(
    by: Actor,
    session: Session,
    part: Seating,
    persons: Sequence[Person],
    *,
    substitute: bool = False,
) -> list[Seat]:
    """Put persons on a session, within an action; who sits there already stays as he is.

    Invalid when somebody died, is both trainer and participant, sits elsewhere at that moment, or
    worked for a project then (T17).
    """
    if not persons:
        return []
    field = "trainers" if part == Seating.TRAINER else "participants"
    wanted = {person.pk: person for person in persons}
    there = {seat.person_id: seat for seat in session.seats.filter(person__in=wanted)}
    for seat in there.values():
        if seat.part != part:
            sentence = _t("%s kan niet tegelijk opleider en deelnemer zijn.")
            raise Invalid({field: sentence % wanted[seat.person_id].name})
    gone = next((one for one in persons if one.deceased_on is not None), None)
    if gone is not None:
        raise Invalid({field: _t("%s is overleden.") % gone.name})
    _check_elsewhere(session, part, field, list(wanted.values()))
    back = [seat.pk for seat in there.values() if not seat.active]
    Seat.objects.filter(pk__in=back).update(active=True, plan=session.plan)
    now = clock.now()
    made = Seat.objects.bulk_create(
        Seat(
            session=session,
            person=person,
            part=part,
            plan=session.plan,
            substitute=substitute,
            added_at=now,
        )
        for person in wanted.values()
        if person.pk not in there
    )
    for seat in made:
        if part == Seating.PARTICIPANT:
            give_code(session, seat.person)
        else:
            emit(TrainerSeated(seat=seat.pk))
    return list(session.seats.filter(person__in=wanted))


def _check_elsewhere(
    session: Session, part: Seating, field: str, persons: Sequence[Person]
) -> None:
    """Nobody sits on another session at that moment, or worked for a project then."""
    found = clashes(persons, session.plan, session).order_by("plan", "pk").first()
    if found is not None:
        raise Invalid({field: clash_sentence(found, session.organisation)})
    if part == Seating.PARTICIPANT:
        refuse(coincidence.of_seats(session, persons))


def may_seat(by: Actor, session: Session, *, part: Seating, persons: Sequence[Person]) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


def facts_of_seats(result: object, session: Session, **kwargs: object) -> dict[str, object]:
    """The session and who was put on it."""
    found = result if isinstance(result, list) else [result]
    return {
        "persons": [seat.person for seat in found if isinstance(seat, Seat)],
        "training": session.training,
        "organisation": session.organisation,
        "day": session.day,
    }


@action(
    "timereg.seat-persons",
    label=_("Personen op een sessie zetten"),
    allow=may_seat,
    when=session_flow.at(*OPEN),
    sentence=_("{by} zette {persons} op de sessie van {training} op {day} bij {organisation}."),
    about=facts_of_seats,
)
def seat_persons(
    by: Actor, session: Session, *, part: Seating, persons: Sequence[Person]
) -> list[Seat]:
    """Put known persons on a session; a participant gets a code by mail the first time (T05)."""
    if not persons:
        raise Invalid({"persons": _t("Kies minstens één persoon.")})
    return seat_all(by, session, part, persons)


def may_seat_newcomer(by: Actor, session: Session, *, newcomer: Newcomer) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.seat-newcomer",
    label=_("Nieuwe deelnemer inschrijven"),
    allow=may_seat_newcomer,
    when=session_flow.at(*OPEN),
    sentence=_("{by} zette {persons} op de sessie van {training} op {day} bij {organisation}."),
    about=facts_of_seats,
)
def seat_newcomer(by: Actor, session: Session, *, newcomer: Newcomer) -> Seat:
    """Add somebody to the register by his number and put him on the session as participant.

    Invalid as in ``register.add-person`` and :func:`seat_all`.
    """
    person = add_person(
        by,
        newcomer.insz,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        email=newcomer.email,
        language=newcomer.language,
    )
    return seat_all(by, session, Seating.PARTICIPANT, [person])[0]


def may_unseat(by: Actor, session: Session, *, seat: Seat) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


def facts_of_seat(result: object, session: Session, *, seat: Seat) -> dict[str, object]:
    """The session and who was taken off."""
    return facts_of_seats(seat, session)


@action(
    "timereg.unseat",
    label=_("Iemand van een sessie halen"),
    allow=may_unseat,
    when=session_flow.at(*OPEN),
    sentence=_("{by} haalde {persons} van de sessie van {training} op {day} bij {organisation}."),
    about=facts_of_seat,
)
def unseat(by: Actor, session: Session, *, seat: Seat) -> None:
    """Take somebody off. What was registered of him stays to be read, and doesn't count."""
    if seat.session_id != session.pk:
        raise Invalid(_t("Deze persoon zit niet op deze sessie."))
    if seat.events.exists():
        seat.active = False
        seat.save(update_fields=["active"])
    else:
        seat.delete()


def may_substitute(by: Actor, session: Session, *, person: Person) -> Decision:
    """DWSE-organisatieverantwoordelijke there, or a trainer of the session who can't go on."""
    return roles.prepares(by, session.organisation, session.site) | roles.trains(by, session)


@action(
    "timereg.substitute-trainer",
    label=_("Vervangende opleider aanduiden"),
    allow=may_substitute,
    when=session_flow.at("planned", "running"),
    sentence=_(
        "{by} duidde {persons} aan als vervangende opleider van {training} op {day} bij"
        " {organisation}."
    ),
    about=facts_of_seats,
)
def substitute_trainer(by: Actor, session: Session, *, person: Person) -> Seat:
    """Somebody comes in for a trainer, marked as such. He needs the right of trainer himself."""
    return seat_all(by, session, Seating.TRAINER, [person], substitute=True)[0]
