"""The exact claims that an application gets (acm_idm §1.4 and §5.3). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from uuid import UUID, uuid5

KEPT = 4_096  # names of persons that a process remembers: they never change


@dataclass(frozen=True)
class RoleFact:
    """One role that somebody holds: what a claim is made of. ``key`` as :func:`told_key` has it."""

    right: str
    role: str
    key: str


def told_key(organisation: str, site: str | None, *, knows_sites: bool) -> str:
    """The key under which an application hears of a role; empty when it may not hear of it.

    ``organisation`` is its key in the doelgroep. ``site`` is the vestigingsnummer of the vestiging
    to which the role is limited, None for the whole organisation. ACM describes no role for one
    vestiging: that its number (ten digits, never an enterprise number) takes the place of the
    organisation's key, and only for an application that says it knows vestigingen, is ours.
    """
    if site is None:
        return organisation
    return site if knows_sites else ""


def role_values(facts: Iterable[RoleFact], form: str) -> list[str]:
    """The strings of a role claim: ``Recht-Rol:SLEUTEL`` (3d) or ``Recht:SLEUTEL`` (2d).

    Always a list, sorted, without doubles; an empty list when there is nothing to tell.
    """
    return sorted({f"{_name(fact, form)}:{fact.key}" for fact in facts if fact.key})


def grouped_role_values(facts: Iterable[RoleFact], form: str) -> list[str]:
    """As :func:`role_values`, for a whole doelgroep: one value with all keys (A:doelgroepen).

    ``Recht-Rol:SLEUTEL1, SLEUTEL2``, the keys sorted.
    """
    keys: dict[str, set[str]] = {}
    for fact in facts:
        if fact.key:
            keys.setdefault(_name(fact, form), set()).add(fact.key)
    return sorted(f"{name}:{', '.join(sorted(found))}" for name, found in keys.items())


def _name(fact: RoleFact, form: str) -> str:
    return f"{fact.right}-{fact.role}" if form == "3d" else fact.right


def role_claim(facts: Iterable[RoleFact], name: str, form: str) -> dict[str, list[str]]:
    """Claim name (its case is kept as the application wants it) → its values."""
    return {name: role_values(facts, form)}


@lru_cache(maxsize=KEPT)
def sub_of(person: UUID) -> str:
    """``sub``: 40 hexadecimal digits, the same person at every client (PersoonsID of ACM)."""
    return sha256(b"sub:" + person.bytes).hexdigest()[:40]


@lru_cache(maxsize=KEPT)
def vo_id_of(person: UUID, target_group: str) -> str:
    """``vo_id``: a person within one doelgroep (its code, e.g. ``OV``)."""
    return str(uuid5(person, target_group))


def sid_of(session: UUID) -> str:
    """``sid``: a session, in an id_token and in a logout token."""
    return session.hex
