"""The role claim that a visit would get now."""

from __future__ import annotations

from django.db.models import Q

from sleutelbos.access.public import AccessPower, Right
from sleutelbos.access.public import claims as shapes
from sleutelbos.kernel import clock
from sleutelbos.register.public import TargetGroupMembership
from sleutelbos.signin.models import ClientSession


def claims_now(visit: ClientSession) -> dict[str, list[str]]:
    """Claim name → its values, in the form of the client's application."""
    application = visit.client.application
    rights = Right.objects.filter(
        application=application, sign_in_level__lte=visit.session.level
    ).values("code")
    memberships = TargetGroupMembership.objects.filter(
        target_group=visit.target_group, valid__contains=clock.today()
    )
    here = Q() if visit.organisation_id is None else Q(organisation=visit.organisation_id)
    keys = dict(memberships.filter(here).values_list("organisation", "identifier__value"))
    held = AccessPower.objects.filter(
        here, person=visit.session.person, right__in=rights, valid__contains=clock.now()
    ).values_list("right", "role", "organisation", "site__number")
    knows = application.knows_sites
    facts = [
        shapes.RoleFact(right, role, shapes.told_key(keys[place] or "", site, knows_sites=knows))
        for right, role, place, site in held
        if place in keys
    ]
    values = shapes.role_values if visit.organisation_id else shapes.grouped_role_values
    return {application.claim: values(facts, application.claim_form)}
