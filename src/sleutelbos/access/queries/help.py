"""What a decision says is missing, looked up: right, roles and organisation by their names."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sleutelbos.access import rules
from sleutelbos.access.models import Right, Role
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation


@dataclass(frozen=True)
class Missing:
    """A right that somebody lacks at an organisation, with the roles of it that would do."""

    right: Right
    roles: tuple[Role, ...]
    organisation: Organisation

    @property
    def words(self) -> str:
        """``het recht ‘Werkplek Duaal Gebruiker’ (rol trajectbegeleider)``."""
        words = {"right": self.right, "roles": _(" of ").join(role.name for role in self.roles)}
        if not self.roles:
            return _("het recht ‘%(right)s’") % words
        return _("het recht ‘%(right)s’ (rol %(roles)s)") % words


def capacity_of(by: Actor) -> Organisation | None:
    """The organisation for which the actor acts."""
    if by.capacity is None:
        return None
    return Organisation.objects.filter(pk=by.capacity.organisation).first()


def missing_of(by: Actor, decision: Decision) -> Missing | None:
    """The first thing missing that is a right, at an organisation where it exists.

    None when nothing is named, or what is named is no right that one can ask for there.
    """
    codes = {right for right, _role, _place in decision.missing}
    rights = {
        right.code: right
        for right in Right.objects.filter(code__in=codes).select_related("application")
    }
    for code, _role, place in decision.missing:
        right = rights.get(code)
        organisation = _organisation(by, place)
        if right is None or organisation is None or not rules.offered_to(right, organisation):
            continue
        wanted = {
            role for other, role, where in decision.missing if (other, where) == (code, place)
        }
        roles = right.roles.filter(code__in=wanted, active=True).order_by("order", "pk")
        return Missing(right, tuple(roles), organisation)
    return None


def _organisation(by: Actor, place: int | None) -> Organisation | None:
    if place is None:
        return capacity_of(by)
    return Organisation.objects.filter(pk=place).first()
