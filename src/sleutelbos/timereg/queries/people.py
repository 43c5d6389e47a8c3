"""Who can be put on a project, who can lead, and what somebody still lacks (T12, T19)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person
from sleutelbos.timereg import names
from sleutelbos.timereg.models import ProjectMember, ProjectPlace
from sleutelbos.timereg.queries import limits as queries_limits
from sleutelbos.timereg.queries.staff import kept_by, related, user_by_number, with_role
from sleutelbos.timereg.rules.limits import Balance


def users_of(places: Iterable[ProjectPlace]) -> list[Person]:
    """The users of the organisations that take part there, by name."""
    found: dict[int, Person] = {}
    for organisation in {place.organisation_id for place in places}:
        found.update({person.pk: person for person in related(organisation)})
    return _by_name(found.values())


def leaders_of(places: Iterable[ProjectPlace]) -> list[Person]:
    """Who may lead there: DWSE-projectverantwoordelijken; without any, every user."""
    found: dict[int, Person] = {}
    rows = list(places)
    for organisation, site in {(place.organisation_id, place.site_id) for place in rows}:
        held = with_role(names.SUPERVISOR, organisation, site)
        found.update({person.pk: person for person in held})
    return _by_name(found.values()) if found else users_of(rows)


def leaders_for(member: ProjectMember) -> list[Person]:
    """Who may lead this medewerker; his present leidinggevende is always there."""
    place = ProjectPlace(organisation=member.organisation, site=member.site)
    found = {person.pk: person for person in leaders_of([place])}
    found[member.supervisor_id] = member.supervisor
    found.pop(member.person_id, None)
    return _by_name(found.values())


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda one: (one.family_name, one.given_name, one.pk))


def chosen_person(by: Actor, place: ProjectPlace, listed: Person | None, number: str) -> Person:
    """The person who was chosen in a list, or whose number was typed. Invalid for neither."""
    if number:
        return user_by_number(by, place.organisation, number)
    if listed is None:
        raise Invalid({"person": _("Kies een medewerker, of vul zijn nummer in.")})
    return listed


def is_on(place: ProjectPlace, person: Person) -> bool:
    """Whether somebody stands on the project already, and works."""
    rows = ProjectMember.objects.filter(project=place.project, person=person, active=True)
    return rows.exists()


def year_of(member: ProjectMember) -> Balance:
    """The hours of this year of the medewerker, over everything."""
    return queries_limits.balance_of(member.person_id, clock.today(), member.project.call.code)


def other_members(by: Actor, member: ProjectMember) -> list[Person]:
    """Other persons who work on a project for the same organisation: one may be the same person."""
    rows = kept_by(by).filter(organisation=member.organisation).exclude(person=member.person_id)
    return _by_name({row.person_id: row.person for row in rows}.values())
