"""What the register asks of this room: who is beheerder of whom (port ``Administration``)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from sleutelbos.access import names, rules
from sleutelbos.access.models import Post, WorkRelation
from sleutelbos.access.queries.among import among
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, when
from sleutelbos.register.public import Organisation, Person


def _organisations(by: Actor) -> set[int]:
    return {power.scope.organisation for power in by.powers_for(names.IDM)}


class AccessAdministration:
    """Beheerders see the persons of their own organisation and may add new ones."""

    def may_add_person(self, by: Actor) -> Decision:
        """A beheerder, or somebody of an authority that appoints beheerders."""
        if rules.authorities_of(by):
            return YES
        return rules.administers_somewhere(by)

    def administers(self, by: Actor, person: Person) -> Decision:
        """Beheerder of an organisation to which the person is tied, now or later."""
        tied = WorkRelation.objects.filter(
            Q(valid__upper_inf=True) | Q(valid__endswith__gt=clock.now()),
            person=person,
            organisation__in=_organisations(by),
        )
        return when(tied.exists(), _("U bent geen beheerder van een organisatie van deze persoon."))

    def persons_in_sight(self, by: Actor, organisation: Organisation | None) -> Q:
        """Persons tied to the actor's organisations; the helpdesk sees who is beheerder."""
        wanted = _organisations(by)
        if organisation is not None:
            wanted &= {organisation.pk}
        tied = WorkRelation.objects.filter(organisation__in=wanted)
        if not rules.helps(by):
            return Q(among(tied.values("person")))
        posts = Post.objects.filter(person=OuterRef("pk"), valid__contains=clock.now())
        if organisation is not None:
            posts = posts.filter(organisation=organisation)
        return Q(Exists(tied.filter(person=OuterRef("pk")))) | Q(Exists(posts))
