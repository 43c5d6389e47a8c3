"""Werkrelaties: make, change, end (G07)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.events import RelationAdded, RelationEnded
from sleutelbos.access.models import WorkRelation
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
    if organisation.status != "active":
        raise Invalid(_t("%(name)s is stopgezet.") % {"name": organisation})
    if site is not None and site.organisation_id != organisation.pk:
        raise Invalid({"site": _t("Deze vestiging is niet van deze organisatie.")})
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


def check_alive(person: Person) -> None:
    """Invalid when the register says that the person died."""
    if person.deceased_on is not None:
        raise Invalid(_t("Volgens het Rijksregister is %(name)s overleden.") % {"name": person})


def check_period(period: Period, field: str = "until") -> Period:
    """The period without what lies before now, as the past is kept.

    A period of today starts at this moment. Invalid when it ends before it starts, or starts on an
    earlier day.
    """
    check_order(period, field)
    first = periods.first_day(period)
    if first is not None and first < clock.today():
        raise Invalid({"start": _t("Kies een begindatum vanaf vandaag.")})
    left = periods.intersection(period, Period(clock.now(), None, "[)"))
    if left is None:
        raise Invalid({field: _t("De einddatum ligt in het verleden.")})
    return left


def check_order(period: Period, field: str = "until") -> None:
    """Invalid when a period ends before it starts."""
    if period.isempty or (period.upper and period.lower and period.upper <= period.lower):
        raise Invalid({field: _t("De einddatum ligt voor de begindatum.")})


def may_change_relation(by: Actor, relation: WorkRelation, *, until: datetime | None) -> Decision:
    """Beheerder of the werkrelatie's organisation."""
    return rules.administers_relation(by, relation)


@action(
    "access.change-relation",
    label=_("Einde van de werkrelatie wijzigen"),
    allow=may_change_relation,
    sentence=_("{by} veranderde de periode van {person} bij {organisation}: {period}."),
    about=facts_of_relation,
)
def change_relation(by: Actor, relation: WorkRelation, *, until: datetime | None) -> WorkRelation:
    """Give a werkrelatie another end (None: no end); rights never outlive it.

    Invalid when it is over, or the new end lies in the past. To stop now, end the relation.
    """
    if not _still_open(relation.valid):
        raise Invalid(_t("Deze werkrelatie is al beëindigd. Voeg een nieuwe toe."))
    if until is not None and until <= clock.now():
        raise Invalid({"until": _t("Kies een datum vanaf vandaag.")})
    period = Period(relation.valid.lower, until, "[)")
    check_order(period)
    relation.valid = period
    relation.save(update_fields=["valid"])
    return relation


def _still_open(valid: Period) -> bool:
    return valid.upper is None or bool(valid.upper > clock.now())


def may_end_relation(by: Actor, relation: WorkRelation, *, reason: str) -> Decision:
    """Beheerder of the werkrelatie's organisation; the house when a person died."""
    return YES if rules.is_house(by) else rules.administers_relation(by, relation)


@action(
    "access.end-relation",
    label=_("Werkrelatie beëindigen"),
    allow=may_end_relation,
    locks=("relation.organisation", "relation"),
    sentence=_("{by} beëindigde de werkrelatie van {person} bij {organisation}. Reden: {reason}"),
    about=facts_of_relation,
)
def end_relation(by: Actor, relation: WorkRelation, *, reason: str) -> WorkRelation:
    """End a werkrelatie now, with every right and post that hangs on it.

    A werkrelatie that had not started disappears with them; what counted before stays as it was.
    Invalid without a reason or when it is already over.
    """
    if not reason.strip():
        raise Invalid({"reason": _t("Vul een reden in.")})
    if not _still_open(relation.valid):
        raise Invalid(_t("Deze werkrelatie is al beëindigd."))
    now = clock.now()
    for holding in ("grants", "posts"):
        for row in getattr(relation, holding).select_for_update().order_by("pk"):
            cut_or_remove(row, now)
    cut_or_remove(relation, now)
    emit(
        RelationEnded(
            person=relation.person_id, organisation=relation.organisation_id, reason=reason
        )
    )
    return relation


def cut_or_remove(row: object, at: datetime) -> None:
    """End a dated row at an instant; remove it when it had not started by then."""
    valid: Period = row.valid  # type: ignore[attr-defined]
    if not (valid.upper is None or valid.upper > at):
        return
    left = periods.ended_at(valid, at)
    if left is None:
        row.delete()  # type: ignore[attr-defined]
    else:
        row.valid = left  # type: ignore[attr-defined]
        row.save(update_fields=["valid"])  # type: ignore[attr-defined]


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
