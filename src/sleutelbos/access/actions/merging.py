"""Two persons turn out to be one: what hangs on the double goes to the one who stays (G06, G07)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.posts import end_post
from sleutelbos.access.actions.relations import cut_or_remove, end_relation
from sleutelbos.access.events import MandateEnded
from sleutelbos.access.models import Grant, Mandate, Post, RightRequest, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Person

Row = TypeVar("Row", bound=Model)

# What two rows may not share at one moment; as the constraints of the models say.
ALIKE: dict[type[Model], tuple[str, ...]] = {
    WorkRelation: ("person_id", "organisation_id", "site_id"),
    Grant: ("relation_id", "role_id", "site_id"),
    Post: ("person_id", "organisation_id", "site_id", "kind", "domain"),
    Mandate: ("giver_id", "site_id", "person_id", "organisation_id", "role_id"),
}
NOT_COPIED = {"id", "uid", "cut"}


def may_take_over(by: Actor, double: Person, current: Person) -> Decision:
    """Only the house, when the register learned that both are one."""
    return is_system(by)


@action(
    "access.take-over",
    label=_("Rechten van een dubbele persoon overnemen"),
    allow=may_take_over,
    locks=("double", "current"),
    sentence=_("{by} bracht wat {double} had over naar {current}: het is dezelfde persoon."),
    about=lambda result, double, current: {"double": double, "current": current},
)
def take_over(by: Actor, double: Person, current: Person) -> Person:
    """Give the one who stays what the double has now or later, and end it for the double.

    What was, stays as it was. Where the one who stays has the same for a part of the time, his own
    counts. Requests that wait go along, unless he asked the same.
    """
    reason = _t("Uw rijksregisternummer is vervangen. Alles staat op uw nieuwe nummer.")
    for relation in _ahead(WorkRelation.objects.filter(person=double)):
        target = _again(relation, person_id=current.pk)
        for grant in _ahead(relation.grants.all()):
            _again(grant, relation_id=target.pk)
        for post in _ahead(relation.posts.all()):
            _again(post, person_id=current.pk, relation_id=target.pk)
        end_relation(by, relation, reason=reason)
    for post in _ahead(Post.objects.filter(person=double, relation=None)):
        _again(post, person_id=current.pk)
        end_post(by, post, reason=reason, accept_orphan=True)
    for mandate in _ahead(Mandate.objects.filter(person=double)):
        _again(mandate, person_id=current.pk)
        cut_or_remove(mandate, clock.now())
        emit(MandateEnded(mandate.giver_id, mandate.person_id, mandate.organisation_id))
    _move_requests(double, current)
    return current


def _ahead(rows: QuerySet[Row]) -> list[Row]:
    """Those that count now or later."""
    still = Q(valid__endswith__gt=clock.now()) | Q(valid__upper_inf=True)
    return list(rows.filter(still).select_for_update(of=("self",)).order_by("pk"))


def _again(row: Any, **changes: int) -> Any:
    """The same from now on with these changes; what is there already for that time stays."""
    now, model = clock.now(), type(row)
    lower = row.valid.lower
    period = Period(now if lower is None or lower < now else lower, row.valid.upper, "[)")
    values = {
        column.attname: getattr(row, column.attname)
        for column in model._meta.concrete_fields
        if column.name not in NOT_COPIED
    } | {**changes, "valid": period}
    alike = {name: values[name] for name in ALIKE[model]}
    there = model.objects.filter(**alike, valid__overlap=period).order_by("pk").first()
    return there or model.objects.create(**values)


def _move_requests(double: Person, current: Person) -> None:
    waiting = RightRequest.objects.filter(state="open")
    for request in waiting.filter(person=double).order_by("pk"):
        if not waiting.filter(
            person=current, organisation=request.organisation_id, right=request.right_id
        ).exists():
            request.person = current
            request.save(update_fields=["person"])
