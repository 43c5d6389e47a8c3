"""The department keeps the sector agreements and what each partnership may do (W04)."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.periods import check_days, end_after
from sleutelbos.duallearning.recognition.models import (
    Delegation,
    JointCommittee,
    Programme,
    RoutingRule,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import DelegatedPower
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, OrganisationKind
from sleutelbos.tools import dates


def facts_of_committees(result: int) -> dict[str, object]:
    """How many."""
    return {"count": result}


@action(
    "duallearning.load-committees",
    label=_("Paritaire comités laden"),
    allow=is_system,
    locks=(),
    sentence=_("Het systeem laadde paritaire comités: {count} nieuw."),
    about=facts_of_committees,
)
def load_committees(by: Actor) -> int:
    """Add the paritaire comités of the shipped list that aren't known yet; again, nothing."""
    known = set(JointCommittee.objects.values_list("code", flat=True))
    path = files("sleutelbos.duallearning") / "reference" / "joint_committees.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] not in known]
    fresh = [JointCommittee(code=row["code"], name=row["naam"]) for row in rows]
    return len(JointCommittee.objects.bulk_create(fresh))


def _check_partnership(partnership: Organisation) -> None:
    if partnership.kind != OrganisationKind.PARTNERSHIP:
        raise Invalid({"partnership": _t("Kies een sectoraal partnerschap.")})


def may_add_rule(
    by: Actor,
    partnership: Organisation,
    *,
    first: date,
    committee: JointCommittee | None = None,
    programme: Programme | None = None,
    priority: int = 100,
    last: date | None = None,
    source: str = "",
) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def facts_of_rule(result: RoutingRule, *args: object, **kwargs: object) -> dict[str, object]:
    """The agreement: what goes where."""
    what = [one for one in (result.committee, result.programme) if one is not None]
    return {"what": what, "partnership": result.partnership, "period": result.valid}


@action(
    "duallearning.add-rule",
    label=_("Sectorafspraak toevoegen"),
    allow=may_add_rule,
    sentence=_("{by} noteerde dat aanvragen voor {what} naar {partnership} gaan."),
    about=facts_of_rule,
)
def add_rule(
    by: Actor,
    partnership: Organisation,
    *,
    first: date,
    committee: JointCommittee | None = None,
    programme: Programme | None = None,
    priority: int = 100,
    last: date | None = None,
    source: str = "",
) -> RoutingRule:
    """Requests of the paritair comité and for the opleiding go to the partnership, from a day on.

    What was submitted before keeps its partnership. Invalid without either, or when another rule of
    the same priority says something about the same.
    """
    _check_partnership(partnership)
    check_days(first, last)
    if committee is None and programme is None:
        raise Invalid({"committee": _t("Kies een paritair comité, een opleiding of beide.")})
    if priority < 1:
        raise Invalid({"priority": _t("Vul een getal vanaf 1 in. Het laagste gaat voor.")})
    return RoutingRule.objects.create(
        partnership=partnership,
        committee=committee,
        programme=programme,
        priority=priority,
        valid=dates.of_days(first, last),
        source=texts.line(source, "source", most=200),
    )


def may_end_rule(by: Actor, rule: RoutingRule, *, last: date) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


@action(
    "duallearning.end-rule",
    label=_("Sectorafspraak beëindigen"),
    allow=may_end_rule,
    sentence=_("{by} beëindigde de afspraak dat aanvragen voor {what} naar {partnership} gaan."),
    about=facts_of_rule,
)
def end_rule(by: Actor, rule: RoutingRule, *, last: date) -> RoutingRule:
    """The agreement counts up to a day, yesterday at the earliest."""
    end_after(rule, last)
    return rule


def may_delegate(
    by: Actor,
    partnership: Organisation,
    *,
    power: str,
    first: date,
    last: date | None = None,
    source: str = "",
) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def facts_of_delegation(result: Delegation, *args: object, **kwargs: object) -> dict[str, object]:
    """The power, and whose it is."""
    label = str(DelegatedPower(result.power).label)
    return {"partnership": result.partnership, "power": label, "period": result.valid}


@action(
    "duallearning.delegate-power",
    label=_("Bevoegdheid overdragen"),
    allow=may_delegate,
    sentence=_("{by} noteerde de bevoegdheid van {partnership}: {power}."),
    about=facts_of_delegation,
)
def delegate_power(
    by: Actor,
    partnership: Organisation,
    *,
    power: str,
    first: date,
    last: date | None = None,
    source: str = "",
) -> Delegation:
    """A samenwerkingsakkoord leaves a power to the partnership, from a day on."""
    _check_partnership(partnership)
    check_days(first, last)
    if power not in DelegatedPower.values:
        raise Invalid({"power": _t("Kies een bevoegdheid.")})
    return Delegation.objects.create(
        partnership=partnership,
        power=power,
        valid=dates.of_days(first, last),
        source=texts.line(source, "source", most=200),
    )


def may_end_delegation(by: Actor, delegation: Delegation, *, last: date) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


@action(
    "duallearning.end-delegation",
    label=_("Bevoegdheid beëindigen"),
    allow=may_end_delegation,
    sentence=_("{by} beëindigde de bevoegdheid van {partnership}: {power}."),
    about=facts_of_delegation,
)
def end_delegation(by: Actor, delegation: Delegation, *, last: date) -> Delegation:
    """The power ends after a day; new requests then go to the department."""
    end_after(delegation, last)
    return delegation
