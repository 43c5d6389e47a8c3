"""Gebruiker toevoegen: a person and his werkrelatie in one go, without a right yet (G07)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.quick_grant import Newcomer
from sleutelbos.access.actions.relations import add_relation, facts_of_relation
from sleutelbos.access.models import WorkRelation
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person, Site, add_person, change_contact


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
    if (person is None) == (newcomer is None):
        raise Invalid(_t("Kies een persoon."))
    if newcomer is not None:
        person = add_person(
            by,
            newcomer.insz,
            given_name=newcomer.given_name,
            family_name=newcomer.family_name,
            email=newcomer.email,
            language=newcomer.language,
        )
    assert person is not None
    relation = add_relation(
        by, organisation, person, kind=kind, period=period, site=site, reason=reason
    )
    if email and not person.email:
        change_contact(by, person, email=email, language=person.language)
    return relation
