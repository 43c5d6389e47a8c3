"""Whether somebody may still act in a hoedanigheid, as for pages: by a werkrelatie or a power.

A werkrelatie answers for nearly everybody and costs little, so it is read along with the rest
(:func:`works`, a fragment of SQL); the powers are asked only when there is none (:func:`counts`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sleutelbos.tools.prepared import Statement

# A fence for the planner after a sub-select that leans on what stands before it: first whose or
# where, then what holds there. It takes a period that holds now to be rare, and would else begin
# with the powers of everybody or with all organisations of a doelgroep.
FIRST = "OFFSET 0"


def day_of(at: str) -> str:
    """The civil day of a moment, both SQL expressions."""
    return f"(({at}) AT TIME ZONE 'Europe/Brussels')::date"


def _within(holding: str, person: str, organisation: str, target_group: str, at: str) -> str:
    """Condition: one of these holdings counts for an organisation of the doelgroep."""
    return f"""
      EXISTS (SELECT FROM {holding} h
               CROSS JOIN LATERAL (
                 SELECT FROM register_targetgroupmembership m
                  WHERE m.organisation_id = h.organisation_id AND m.target_group = {target_group}
                    AND m.valid @> {day_of(at)}
                 {FIRST}) m
               WHERE h.person_id = {person} AND h.valid @> {at}
                 AND ({organisation} IS NULL OR h.organisation_id = {organisation}))
    """  # noqa: S608 - fragments of ours


def works(person: str, organisation: str, target_group: str, at: str) -> str:
    """Condition: a citizen, no choice at all, or a werkrelatie; SQL expressions, ``at`` the moment
    of rights as a timestamptz. False says nothing yet: a power counts too."""
    relation = _within("access_workrelation", person, organisation, target_group, at)
    return f"""
      CASE WHEN {organisation} IS NULL AND {target_group} IN ('', 'BUR') THEN true
           ELSE {relation} END
    """


HAS_POWER = Statement(
    "SELECT to_json("
    + _within("access_power", "$1::bigint", "$2::bigint", "$3::text", "$4::timestamptz")
    + ")"
)


def counts(held: dict[str, Any], at: datetime) -> bool:
    """Whether a hoedanigheid counts at a moment of rights; ``held`` has its ``person``,
    ``organisation`` and ``target_group``, and as ``works`` what the fragment said."""
    if held["works"]:
        return True
    return bool(HAS_POWER(held["person"], held["organisation"], held["target_group"], at))
