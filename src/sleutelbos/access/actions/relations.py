"""Werkrelaties: make, change, end (G07)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.checks import (
    check_active,
    check_alive,
    check_not_orphaned,
    check_order,
    check_period,
    check_site,
)
from sleutelbos.access.events import (
    OrganisationOrphaned,
    PostEnded,
    RelationAdded,
    RelationChanged,
    RelationEnded,
)
from sleutelbos.access.models import Post, WorkRelation
from sleutelbos.access.ranges import sooner
from sleutelbos.access.states import RelationKind, Source
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site


def may_add_relation(
    by: Actor,
    organisation: Organisation,
    person: Person,
    *,
    kind: str,
    period: Period,
    site: Site | None = None,
    reason: str = "",
    source: str = Source.MANUAL,
) -> Decision:
    """Beheerder of the organisation; the house itself for feeds; an authority that appoints."""
    if rules.is_house(by):
        return YES
    if source == Source.HELPDESK:
        return _authority(by, organisation)
    return rules.administers(by, organisation, site)


def _authority(by: Actor, organisation: Organisation) -> Decision:
    from_authority = rules.is_authority_for(by, organisation, tuple(rules.authorities_of(by)))
    return YES if from_authority else rules.administers(by, organisation)


def facts_of_relation(
    result: WorkRelation | None, *args: object, **kwargs: object
) -> dict[str, object]:
    """Person, organisation and period of the werkrelatie."""
    relation = result if isinstance(result, WorkRelation) else args[0]
    assert isinstance(relation, WorkRelation)
    return {
        "person": relation.person,
        "organisation": relation.organisation,
        "site": relation.site,
        "period": relation.valid,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.add-relation",
    label=_("Werkrelatie toevoegen"),
    allow=may_add_relation,
    locks=("organisation",),
    sentence=_("{by} voegde {person} toe bij {organisation}, {period}."),
    about=facts_of_relation,
)
def add_relation(
    by: Actor,
    organisation: Organisation,
    person: Person,
    *,
    kind: str,
    period: Period,
    site: Site | None = None,
    reason: str = "",
    source: str = Source.MANUAL,
) -> WorkRelation:
    """Tie a person to an organisation for a period; comes before any right.

    Also for trainers of external and partner organisations: they are tied to the promotor's
    organisation (S0). Invalid when the person died, the organisation stopped, or the period
    overlaps an earlier werkrelatie there.
    """
    if kind not in RelationKind.values:
        raise Invalid({"kind": _t("Kies een soort werkrelatie.")})
    check_alive(person)
    check_active(organisation)
    check_site(organisation, site)
    period = check_period(period)
    relation = WorkRelation.objects.create(
        person=person,
        organisation=organisation,
        site=site,
        kind=kind,
        valid=period,
        reason=reason,
        source=source,
    )
    emit(RelationAdded(relation=relation.pk))
    return relation


def may_change_relation(
    by: Actor, relation: WorkRelation, *, until: datetime | None, accept_orphan: bool = False
) -> Decision:
    """Beheerder of the werkrelatie's organisation, who decides on all whose end moves with it."""
    return rules.administers_relation(by, relation) & rules.decides_on_what_hangs(
        by, relation, until
    )


@action(
    "access.change-relation",
    label=_("Einde van de werkrelatie wijzigen"),
    allow=may_change_relation,
    locks=("relation.organisation", "relation"),
    sentence=_("{by} veranderde de periode van {person} bij {organisation}: {period}."),
    about=facts_of_relation,
)
def change_relation(
    by: Actor, relation: WorkRelation, *, until: datetime | None, accept_orphan: bool = False
) -> WorkRelation:
    """Give a werkrelatie another end (None: no end); rights never outlive it.

    Invalid when it is over, or the new end lies in the past; and, unless ``accept_orphan``, when
    the last beheerder would go with it. To stop now, end the relation.
    """
    if not _still_open(relation.valid):
        raise Invalid(_t("Deze werkrelatie is al beëindigd. Voeg een nieuwe toe."))
    if until is not None and until <= clock.now():
        raise Invalid({"until": _t("Kies een datum vanaf vandaag.")})
    before, period = relation.valid.upper, Period(relation.valid.lower, until, "[)")
    check_order(period)
    if until is not None:
        posts = list(relation.posts.values_list("pk", flat=True))
        check_not_orphaned(relation.organisation, posts, at=until, accept=accept_orphan)
    sooner_by_it = [
        [row.pk for row in rows if _moves_forward(row.valid.upper, before, until)]
        for rows in (_open(relation, "grants"), _open(relation, "posts"))
    ]
    relation.valid = period
    relation.save(update_fields=["valid"])
    emit(RelationChanged(relation.pk, *sooner_by_it))
    return relation


