"""Who still lacks the role that he needs, and whether somebody asked for it (T19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sleutelbos.access.public import RightRequest, Role, asked_at
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg import names
from sleutelbos.timereg.models import ProjectMember, Session
from sleutelbos.timereg.queries.seats import trainers_ready
from sleutelbos.timereg.queries.staff import with_role
from sleutelbos.timereg.states import Seating

OF_MEMBER = (("person", names.STAFF), ("supervisor", names.SUPERVISOR))


@dataclass(frozen=True)
class Lacking:
    """Somebody without a role there; ``asked`` is the last time that somebody asked for it."""

    person: Person
    role: str
    asked: RightRequest | None


def trainers_lacking(by: Actor, session: Session) -> list[Lacking]:
    """The trainers of a session who don't hold the role of trainer when it starts."""
    seats = session.seats.filter(part=Seating.TRAINER, active=True).select_related("person")
    ready = trainers_ready(session)
    missing = [seat.person for seat in seats.order_by("pk") if seat.person_id not in ready]
    return _with_requests(by, session.organisation, names.TRAINER, missing)


def of_member(by: Actor, member: ProjectMember) -> list[Lacking]:
    """The medewerker and his leidinggevende, each when he lacks his role at the organisation."""
    found: list[Lacking] = []
    for field, role in OF_MEMBER:
        person = getattr(member, field)
        held = with_role(role, member.organisation_id, member.site_id)
        if not held.filter(pk=person.pk).exists():
            found += _with_requests(by, member.organisation, role, [person])
    return found


def _with_requests(
    by: Actor, organisation: Organisation, role: str, persons: Iterable[Person]
) -> list[Lacking]:
    people = list(persons)
    if not people:
        return []
    asked = asked_at(by, organisation, names.PLATOS, role, [one.pk for one in people])
    return [Lacking(one, role, asked.get(one.pk)) for one in people]


def role_of(code: str) -> Role:
    """A role of Platos-tijdsregistratie with its right."""
    return Role.objects.select_related("right__application").get(
        right__code=names.PLATOS, code=code
    )
