"""Which partnership is competent, and which rule decided (W04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from sleutelbos.duallearning.recognition.models import (
    Delegation,
    JointCommittee,
    Programme,
    RoutingRule,
)
from sleutelbos.duallearning.recognition.states import DelegatedPower, RoutedBy
from sleutelbos.register.public import Organisation


@dataclass(frozen=True)
class Route:
    """Where a request goes; ``partnership`` None is the department. ``rule`` is what decided, also
    when its partnership may not recognise."""

    partnership: Organisation | None
    why: RoutedBy
    rule: RoutingRule | None = None


def route(committee: JointCommittee | None, programme: Programme, day: date) -> Route:
    """The competent partnership for a paritair comité and an opleiding on a civil day."""
    rule = fitting(committee, programme, day).first()
    if rule is None:
        return Route(None, RoutedBy.NO_RULE)
    if not has_power(rule.partnership, DelegatedPower.RECOGNISE, day):
        return Route(None, RoutedBy.NOT_DELEGATED, rule)
    return Route(rule.partnership, RoutedBy.RULE, rule)


def fitting(
    committee: JointCommittee | None, programme: Programme, day: date
) -> QuerySet[RoutingRule]:
    """Rules that speak of it, the one that decides first: lowest priority, then the one that names
    both, then the one that names the opleiding."""
    rows = RoutingRule.objects.filter(
        Q(committee=None) | Q(committee=committee),
        Q(programme=None) | Q(programme=programme),
        valid__contains=day,
    )
    both = Q(committee__isnull=False, programme__isnull=False)
    named = Case(
        When(both, then=Value(0)), When(programme__isnull=False, then=Value(1)), default=Value(2)
    )
    rows = rows.select_related("partnership", "committee", "programme")
    return rows.order_by("priority", named, "pk")


def has_power(partnership: Organisation, power: DelegatedPower, day: date) -> bool:
    """Whether a samenwerkingsakkoord leaves the power to the partnership on a civil day."""
    return Delegation.objects.filter(
        partnership=partnership, power=power, valid__contains=day
    ).exists()


def powers_on(partnership: Organisation, day: date) -> QuerySet[Delegation]:
    """The powers of a partnership on a civil day."""
    rows = Delegation.objects.filter(partnership=partnership, valid__contains=day)
    return rows.order_by("power", "pk")


def rules_of(partnership: Organisation, day: date) -> QuerySet[RoutingRule]:
    """The sector agreements that lead to a partnership on a civil day."""
    rows = RoutingRule.objects.filter(partnership=partnership, valid__contains=day)
    return rows.select_related("committee", "programme").order_by("priority", "pk")
