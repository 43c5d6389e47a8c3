"""The steps of the first use, computed from what really is; gone when all are done (G32)."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import (
    LEGAL_REPRESENTATIVE,
    AccessPower,
    Grant,
    PostKind,
    RightRequest,
    WorkRelation,
    names,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Organisation

DO_IT = _("Doe dit nu")


@dataclass(frozen=True)
class Item:
    """One step; ``url`` leads to where it is done, or followed when another must do it."""

    label: type_of_text
    done: bool
    url: str = ""
    button: type_of_text = DO_IT


@dataclass(frozen=True)
class Checklist:
    """The steps of one role; ``guide`` is the page of the manual that explains them."""

    title: type_of_text
    guide: str
    items: tuple[Item, ...]

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return all(item.done for item in self.items)

    @property
    def left(self) -> int:
        """How many steps are left."""
        return sum(not item.done for item in self.items)


@dataclass(frozen=True)
class Facts:
    """What the steps are judged by, at one organisation."""

    users: bool
    grants: bool
    head: bool
    local: bool
    managers: int


def checklist_for(by: Actor) -> Checklist | None:
    """The steps of the actor's highest role in the present capacity; None when all are done."""
    if by.pk is None or by.capacity is None:
        return None
    organisation = Organisation.objects.filter(pk=by.capacity.organisation).first()
    if organisation is None:
        return None
    kinds = {power.role.partition(":")[0] for power in by.powers_for(names.IDM)}
    found = _manager(by, organisation, kinds) if kinds else _user(by, organisation)
    return None if found.done else found


def facts_of(by: Actor, organisation: Organisation) -> Facts:
    """What stands at the organisation, besides the actor's own. Three queries."""
    now = clock.now()
    relations = WorkRelation.objects.filter(organisation=organisation, valid__contains=now)
    grants = Grant.objects.filter(relation__organisation=organisation)
    powers = AccessPower.objects.filter(
        organisation=organisation, right=names.IDM, valid__contains=now
    )
    held = {
        (person, role.partition(":")[0]) for person, role in powers.values_list("person", "role")
    }
    return Facts(
        users=relations.exclude(person=by.pk).exists(),
        grants=grants.exclude(relation__person=by.pk).exists(),
        head=any(kind == PostKind.HEAD_LOCAL_MANAGER for _person, kind in held),
        local=any(kind == PostKind.LOCAL_MANAGER for _person, kind in held),
        managers=len({person for person, kind in held if kind != LEGAL_REPRESENTATIVE}),
    )


def _manager(by: Actor, organisation: Organisation, kinds: set[str]) -> Checklist:
    facts = facts_of(by, organisation)
    appoint, add, quick = (
        reverse(name, args=[organisation.uid])
        for name in ("access:appoint", "access:add-user", "access:quick-grant")
    )
    appointed = Item(_("U bent aangesteld als beheerder"), True)
    user = Item(_("Voeg een eerste gebruiker toe"), facts.users, add)
    grant = Item(_("Ken een eerste recht toe"), facts.grants, quick)
    second = Item(_("Stel een tweede beheerder aan"), facts.managers >= 2, appoint)
    if LEGAL_REPRESENTATIVE in kinds:
        known = Item(_("Uw organisatie is gekend"), True)
        head = Item(_("Stel een hoofd lokale beheerder aan"), facts.head, appoint)
        return Checklist(
            _("Uw eerste stappen als wettelijk vertegenwoordiger"),
            "wettelijk-vertegenwoordiger",
            (known, head),
        )
    if kinds & {PostKind.HEAD_ACCESS_MANAGER, PostKind.ACCESS_MANAGER}:
        local = Item(_("Stel een lokale beheerder aan"), facts.local or facts.head, appoint)
        return Checklist(
            _("Uw eerste stappen als toegangsbeheerder"),
            "toegang-regelen",
            (appointed, local, grant),
        )
    if PostKind.HEAD_LOCAL_MANAGER in kinds:
        return Checklist(
            _("Uw eerste stappen als hoofd lokale beheerder"),
            "hoofd-lokale-beheerder",
            (appointed, user, grant, second),
        )
    return Checklist(
        _("Uw eerste stappen als lokale beheerder"),
        "lokale-beheerder",
        (appointed, user, grant),
    )


def _user(by: Actor, organisation: Organisation) -> Checklist:
    """He asks, his beheerder decides; who has a right has nothing left."""
    asked = RightRequest.objects.filter(person=by.pk, organisation=organisation, state="open")
    holds = any(by.powers)
    waits = not holds and asked.exists()
    steps = [
        Item(_("Uw organisatie heeft u toegevoegd (werkrelatie)"), True),
        Item(_("Vraag een recht"), holds or waits, reverse("access:ask")),
    ]
    if waits:
        followed = reverse("access:my-requests")
        steps.append(Item(_("Uw beheerder beslist"), False, followed, _("Bekijk uw aanvraag")))
    return Checklist(_("Uw eerste stappen"), "gebruiker", tuple(steps))
