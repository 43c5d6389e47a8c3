"""Rights: grant, change the period, withdraw (G01, G08, G10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.checks import (
    check_active,
    check_alive,
    check_order,
    check_period,
    check_site,
)
from sleutelbos.access.actions.relations import cut_or_remove
from sleutelbos.access.events import GrantChanged, GrantWithdrawn, RightGranted
from sleutelbos.access.models import Grant, Right, Role, WorkRelation
from sleutelbos.access.states import Source
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Site, target_groups_of


def may_grant(
    by: Actor,
    relation: WorkRelation,
    right: Right,
    *,
    roles: Sequence[Role],
    period: Period,
    site: Site | None = None,
    reason: str = "",
    source: str = Source.MANUAL,
) -> Decision:
    """May give out the right there, and the right exists for that organisation."""
    where = site or relation.site
    return rules.grants(by, right, relation.organisation, where) & rules.offered_to(
        right, relation.organisation
    )


def facts_of_granting(
    result: list[Grant], relation: WorkRelation, right: Right, **kwargs: object
) -> dict[str, object]:
    """Person, organisation, right, roles and period."""
    return {
        "person": relation.person,
        "organisation": relation.organisation,
        "right": right,
        "roles": [grant.role for grant in result],
        "site": kwargs.get("site"),
        "period": kwargs["period"],
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.grant-right",
    label=_("Recht toekennen"),
    allow=may_grant,
    sentence=_("{by} gaf {person} het recht {right} ({roles}) bij {organisation}, {period}."),
    about=facts_of_granting,
)
def grant_right(
    by: Actor,
    relation: WorkRelation,
    right: Right,
    *,
    roles: Sequence[Role],
    period: Period,
    site: Site | None = None,
    reason: str = "",
    source: str = Source.MANUAL,
) -> list[Grant]:
    """Give one person one right, with one or more roles, for a period, on one werkrelatie.

    Invalid without a role, with a role of another right or doelgroep, when the period ends before
    it starts, is longer than the right allows, lies outside the werkrelatie, or overlaps; for
    somebody who died, at an organisation that stopped, for a vestiging of another one.

    A beheerder may give a right to himself: an organisation may have one beheerder only, who also
    works there, and S0 lets a hoofdtoegangsbeheerder regulate the rights of *all* staff.
    It is seen: the page says so before, and the next in the chain gets a mail.
    """
    check_alive(relation.person)
    check_active(relation.organisation)
    check_roles(right, roles, relation)
    period = check_period(period)
    check_length(right, period)
    check_within(relation, period)
    check_site(relation.organisation, site)
    if site is not None and relation.site_id not in (None, site.pk):
        raise Invalid({"site": _t("De werkrelatie geldt voor een andere vestiging.")})
    made = Grant.objects.bulk_create(
        Grant(relation=relation, role=role, site=site, valid=period, reason=reason, source=source)
        for role in roles
    )
    own = rules.person_behind(by) == relation.person_id
    emit(RightGranted(relation.pk, [grant.pk for grant in made], to_oneself=own))
    return made


def check_roles(right: Right, roles: Sequence[Role], relation: WorkRelation) -> None:
    """Invalid without a role, or with one that doesn't exist for this right and organisation."""
    if not roles:
        raise Invalid({"roles": _t("Kies minstens één rol. Zonder rol werkt het recht niet.")})
    groups = target_groups_of(relation.organisation)
    for role in roles:
        if role.right_id != right.pk or not role.active:
            raise Invalid(
                {"roles": _t("De rol '%(role)s' hoort niet bij dit recht.") % {"role": role}}
            )
        if not rules.exists_for(role, relation.organisation, groups):
            raise Invalid(
                {
                    "roles": _t("De rol '%(role)s' bestaat niet voor deze organisatie.")
                    % {"role": role}
                }
            )


