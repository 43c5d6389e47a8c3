"""What each role may, as data beside the lines of the seeds (W14–W18, W28).

``abilities.csv`` has a line per ability and role: ``own`` is what the own organisation is competent
for (or, of a school, what concerns it), ``all`` is everything that the portal knows. Roles combine
as a union; what has no line may not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from sleutelbos.duallearning import names
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, no

OWN, ALL = "own", "all"


@dataclass(frozen=True)
class Line:
    """A role may something, within a bound; ``line`` is how its source says it."""

    ability: str
    role: str
    bound: str
    source: str
    line: str


@cache
def lines() -> tuple[Line, ...]:
    """Every line, in the order of the seeds."""
    path = files("sleutelbos.duallearning.recognition") / "abilities.csv"
    with path.open(encoding="utf-8") as file:
        return tuple(Line(**row) for row in csv.DictReader(file))


@cache
def _roles(ability: str, bound: str) -> frozenset[str]:
    return frozenset(
        line.role for line in lines() if line.ability == ability and bound in ("", line.bound)
    )


def held(by: Actor) -> Iterator[tuple[str, int]]:
    """The actor's roles of Werkplek Duaal gebruiker, each with the organisation where it counts."""
    return ((power.role, power.scope.organisation) for power in by.powers_for(names.USER))


def places(by: Actor, ability: str, bound: str = "") -> set[int]:
    """Keys of the organisations where a role of the actor gives an ability (within a bound)."""
    roles = _roles(ability, bound)
    return {organisation for role, organisation in held(by) if role in roles}


def may(by: Actor, ability: str) -> Decision:
    """A role that has this ability, somewhere; the department may look at everything."""
    if places(by, ability) or any(by.powers_for(names.DEPARTMENT, names.OFFICER)):
        return YES
    roles = sorted(_roles(ability, ""))
    return no(
        _("Uw rol in Werkplek Duaal laat dit niet toe. Dit doet: %s.") % ", ".join(roles),
        missing=[(names.USER, role, None) for role in roles[:1]],
    )
