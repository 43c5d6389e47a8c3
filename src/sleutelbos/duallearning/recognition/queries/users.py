"""Whom a beheerder gave which role of Werkplek Duaal (W27)."""

from __future__ import annotations

from sleutelbos.access.public import Grant, administered_organisations, grants_in
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.rules.roles import uses_here
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation

MOST = 200


def users_here(by: Actor) -> tuple[Organisation | None, list[Grant]]:
    """The organisation of a beheerder and the grants there that count now; else nothing."""
    if by.capacity is None:
        return None, []
    organisation = administered_organisations(by).filter(pk=by.capacity.organisation).first()
    if organisation is None or not uses_here(organisation):
        return None, []
    rows = grants_in(by, organisation).filter(
        role__right__code__in=(names.USER, names.COMPANY), valid__contains=clock.now()
    )
    names_first = ("relation__person__family_name", "relation__person__given_name", "role__order")
    return organisation, list(rows.order_by(*names_first, "pk")[:MOST])
