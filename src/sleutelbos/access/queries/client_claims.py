"""What a client would get to see of the person who asks, as he acts now (acm_idm §1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sleutelbos.access.claims import RoleFact, role_claim, sub_of, told_key, vo_id_of
from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.clients import SCOPES, CapacityLevel
from sleutelbos.access.models import Client, Right
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    Organisation,
    Person,
    Site,
    key_in,
    numbers_of,
    target_groups_of,
)

HIDDEN = "•••••••••••"  # a personal number is not shown to look at


def claim_names(client: Client, scopes: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """(scope, the claims that come with it), in the order of the scopes."""
    own = client.application
    found = []
    for scope in scopes:
        known = SCOPES.get(scope)
        names = list(known.claims) if known else [own.claim] if scope == own.scope else []
        found.append((scope, names))
    return found


def target_group_of(client: Client, organisation: Organisation) -> str:
    """The doelgroep in which a person of an organisation comes to this client; empty for none."""
    allowed = client.target_groups or sorted(
        {group for right in client.application.rights.all() for group in right.target_groups}
    )
    mine = target_groups_of(organisation)
    return next((group for group in allowed if group in mine), "")


def own_claims(by: Actor, client: Client, spec: ClientSpec) -> dict[str, Any]:
    """The claims that this client would get now about the actor himself.

    Only what the register and Gebruikersbeheer say; times, nonce and the like belong to a token.
    """
    person = Person.objects.get(pk=by.pk or 0)
    found: dict[str, Any] = {}
    for scope in spec.scopes:
        if scope == "openid":
            found["sub"] = sub_of(person.uid)
        elif scope == "profile":
            found |= {"given_name": person.given_name, "family_name": person.family_name}
        elif scope == "rrn":
            found["rrn"] = HIDDEN
    return found | _of_capacity(by, client, spec, person)


def _of_capacity(by: Actor, client: Client, spec: ClientSpec, person: Person) -> dict[str, Any]:
    if by.capacity is None or spec.capacity_level == CapacityLevel.NONE:
        return {}
    organisation = Organisation.objects.get(pk=by.capacity.organisation)
    group = target_group_of(client, organisation)
    if not group:
        return {}
    key, found = key_in(organisation, group), {}
    if "vo" in spec.scopes:
        found = {
            "vo_id": vo_id_of(person.uid, group),
            "vo_doelgroepcode": group,
            "vo_orgcode": key,
            "vo_orgnaam": organisation.name,
            "vo_ovocode": numbers_of(organisation).get("OVO", ""),
            "vo_email": f"{person.email}:{key}" if person.email and key else "",
        }
        found = {name: value for name, value in found.items() if value}
    roles: dict[str, Any] = {}
    own = client.application
    if own.scope in spec.scopes:
        roles = dict(role_claim(_facts(by, client, key), own.claim, own.claim_form))
    return found | roles


def _facts(by: Actor, client: Client, key: str) -> Iterator[RoleFact]:
    """The roles in this application that the actor holds in his capacity."""
    application = client.application
    codes = set(Right.objects.filter(application=application).values_list("code", flat=True))
    held = [power for power in by.powers if power.right in codes]
    sites = Site.objects.in_bulk({power.scope.site for power in held} - {None})
    for power in held:
        site = power.scope.site
        number = None if site is None else sites[site].number
        told = told_key(key, number, knows_sites=application.knows_sites)
        yield RoleFact(power.right, power.role, told)
