"""What may be seen in Toegangsbeheer: one's own keys, sign-ins and capacities."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sleutelbos.access.public import (
    LEGAL_REPRESENTATIVE,
    AccessPower,
    PostKind,
    names,
    organisations_of,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Organisation, TargetGroup, TargetGroupMembership
from sleutelbos.signin.models import Key, SignIn
from sleutelbos.signin.states import Outcome

KEPT_LINES = 50


@dataclass(frozen=True)
class Capacity:
    """An organisation for which a person can act, and as what."""

    organisation: Organisation
    posts: tuple[type_of_text, ...] = ()


@dataclass(frozen=True)
class CapacityGroup:
    """The capacities of one doelgroep."""

    label: type_of_text
    capacities: list[Capacity] = field(default_factory=list)


def keys_of(by: Actor) -> QuerySet[Key]:
    """The digital keys of the actor that still count."""
    return Key.objects.filter(person=by.pk, withdrawn_at=None).order_by("created", "pk")


def key_by_name(user_name: str) -> Key | None:
    """The key with this user name; None when there is none."""
    return (
        Key.objects.select_related("person")
        .filter(user_name=user_name.strip().lower(), withdrawn_at=None)
        .first()
    )


def sign_ins_of(by: Actor) -> QuerySet[SignIn]:
    """The newest lines of the actor's own log."""
    found = SignIn.objects.filter(person=by.pk).select_related("capacity")
    return found.order_by("-at", "-pk")[:KEPT_LINES]


def previous_visit(person: int) -> datetime | None:
    """When the person signed in before the present time; None at the first visit."""
    moments = SignIn.objects.filter(person=person, outcome=Outcome.SIGNED_IN)
    return moments.order_by("-at", "-pk").values_list("at", flat=True)[1:2].first()


def last_capacity(person: int) -> int | None:
    """The organisation chosen last time."""
    chosen = SignIn.objects.filter(person=person, outcome=Outcome.CAPACITY)
    return chosen.order_by("-at", "-pk").values_list("capacity", flat=True).first()


def capacities_of(person: int, text: str = "") -> list[CapacityGroup]:
    """For whom the person can act now, per doelgroep; ``text`` narrows on part of the name.

    An organisation in two doelgroepen stands in the first one only.
    """
    organisations = organisations_of(person)
    if text:
        organisations = organisations.filter(Q(name__icontains=text))
    found = list(organisations)
    posts = _posts(person)
    groups = _groups(found)
    shown = {group: CapacityGroup(group.label) for group in TargetGroup}
    rest = CapacityGroup(_("Andere organisaties"))
    for organisation in found:
        group = shown.get(groups[organisation.pk]) if organisation.pk in groups else None
        capacity = Capacity(organisation, tuple(posts.get(organisation.pk, ())))
        (group or rest).capacities.append(capacity)
    return [group for group in [*shown.values(), rest] if group.capacities]


def _groups(organisations: list[Organisation]) -> dict[int, TargetGroup]:
    """Organisation → its first doelgroep of today."""
    rows = TargetGroupMembership.objects.filter(
        organisation__in=organisations, valid__contains=clock.today()
    ).values_list("organisation", "target_group")
    order = list(TargetGroup)
    found: dict[int, TargetGroup] = {}
    for organisation, code in rows:
        group = TargetGroup(code)
        known = found.setdefault(organisation, group)
        found[organisation] = min(known, group, key=order.index)
    return found


def _posts(person: int) -> dict[int, list[type_of_text]]:
    """Organisation → what the person is there as beheerder."""
    rows = AccessPower.objects.filter(
        person=person, right=names.IDM, valid__contains=clock.now()
    ).values_list("organisation", "role")
    found: dict[int, list[type_of_text]] = {}
    for organisation, role in sorted(rows):
        label = post_label(role)
        if label not in found.setdefault(organisation, []):
            found[organisation].append(label)
    return found


def post_label(role: str) -> str:
    """A role of Gebruikersbeheer as people call it."""
    kind = role.partition(":")[0]
    if kind == LEGAL_REPRESENTATIVE:
        return _("wettelijk vertegenwoordiger")
    return str(PostKind(kind).label).lower()
