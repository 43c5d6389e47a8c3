"""The exact claims that an application gets (acm_idm §1.4 and §5.3). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class RoleFact:
    """One role that somebody holds: what a claim is made of."""

    right: str
    role: str
    organisation_key: str


def role_values(facts: Iterable[RoleFact], form: str) -> list[str]:
    """The strings of a role claim: ``Recht-Rol:SLEUTEL`` (3d) or ``Recht:SLEUTEL`` (2d).

    Always a list, sorted, without doubles; an empty list when there is nothing.
    """
    if form == "3d":
        found = {f"{fact.right}-{fact.role}:{fact.organisation_key}" for fact in facts}
    else:
        found = {f"{fact.right}:{fact.organisation_key}" for fact in facts}
    return sorted(found)


def role_claim(facts: Iterable[RoleFact], name: str, form: str) -> dict[str, list[str]]:
    """Claim name (its case is kept as the application wants it) → its values."""
    return {name: role_values(facts, form)}