def check_length(right: Right, period: Period) -> None:
    """Invalid when a period is longer than the right allows, or open where an end is needed."""
    if right.max_days is None:
        return
    first = periods.first_day(period) or clock.today()
    last = first + timedelta(days=right.max_days - 1)
    words = {"right": right, "day": last.strftime("%d/%m/%Y")}
    if period.upper is None:
        raise Invalid(
            {"until": _t("Vul een laatste dag in. %(right)s kan tot en met %(day)s.") % words}
        )
    if period.upper - (period.lower or clock.now()) > timedelta(days=right.max_days + 1):
        raise Invalid({"until": _t("%(right)s kan hoogstens tot en met %(day)s.") % words})


def check_within(relation: WorkRelation, period: Period) -> None:
    """Invalid when the period does not lie in the werkrelatie's."""
    if periods.covers(relation.valid, period):
        return
    last = periods.last_day(relation.valid)
    if last is not None and (period.upper is None or period.upper > relation.valid.upper):
        raise Invalid(
            {
                "until": _t("De werkrelatie eindigt op %(day)s. Kies een einddatum tot dan.")
                % {"day": last.strftime("%d/%m/%Y")}
            }
        )
    raise Invalid({"start": _t("De werkrelatie begint later dan het recht.")})


def may_change_grant(by: Actor, grant: Grant, *, until: datetime | None) -> Decision:
    """May give out the right there."""
    return rules.administers_grant(by, grant)


def facts_of_grant(result: object, grant: Grant, **kwargs: object) -> dict[str, object]:
    """Person, organisation, right, role and period of one grant."""
    return {
        "person": grant.relation.person,
        "organisation": grant.relation.organisation,
        "right": grant.role.right,
        "roles": [grant.role],
        "period": grant.valid,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.change-grant",
    label=_("Periode wijzigen"),
    allow=may_change_grant,
    sentence=_("{by} veranderde de periode van {right} ({roles}) voor {person}: {period}."),
    about=facts_of_grant,
)
def change_grant(by: Actor, grant: Grant, *, until: datetime | None) -> Grant:
    """Shorten or extend a grant (None: no end).

    Invalid when it is over, the new end lies in the past, or the rules of :func:`grant_right` on
    length and werkrelatie don't hold.
    """
    if grant.valid.upper is not None and grant.valid.upper <= clock.now():
        raise Invalid(_t("Dit recht is al geëindigd. Ken het opnieuw toe."))
    if until is not None and until <= clock.now():
        raise Invalid(
            {"until": _t("Kies een datum vanaf vandaag. Om nu te stoppen trekt u het recht in.")}
        )
    period = Period(grant.valid.lower, until, "[)")
    check_order(period)
    start = max(period.lower or clock.now(), clock.now())
    check_length(grant.role.right, Period(start, until, "[)"))
    check_within(grant.relation, period)
    grant.valid = period
    grant.save(update_fields=["valid"])
    emit(GrantChanged(grant=grant.pk))
    return grant


def may_withdraw(by: Actor, grant: Grant, *, reason: str) -> Decision:
    """May give out the right there."""
    return rules.administers_grant(by, grant)


@action(
    "access.withdraw-grant",
    label=_("Recht intrekken"),
    allow=may_withdraw,
    sentence=_("{by} trok {right} ({roles}) van {person} bij {organisation} in. Reden: {reason}"),
    about=facts_of_grant,
)
def withdraw_grant(by: Actor, grant: Grant, *, reason: str) -> Grant:
    """End a grant at this second; one that had not started disappears.

    Invalid without a reason or when it is already over.
    """
    if not reason.strip():
        raise Invalid({"reason": _t("Vul een reden in. De gebruiker leest ze in de mail.")})
    if grant.valid.upper is not None and grant.valid.upper <= clock.now():
        raise Invalid(_t("Dit recht is al geëindigd."))
    emit(
        GrantWithdrawn(
            person=grant.relation.person_id,
            organisation=grant.relation.organisation_id,
            role=grant.role_id,
            reason=reason,
        )
    )
    cut_or_remove(grant, clock.now())
    return grant
