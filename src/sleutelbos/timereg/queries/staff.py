"""Staff, prestaties and toewijzingen that somebody may see (X5, T11): one place for all screens.

A promotor sees the medewerkers of his own organisation; the promotor of a project sees the
prestaties and toewijzingen of all its organisations. A leidinggevende sees those of his people, a
medewerker his own. Who is registered at a vestiging sees only what is of that vestiging.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sleutelbos.access.public import AccessPower, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor, Scope, system
from sleutelbos.register.public import Organisation, Person, person_by_insz
from sleutelbos.timereg import names
from sleutelbos.timereg.models import (
    Allocation,
    MergeRecord,
    Project,
    ProjectMember,
    ProjectPlace,
    WorkEntry,
)
from sleutelbos.timereg.queries.scope import NOTHING, projects_for, within
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Method, Part


def of_member(scopes: Iterable[Scope]) -> Q:
    """Rows whose member works for an organisation (and vestiging) that one of the scopes covers."""
    found = NOTHING
    for scope in scopes:
        here = Q(member__organisation=scope.organisation)
        found |= here if scope.site is None else here & Q(member__site=scope.site)
    return found


def promoted(by: Actor, project: str) -> Exists:
    """Whether the actor prepares for the promotor of the project to which the path leads."""
    return Exists(
        ProjectPlace.objects.filter(
            within(roles.scopes(by, names.PROMOTER)),
            project=OuterRef(project),
            part=Part.PROMOTER,
            active=True,
        )
    )


def members_for(by: Actor) -> QuerySet[ProjectMember]:
    """Medewerkers that the actor may see; doubles that were merged are left out."""
    rows = ProjectMember.objects.filter(merged_into=None).select_related(
        "project__call", "organisation", "site", "person", "supervisor"
    )
    if roles.works_for_esf(by):
        return rows
    return rows.filter(
        within(roles.scopes(by, names.PROMOTER))
        | (within(roles.scopes(by, names.SUPERVISOR)) & Q(supervisor=by.pk))
        | (within(roles.scopes(by, names.STAFF)) & Q(person=by.pk))
    )


def kept_by(by: Actor) -> QuerySet[ProjectMember]:
    """Medewerkers of the organisations for which the actor is promotor."""
    return members_for(by).filter(within(roles.scopes(by, names.PROMOTER)))


def _sight(by: Actor) -> Q:
    return (
        of_member(roles.scopes(by, names.PROMOTER))
        | Q(promoted(by, "member__project"))
        | (of_member(roles.scopes(by, names.SUPERVISOR)) & Q(member__supervisor=by.pk))
        | (of_member(roles.scopes(by, names.STAFF)) & Q(person=by.pk))
    )


JOINED = (
    "member__project__call",
    "member__organisation",
    "member__site",
    "member__supervisor",
    "member__person",
    "person",
)


def entries_for(by: Actor) -> QuerySet[WorkEntry]:
    """Prestaties that the actor may see."""
    rows = WorkEntry.objects.select_related(*JOINED, "approved_by")
    return rows if roles.works_for_esf(by) else rows.filter(_sight(by))


def allocations_for(by: Actor) -> QuerySet[Allocation]:
    """Toewijzingen that the actor may see."""
    rows = Allocation.objects.select_related(*JOINED, "entered_by")
    return rows if roles.works_for_esf(by) else rows.filter(_sight(by))


def merges_for(by: Actor) -> QuerySet[MergeRecord]:
    """Merges of doubles in the organisations for which the actor is promotor, as a whole."""
    whole = [scope for scope in roles.scopes(by, names.PROMOTER) if scope.site is None]
    rows = MergeRecord.objects.select_related("organisation", "kept", "gone", "merged_by")
    return rows.filter(organisation__in=[scope.organisation for scope in whole])


def own_members(by: Actor) -> QuerySet[ProjectMember]:
    """The projects on which the actor works himself, in his present capacity."""
    return members_for(by).filter(
        within(roles.scopes(by, names.STAFF)), person=by.pk, active=True, project__active=True
    )


def hour_members(by: Actor) -> list[ProjectMember]:
    """Those of them on which he enters hours."""
    rows = own_members(by).filter(project__method=Method.HOURS)
    return list(rows.order_by("project__number"))


def own_entries(by: Actor) -> QuerySet[WorkEntry]:
    """The actor's own prestaties, what was withdrawn or set aside too."""
    return entries_for(by).filter(of_member(roles.scopes(by, names.STAFF)), person=by.pk)


