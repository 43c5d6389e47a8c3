"""What decisions rest on, as SQL: read whole for the arrays, or for a few persons and places.

Power comes from ``access_power`` and nothing else; who died has none after that day. Dates become
seconds, rounded down on both sides: a right that is withdrawn ends at once, never a second late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psycopg

from sleutelbos.access import names
from sleutelbos.access.decisions.layout import FOREVER
from sleutelbos.kernel import clock
from sleutelbos.register.public import TargetGroup

GROUPS = {group.value: number for number, group in enumerate(TargetGroup, start=1)}


def sub_of(person: str) -> str:
    """``claims.sub_of`` in SQL, as bytes, for a person by the name of the table; indexed."""
    return f"substr(sha256('sub:'::bytea || uuid_send({person}.uid)), 1, 20)"


SUB = sub_of("p")
# A number may pass to another organisation; it leads to whom it belonged to last.
LATEST = (
    "NOT EXISTS (SELECT FROM register_organisationidentifier later"
    " WHERE later.kind = i.kind AND later.value = i.value AND later.id <> i.id"
    " AND coalesce(lower(later.valid), '-infinity') > coalesce(lower(i.valid), '-infinity'))"
)

# Two queries: joined to persons, the planner reads the powers of everybody (1.9 s against 1 ms).
PERSONS = f"SELECT p.id, {SUB}, p.deceased_on FROM register_person p WHERE p.id = ANY(%s)"  # noqa: S608
POWERS = """
SELECT w.person_id, w.organisation_id, w.site_id, w.role_id, w.role, w.source_kind,
       lower(w.valid), upper(w.valid)
  FROM access_power w WHERE w.person_id = ANY(%s) AND NOT isempty(w.valid)
"""

CATALOGUE = """
SELECT ro.id, a.code, ri.code, ro.code, ri.sign_in_level, ri.target_groups
  FROM access_role ro
  JOIN access_right ri ON ri.id = ro.right_id
  JOIN access_application a ON a.id = ri.application_id
"""

KNOWN = f"""
SELECT m.organisation_id, m.target_group, i.value, lower(m.valid), upper(m.valid)
  FROM register_targetgroupmembership m
  JOIN register_organisationidentifier i ON i.id = m.identifier_id
 WHERE {{which}}
UNION ALL
SELECT m.organisation_id, '', i.value, lower(i.valid), upper(i.valid)
  FROM register_organisationidentifier i
  JOIN LATERAL (SELECT i.organisation_id) m ON true
 WHERE {LATEST} AND {{which}}
"""  # noqa: S608 - fragments of ours
SITES = "SELECT m.id, m.organisation_id, m.number FROM register_site m WHERE {which}"
THESE = "m.organisation_id = ANY(%(keys)s)"

IDENTITY = """
SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || d.oid || '/' || d.datname
  FROM pg_database d WHERE d.datname = current_database()
"""


@dataclass(frozen=True)
class HeldRole:
    """What somebody holds: a role of a right (by its key), or a post or KBO function by name.

    ``kind`` is the source: grant, post, function or mandate.
    """

    kind: str
    role: int | None
    name: str = ""

    @classmethod
    def of(cls, kind: str, role: int | None, name: str) -> HeldRole:
        """From a row; the name counts only where there is no role."""
        return cls(kind, role, "" if role is not None else name)


@dataclass(frozen=True)
class RoleRow:
    """A role of the catalogue: its application, codes, least level and doelgroepen."""

    application: str
    right: str
    role: str
    level: int
    groups: tuple[str, ...]


Catalogue = dict[int, RoleRow]


def seconds(at: datetime | None, without: int) -> int:
    """Whole seconds since 1970, rounded down; ``without`` for no bound."""
    if at is None:
        return without
    return min(max(int(at.timestamp() // 1), 0), FOREVER)


def midnight(day: date | None, without: int) -> int:
    """The second at which a civil day starts in Brussels; ``without`` for no bound."""
    return without if day is None else seconds(clock.midnight(day), without)


def catalogue(connection: psycopg.Connection[Any]) -> Catalogue:
    """Every role by its key."""
    return {
        key: RoleRow(application, right, role, level, tuple(groups))
        for key, application, right, role, level, groups in connection.execute(CATALOGUE)
    }


def row_of(held: HeldRole, known: Catalogue) -> RoleRow | None:
    """What the catalogue says of something held; None when the role is no more."""
    if held.role is not None:
        return known.get(held.role)
    return RoleRow(names.OWN_APPLICATION, names.IDM, held.name, 0, ())


def identity(connection: psycopg.Connection[Any]) -> str:
    """Which database this is: transaction numbers of another one mean nothing here."""
    found = connection.execute(IDENTITY).fetchone()
    assert found is not None
    return str(found[0])
