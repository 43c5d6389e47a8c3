"""HR of an entity signs up for a speeltuin session and off again; who waits moves up (A15)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.positions.events import PlaygroundNear, PlaygroundSeatTaken
from sleutelbos.positions.models import PlaygroundSeat, PlaygroundSession
from sleutelbos.positions.policies import playground_days
from sleutelbos.positions.ports import playground
from sleutelbos.positions.queries.playground import free_number, waiting_in
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_playground import playground_flow
from sleutelbos.register.public import Organisation, Person


def may_sign_up(
    by: Actor, session: PlaygroundSession, organisation: Organisation, *, waits: bool
) -> Decision:
    """HR of the entity, or one who reads there."""
    return roles.plays(by, organisation.pk)


def facts_of_seat(
    result: PlaygroundSeat, session: PlaygroundSession, organisation: Organisation, **told: object
) -> Mapping[str, object]:
    """The session, and for which entity."""
    return {"session": session.pk, "at": session.starts, "organisation": organisation}


@action(
    "positions.join-playground",
    label=_("Inschrijven voor een speeltuinsessie"),
    allow=may_sign_up,
    when=playground_flow.at("planned"),
    sentence=_("{by} schreef zich voor {organisation} in voor de speeltuinsessie van {at}."),
    about=facts_of_seat,
)
def join_playground(
    by: Actor, session: PlaygroundSession, organisation: Organisation, *, waits: bool
) -> PlaygroundSeat:
    """Take a place; with ``waits`` the waiting list will do. Invalid when it began, when one is on
    the list already, or when it is full and one doesn't wait."""
    assert by.pk is not None  # who holds a role is a person
    check_before(session)
    if session.seats.filter(person=by.pk).exists():
        raise Invalid(_t("U bent al ingeschreven voor deze sessie."))
    number = free_number(session)
    if number is None and not waits:
        raise Invalid(_t("De sessie is volzet. Zet u op de wachtlijst."))
    seat = PlaygroundSeat.objects.create(
        session=session, person_id=by.pk, organisation=organisation, number=number,
        asked_at=clock.now(),
    )  # fmt: skip
    emit(PlaygroundSeatTaken(seat.pk))
    return seat


def may_sign_off(by: Actor, seat: PlaygroundSeat) -> Decision:
    """Whose it is."""
    return when(seat.person_id == by.pk, _("Deze inschrijving is van iemand anders."))


def facts_of_leaving(result: None, seat: PlaygroundSeat) -> Mapping[str, object]:
    """The session."""
    return {"session": seat.session_id, "at": seat.session.starts}


@action(
    "positions.leave-playground",
    label=_("Uitschrijven voor een speeltuinsessie"),
    allow=may_sign_off,
    locks=("seat.session", "seat"),
    sentence=_("{by} schreef zich uit voor de speeltuinsessie van {at}."),
    about=facts_of_leaving,
)
def leave_playground(by: Actor, seat: PlaygroundSeat) -> None:
    """Give the place back; who waits longest gets it. Invalid once the session began."""
    check_before(seat.session)
    PlaygroundSeat.objects.filter(pk=seat.pk).delete()
    move_up(seat.session)


def may_enter(by: Actor, session: PlaygroundSession) -> Decision:
    """Who has a place in the session, and the expert team."""
    seated = session.seats.filter(person=by.pk or 0, number__isnull=False).exists()
    return when(seated, _("Alleen wie een plaats heeft, gaat naar binnen.")) | roles.is_expert(by)


def facts_of_entry(result: str, session: PlaygroundSession) -> Mapping[str, object]:
    """The session; not the address, which is a key."""
    return {"session": session.pk, "at": session.starts}


@action(
    "positions.enter-playground",
    label=_("Naar de eigen speeltuin gaan"),
    allow=may_enter,
    when=playground_flow.at("planned"),
    sentence=_("{by} ging naar zijn speeltuin, voor de sessie van {at}."),
    about=facts_of_entry,
)
def enter_playground(by: Actor, session: PlaygroundSession) -> str:
    """The address of one's own sandbox, from the day of sign-up to some days after the session.
    Invalid without a speeltuin, or when the session is long over."""
    place, days = playground(), playground_days.on(clock.today())
    if place is None:
        raise Invalid(_t("Er is hier geen speeltuin. Gebruik de link van de sessie."))
    if session.ends + timedelta(days=days) <= clock.now():
        raise Invalid(_t("Deze sessie is te lang voorbij. Schrijf u in voor een andere."))
    assert by.pk is not None  # who has a place is a person, and so is an expert
    return place.address(Person.objects.get(pk=by.pk).uid, days)


def may_remind(by: Actor, session: PlaygroundSession) -> Decision:
    """The clock."""
    return is_system(by)


def facts_of_reminder(result: None, session: PlaygroundSession) -> Mapping[str, object]:
    """The session."""
    return {"session": session.pk, "at": session.starts}


@action(
    "positions.remind-playground",
    label=_("Aan een speeltuinsessie herinneren"),
    allow=may_remind,
    when=playground_flow.at("planned"),
    sentence=_("{by} herinnerde de deelnemers aan de speeltuinsessie van {at}."),
    about=facts_of_reminder,
)
def remind_playground(by: Actor, session: PlaygroundSession) -> None:
    """Remind who takes part, once."""
    if session.reminded_at is None:
        session.reminded_at = clock.now()
        session.save(update_fields=["reminded_at"])
        emit(PlaygroundNear(session.pk))


def check_before(session: PlaygroundSession) -> None:
    """Raise Invalid for a session that began."""
    if session.starts <= clock.now():
        raise Invalid(_t("Deze sessie is begonnen of voorbij."))


def move_up(session: PlaygroundSession) -> None:
    """Give free places to who waits, the longest first. The caller holds the session."""
    if session.state != "planned":
        return
    for seat in waiting_in(session):
        number = free_number(session)
        if number is None:
            return
        seat.number = number
        seat.save(update_fields=["number"])
        emit(PlaygroundSeatTaken(seat.pk))