def _open(relation: WorkRelation, holding: str) -> QuerySet[Any]:
    still = Q(valid__endswith__gt=clock.now()) | Q(valid__upper_inf=True)
    found: QuerySet[Any] = getattr(relation, holding).filter(still).order_by("pk")
    return found


def _moves_forward(own: datetime | None, before: datetime | None, until: datetime | None) -> bool:
    was, becomes = sooner(own, before), sooner(own, until)
    return becomes is not None and (was is None or becomes < was)


def _still_open(valid: Period) -> bool:
    return valid.upper is None or bool(valid.upper > clock.now())


def may_end_relation(
    by: Actor, relation: WorkRelation, *, reason: str, accept_orphan: bool = False
) -> Decision:
    """Beheerder of the werkrelatie's organisation, who decides on all that hangs on it; the house
    when a person died."""
    if rules.is_house(by):
        return YES
    return rules.administers_relation(by, relation) & rules.decides_on_what_hangs(
        by, relation, clock.now()
    )


@action(
    "access.end-relation",
    label=_("Werkrelatie beëindigen"),
    allow=may_end_relation,
    locks=("relation.organisation", "relation"),
    sentence=_("{by} beëindigde de werkrelatie van {person} bij {organisation}. Reden: {reason}"),
    about=facts_of_relation,
)
def end_relation(
    by: Actor, relation: WorkRelation, *, reason: str, accept_orphan: bool = False
) -> WorkRelation:
    """End a werkrelatie now, with every right and post that hangs on it.

    A werkrelatie that had not started disappears with them; what counted before stays as it was.
    Invalid without a reason or when it is already over; and, unless ``accept_orphan`` or the house
    does it, when the last beheerder would go with it. The next in the chain is told (G03).
    """
    if not reason.strip():
        raise Invalid({"reason": _t("Vul een reden in.")})
    if not _still_open(relation.valid):
        raise Invalid(_t("Deze werkrelatie is al beëindigd."))
    now = clock.now()
    posts: list[Post] = list(_open(relation, "posts").select_for_update())
    orphan = check_not_orphaned(
        relation.organisation,
        [post.pk for post in posts],
        at=now,
        accept=accept_orphan or rules.is_house(by),
    )
    for row in _open(relation, "grants").select_for_update():
        cut_or_remove(row, now)
    for post in posts:
        emit(PostEnded(person=post.person_id, organisation=post.organisation_id, kind=post.kind))
        cut_or_remove(post, now)
    cut_or_remove(relation, now)
    emit(
        RelationEnded(
            person=relation.person_id, organisation=relation.organisation_id, reason=reason
        )
    )
    if orphan:
        emit(OrganisationOrphaned(organisation=relation.organisation_id))
    return relation


def cut_or_remove(row: object, at: datetime) -> None:
    """End a dated row at an instant; remove it when it had not started by then.

    Whoever does this tells it: ``cut`` keeps the clock from announcing the end once more.
    """
    valid: Period = row.valid  # type: ignore[attr-defined]
    if not (valid.upper is None or valid.upper > at):
        return
    left = periods.ended_at(valid, at)
    if left is None:
        row.delete()  # type: ignore[attr-defined]
    else:
        row.valid, row.cut = left, True  # type: ignore[attr-defined]
        row.save(update_fields=["valid", "cut"])  # type: ignore[attr-defined]


def relation_on(organisation: Organisation, person: Person, period: Period) -> WorkRelation | None:
    """The person's werkrelatie there that covers the start of the period, if any.

    The one for the whole organisation first: on it, a right for one vestiging can be given too.
    """
    return (
        WorkRelation.objects.filter(
            organisation=organisation, person=person, valid__contains=period.lower
        )
        .order_by(F("site").asc(nulls_first=True), "pk")
        .first()
    )
