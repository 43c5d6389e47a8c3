"""The exact claims that an application gets (acm_idm §1.4 and §5.3). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid5


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


def grouped_role_values(facts: Iterable[RoleFact], form: str) -> list[str]:
    """As :func:`role_values`, for a whole doelgroep: one value with all keys (A:doelgroepen).

    ``Recht-Rol:SLEUTEL1, SLEUTEL2``, the keys sorted.
    """
    keys: dict[str, set[str]] = {}
    for fact in facts:
        name = f"{fact.right}-{fact.role}" if form == "3d" else fact.right
        keys.setdefault(name, set()).add(fact.organisation_key)
    return sorted(f"{name}:{', '.join(sorted(found))}" for name, found in keys.items())


def role_claim(facts: Iterable[RoleFact], name: str, form: str) -> dict[str, list[str]]:
    """Claim name (its case is kept as the application wants it) → its values."""
    return {name: role_values(facts, form)}


def sub_of(person: UUID) -> str:
    """``sub``: 40 hexadecimal digits, the same person at every client (PersoonsID of ACM)."""
    return sha256(b"sub:" + person.bytes).hexdigest()[:40]


def vo_id_of(person: UUID, target_group: str) -> str:
    """``vo_id``: a person within one doelgroep (its code, e.g. ``OV``)."""
    return str(uuid5(person, target_group))


def sid_of(session: UUID) -> str:
    """``sid``: a session, in an id_token and in a logout token."""
    return session.hex
