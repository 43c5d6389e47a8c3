"""Snel recht toekennen: person, werkrelatie and right in one go (G09)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.checks import check_period
from sleutelbos.access.actions.grants import grant_right
from sleutelbos.access.actions.newcomers import Newcomer, keep_address, person_of
from sleutelbos.access.actions.relations import add_relation, relation_on
from sleutelbos.access.models import Grant, Right, Role
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site


def may_quick_grant(
    by: Actor,
    organisation: Organisation,
    *,
    person: Person | None,
    newcomer: Newcomer | None,
    right: Right,
    roles: Sequence[Role],
    period: Period,
    relation_kind: str = RelationKind.PERMANENT,
    site: Site | None = None,
    email: str = "",
    reason: str = "",
) -> Decision:
    """May give out the right there, and the right exists for that organisation."""
    return rules.grants(by, right, organisation, site) & rules.offered_to(right, organisation)


def facts_of_quick_grant(
    result: list[Grant], organisation: Organisation, **kwargs: object
) -> dict[str, object]:
    """Person, organisation, right, roles and period."""
    return {
        "person": result[0].relation.person,
        "organisation": organisation,
        "right": kwargs["right"],
        "roles": kwargs["roles"],
        "period": kwargs["period"],
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.quick-grant",
    label=_("Snel recht toekennen"),
    allow=may_quick_grant,
    locks=("organisation",),
    sentence=_("{by} gaf {person} het recht {right} ({roles}) bij {organisation}, {period}."),
    about=facts_of_quick_grant,
)
def quick_grant(
    by: Actor,
    organisation: Organisation,
    *,
    person: Person | None,
    newcomer: Newcomer | None,
    right: Right,
    roles: Sequence[Role],
    period: Period,
    relation_kind: str = RelationKind.PERMANENT,
    site: Site | None = None,
    email: str = "",
    reason: str = "",
) -> list[Grant]:
    """Grant a right; adds the person and the werkrelatie on the way, all or nothing.

    Give ``person`` or ``newcomer``. ``email`` is kept when the person has no address yet. Invalid
    as in ``register.add-person``, :func:`add_relation` and :func:`grant_right`.
    """
    period = check_period(period)
    who = person_of(by, person, newcomer)
    relation = relation_on(organisation, who, period) or add_relation(
        by,
        organisation,
        who,
        kind=relation_kind,
        period=Period(period.lower, None, "[)"),
        site=site,
        reason=reason,
    )
    keep_address(by, who, email)
    return grant_right(by, relation, right, roles=roles, period=period, site=site, reason=reason)
