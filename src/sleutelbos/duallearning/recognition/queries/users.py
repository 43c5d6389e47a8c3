"""Whom a beheerder gave which role of Werkplek Duaal (W27)."""

from __future__ import annotations

from sleutelbos.access.public import (
    Grant,
    administered_organisations,
    administers_somewhere,
    grants_in,
)
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.rules.roles import uses_here, works_here
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation

MOST = 200


def has_front_page(by: Actor) -> bool:
    """Whether Werkplek Duaal is shown to the actor: who works with it, and the beheerders of
    schools and partnerships (W27)."""
    return works_here(by) or _organisation(by) is not None


def _organisation(by: Actor) -> Organisation | None:
    """The organisation of a beheerder, when Werkplek Duaal has roles for its people."""
    if by.capacity is None or not administers_somewhere(by):
        return None
    found = administered_organisations(by).filter(pk=by.capacity.organisation).first()
    return found if found is not None and uses_here(found) else None


def users_here(by: Actor) -> tuple[Organisation | None, list[Grant]]:
    """The organisation of a beheerder and the grants there that count now; else nothing."""
    organisation = _organisation(by)
    if organisation is None:
        return None, []
    rows = grants_in(by, organisation).filter(
        role__right__code__in=(names.USER, names.COMPANY), valid__contains=clock.now()
    )
    names_first = ("relation__person__family_name", "relation__person__given_name", "role__order")
    return organisation, list(rows.order_by(*names_first, "pk")[:MOST])