def to_approve(by: Actor) -> QuerySet[WorkEntry]:
    """Prestaties that wait for the actor as leidinggevende."""
    return entries_for(by).filter(
        of_member(roles.scopes(by, names.SUPERVISOR)),
        member__supervisor=by.pk,
        state="presented",
        aside=False,
    )


def to_deliver(by: Actor) -> QuerySet[WorkEntry]:
    """Approved prestaties that the actor may hand to ESF."""
    return entries_for(by).filter(promoted(by, "member__project"), state="approved", aside=False)


def promoted_projects(by: Actor) -> QuerySet[Project]:
    """Projects of which the actor's organisation is the promotor."""
    return projects_for(by).filter(promoted(by, "pk"))


def places_for(by: Actor) -> QuerySet[ProjectPlace]:
    """Where the actor may put somebody on a project: own organisations that take part in it."""
    return (
        ProjectPlace.objects.filter(
            within(roles.scopes(by, names.PROMOTER)), active=True, project__active=True
        )
        .select_related("project", "organisation", "site")
        .order_by("project__number", "pk")
    )


def with_role(role: str, organisation: int, site: int | None) -> QuerySet[Person]:
    """Persons who hold a role of Platos-tijdsregistratie there at this moment, by name."""
    held = AccessPower.objects.filter(
        right=names.PLATOS, role=role, organisation=organisation, valid__contains=clock.now()
    ).filter(Q(site=None) | Q(site=site))
    rows = Person.objects.filter(pk__in=held.values("person"))
    return rows.order_by("family_name", "given_name", "pk")


def related(organisation: int) -> QuerySet[Person]:
    """Persons with a werkrelatie there now: the users of the organisation."""
    rows = WorkRelation.objects.filter(organisation=organisation, valid__contains=clock.now())
    return Person.objects.filter(pk__in=rows.values("person")).order_by(
        "family_name", "given_name", "pk"
    )


def user_by_number(by: Actor, organisation: Organisation, number: str) -> Person:
    """A user of the organisation by his number; the house looks, and tells of nobody else.

    Invalid at ``insz`` for who is no user there, in the same words whether he is known or not.
    """
    house = system("timereg", on_behalf_of=by.ref)
    found = person_by_insz(house, number)
    person = found.person
    if person is None or not related(organisation.pk).filter(pk=person.pk).exists():
        raise Invalid({"insz": not_a_user(organisation)})
    return person


def not_a_user(organisation: Organisation) -> str:
    """What to do with who is no user of the organisation yet."""
    return _(
        "Deze persoon is nog geen gebruiker van %(organisation)s. Vraag uw lokale beheerder om een"
        " werkrelatie en het recht Platos-tijdsregistratie."
    ) % {"organisation": organisation}


def by_uids(rows: QuerySet[WorkEntry], keys: Iterable[str]) -> list[WorkEntry]:
    """Of these rows the ones with these public keys; what is no key is nobody's."""
    good = []
    for key in keys:
        try:
            good.append(UUID(key))
        except ValueError:
            continue
    return list(rows.filter(uid__in=good).order_by("day", "pk"))


def allocatable(by: Actor) -> QuerySet[ProjectMember]:
    """Medewerkers of the own organisation in projects that work with toewijzingen."""
    return kept_by(by).filter(project__method=Method.PERCENTAGE)


def archived_by_key(by: Actor, member: ProjectMember, key: str) -> Allocation | None:
    """A toewijzing of the medewerker that ESF archived, by its public key."""
    try:
        uid = UUID(key)
    except ValueError:
        return None
    rows = allocations_for(by).filter(member=member, state="archived")
    return rows.filter(uid=uid).first()
