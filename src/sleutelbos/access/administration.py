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


def _reached(by: Actor, organisation: Organisation | None = None) -> Q:
    """Condition on werkrelaties: those in reach of the actor's posts, at one organisation if given.

    A post for one vestiging reaches those at that vestiging only, as on every list.
    """
    scopes = [power.scope for power in by.powers_for(names.IDM)]
    if organisation is not None:
        scopes = [scope for scope in scopes if scope.organisation == organisation.pk]
    whole = {scope.organisation for scope in scopes if scope.site is None}
    sites = {scope.site for scope in scopes if scope.organisation not in whole}
    reached = Q(organisation__in=whole)
    return reached | Q(site__in=sites) if sites else reached


class AccessAdministration:
    """Beheerders see the persons of their own organisation or vestiging and may add new ones."""

    def may_add_person(self, by: Actor) -> Decision:
        """A beheerder, or somebody of an authority that appoints beheerders."""
        if rules.authorities_of(by):
            return YES
        return rules.administers_somewhere(by)

    def administers(self, by: Actor, person: Person) -> Decision:
        """Beheerder of an organisation or vestiging to which the person is tied, now or later."""
        tied = WorkRelation.objects.filter(
            Q(valid__upper_inf=True) | Q(valid__endswith__gt=clock.now()),
            _reached(by),
            person=person,
        )
        return when(tied.exists(), _("U bent geen beheerder van een organisatie van deze persoon."))

    def runs_platform(self, by: Actor) -> Decision:
        """Who registers clients and loads applications."""
        return rules.manages_clients(by)

    def persons_in_sight(self, by: Actor, organisation: Organisation | None) -> Q:
        """Persons tied to what the actor administers; the helpdesk sees who is beheerder."""
        tied = WorkRelation.objects.filter(_reached(by, organisation))
        if not rules.helps(by):
            return Q(among(tied.values("person")))
        posts = Post.objects.filter(person=OuterRef("pk"), valid__contains=clock.now())
        if organisation is not None:
            posts = posts.filter(organisation=organisation)
        return Q(Exists(tied.filter(person=OuterRef("pk")))) | Q(Exists(posts))
