"""SQL that says whether somebody may still act in a hoedanigheid, and for which organisations.

Fragments over ``person``, ``organisation`` and ``target_group``, three SQL expressions; ``at`` is
the moment of rights as a timestamptz expression. A power or a werkrelatie is enough, as for pages.
"""

from __future__ import annotations


def day_of(at: str) -> str:
    """The civil day of a moment."""
    return f"(({at}) AT TIME ZONE 'Europe/Brussels')::date"


def organisations(person: str, organisation: str, at: str) -> str:
    """Sub-select of the organisations for which the person may act; ``organisation`` narrows."""
    return f"""
      SELECT w.organisation_id FROM access_power w
       WHERE w.person_id = {person} AND w.valid @> {at}
         AND ({organisation} IS NULL OR w.organisation_id = {organisation})
      UNION
      SELECT r.organisation_id FROM access_workrelation r
       WHERE r.person_id = {person} AND r.valid @> {at}
         AND ({organisation} IS NULL OR r.organisation_id = {organisation})
    """  # noqa: S608 - fragments of ours


def counts(person: str, organisation: str, target_group: str, at: str) -> str:
    """Condition: the hoedanigheid still counts; a citizen's, and no choice at all, always do."""
    return f"""
      CASE WHEN {organisation} IS NULL AND {target_group} IN ('', 'BUR') THEN true
           ELSE EXISTS (
             SELECT FROM register_targetgroupmembership m
              WHERE m.target_group = {target_group} AND m.valid @> {day_of(at)}
                AND m.organisation_id IN ({organisations(person, organisation, at)})) END
    """
