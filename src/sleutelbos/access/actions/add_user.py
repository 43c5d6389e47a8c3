"""Gebruiker toevoegen: a person and his werkrelatie in one go, without a right yet (G07)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.newcomers import Newcomer, keep_address, person_of
from sleutelbos.access.actions.relations import add_relation, facts_of_relation
from sleutelbos.access.models import WorkRelation
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site


def may_add_user(
    by: Actor,
    organisation: Organisation,
    *,
    person: Person | None,
    newcomer: Newcomer | None,
    period: Period,
    kind: str = RelationKind.PERMANENT,
    site: Site | None = None,
    email: str = "",
    reason: str = "",
) -> Decision:
    """Beheerder of the organisation (and vestiging)."""
    return rules.administers(by, organisation, site)


@action(
    "access.add-user",
    label=_("Gebruiker toevoegen"),
    allow=may_add_user,
    locks=("organisation",),
    sentence=_("{by} voegde {person} toe als gebruiker van {organisation}, {period}."),
    about=facts_of_relation,
)
def add_user(
    by: Actor,
    organisation: Organisation,
    *,
    person: Person | None,
    newcomer: Newcomer | None,
    period: Period,
    kind: str = RelationKind.PERMANENT,
    site: Site | None = None,
    email: str = "",
    reason: str = "",
) -> WorkRelation:
    """Make somebody a user of an organisation; adds the person on the way, all or nothing.

    Give ``person`` or ``newcomer``. ``email`` is kept when the person has no address yet. Invalid
    as in ``register.add-person`` and :func:`add_relation`.
    """
    who = person_of(by, person, newcomer)
    relation = add_relation(
        by, organisation, who, kind=kind, period=period, site=site, reason=reason
    )
    keep_address(by, who, email)
    return relation
