"""Requests for a right as pages need them: who asks, who decides, by when, what is offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, prefetch_related_objects

from sleutelbos.access import queries, rules, terms
from sleutelbos.access.models import Application, Grant, Right, RightRequest, Role
from sleutelbos.access.policies import request_days
from sleutelbos.access.ports import asks_for_another
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.queries.posts import Holder
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.public import (
    Organisation,
    Person,
    key_in,
    organisations_by_number_or_name,
    target_groups_of,
)
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.policies.registry import NoValue


def requests_at(by: Actor, organisation: Organisation) -> QuerySet[RightRequest]:
    """All requests at an organisation of which the actor is beheerder, the oldest first."""
    return (
        RightRequest.objects.filter(
            organisation=organisation,
            organisation__in=queries.administered_organisations(by),
        )
        .select_related("person", "asked_by", "organisation", "right__application", "decided_by")
        .prefetch_related("roles")
        .order_by("asked_at", "pk")
    )


def asked_at(
    by: Actor, organisation: Organisation, right: str, role: str, persons: Iterable[int]
) -> dict[int, RightRequest]:
    """Person → the last request of a role there; for who may ask it for them, else nothing."""
    if not asks_for_another(by, right, organisation.pk):
        return {}
    rows = RightRequest.objects.filter(
        organisation=organisation, right__code=right, roles__code=role, person__in=list(persons)
    )
    rows = rows.exclude(state="withdrawn").select_related("person", "asked_by", "decided_by")
    return {row.person_id: row for row in rows.order_by("asked_at", "pk")}


def to_decide(by: Actor, rows: Iterable[RightRequest]) -> list[RightRequest]:
    """Of these, the open requests on which the actor may decide himself. No query."""
    return [row for row in rows if row.state == "open" and rules.decides(by, row)]


def held_already(by: Actor, request: RightRequest) -> list[Grant]:
    """What the person holds there now of the same application: it stands in the claim too."""
    now = clock.now()
    return list(
        queries.grants_in(by, request.organisation)
        .filter(
            relation__person=request.person_id,
            role__right__application=request.right.application_id,
            valid__contains=now,
            relation__valid__contains=now,
        )
        .select_related("relation__site")
    )


def own_requests(by: Actor) -> QuerySet[RightRequest]:
    """What the actor asked for himself or for another, or another for him; the latest first."""
    return (
        RightRequest.objects.filter(Q(person=_key(by)) | Q(asked_by=_key(by)))
        .select_related("person", "asked_by", "organisation", "right__application", "decided_by")
        .prefetch_related("roles")
        .order_by("-asked_at", "pk")
    )


def requests_seen(by: Actor) -> QuerySet[RightRequest]:
    """Requests that the actor may see: own ones, and those of organisations that he administers."""
    mine = (
        Q(person=_key(by))
        | Q(asked_by=_key(by))
        | Q(organisation__in=queries.administered_organisations(by))
    )
    return RightRequest.objects.filter(mine).select_related(
        "person", "organisation", "right__application"
    )


def _key(by: Actor) -> int:
    """The actor's key; one that nobody has for who is no person."""
    return by.pk if by.pk is not None else 0


@dataclass(frozen=True)
class Terms:
    """Until when requests should be decided; the dated values of the policy, read once."""

    values: tuple[tuple[DateRange, int], ...]

    @classmethod
    def read(cls) -> Terms:
        """One query, however many requests follow."""
        rows = PolicyValue.objects.filter(name=request_days.name, scope_kind="")
        return cls(tuple((row.valid, row.value) for row in rows))

    def due_on(self, request: RightRequest) -> date:
        """The last day on which the request should be decided, by the value of its own day."""
        asked = request.asked_at.astimezone(clock.BRUSSELS).date()
        days = next((days for valid, days in self.values if asked in valid), None)
        if days is None:
            raise NoValue(f"policy {request_days.name} has no value on {asked}")
        return terms.working_days_after(asked, days)


def deciders(by: Actor, organisation: Organisation, right: Right) -> list[Holder]:
    """Who decides on a request of the actor: one line per person, himself left out."""
    found: dict[int, Holder] = {}
    for holder in queries_posts.givers_of(organisation, right):
        if holder.person.pk != by.pk:
            found.setdefault(holder.person.pk, holder)
    return list(found.values())


def askable_rights(organisation: Organisation) -> list[Right]:
    """The rights that exist for an organisation, by application."""
    rights = (
        Right.objects.filter(
            active=True, target_groups__overlap=sorted(target_groups_of(organisation))
        )
        .select_related("application")
        .order_by("application__name", "name", "pk")
    )
    prefetch_related_objects([organisation], "identifiers")
    return [right for right in rights if rules.offered_to(right, organisation)]


def own_organisations(by: Actor) -> QuerySet[Organisation]:
    """Organisations to which the actor is tied now."""
    if by.pk is None:
        return Organisation.objects.none()
    return queries.organisations_of(by.pk).prefetch_related(
        "target_groups__identifier", "identifiers"
    )


def organisations_found(by: Actor, text: str) -> QuerySet[Organisation]:
    """Active organisations with this name or number; that is public for who signed in."""
    return (
        organisations_by_number_or_name(by, text)
        .filter(status="active")
        .prefetch_related("target_groups__identifier", "identifiers")
    )


def organisation_by_uid(uid: UUID) -> Organisation | None:
    """Any active organisation: names and numbers of organisations are public."""
    return Organisation.objects.filter(uid=uid, status="active").first()


def organisation_of_key(target_group: str, key: str) -> Organisation | None:
    """The organisation that has this number in a doelgroep (old deep links: ``dg`` and ``oc``)."""
    digits = key.replace(".", "").replace(" ", "").upper()
    found = Organisation.objects.filter(
        target_groups__identifier__value=digits, status="active"
    ).distinct()
    if not target_group:
        return found.order_by("pk").first()
    fits = (one for one in found.order_by("pk") if key_in(one, target_group) == digits)
    return next(fits, None)


def right_by_code(code: str) -> Right | None:
    """A right by its own code."""
    return Right.objects.filter(code__iexact=code).select_related("application").first()


def right_of_application(code: str) -> Right | None:
    """The right of an application that has only one (old deep links: ``an``)."""
    applications = Application.objects.filter(Q(code__iexact=code) | Q(scope__iexact=code))
    rights = list(
        Right.objects.filter(application__in=applications, active=True).select_related(
            "application"
        )[:2]
    )
    return rights[0] if len(rights) == 1 else None


def roles_by_code(right: Right, organisation: Organisation, codes: list[str]) -> list[Role]:
    """Roles of a right that exist there and are named by their code, in capitals or not."""
    wanted = {code.lower() for code in codes}
    return [role for role in queries.roles_for(right, organisation) if role.code.lower() in wanted]


def person_of(by: Actor) -> Person | None:
    """The person behind the actor."""
    return Person.objects.filter(pk=by.pk).first() if by.pk is not None else None
