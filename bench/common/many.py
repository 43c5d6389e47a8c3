"""Millions of dated grants, made by the database itself: for the decision arrays.

Persons 1..P have ``each`` grants on one werkrelatie; a third has ended, a sixth starts later. What
guards the tables is off while they are filled, and the exclusion constraints of grants and
werkrelaties stay off: ten million rows would take them a quarter of an hour, and only who writes
needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from common import stage
from sleutelbos.demo.bulk import stripped
from sleutelbos.kernel.guard import arranging

TABLES = (
    "register_organisation",
    "register_organisationidentifier",
    "register_person",
    "access_workrelation",
    "access_grant",
)
KEPT_OFF = ("relation_no_overlap", "grant_no_overlap")
FILL = (
    """
INSERT INTO register_organisation (id, uid, name, short_name, legal_form, legal_situation, status,
       kind, source, email, street, house_number, box, postcode, municipality, country)
SELECT n, gen_random_uuid(), 'Bedrijf ' || n, '', '', '', 'active', 'company', 'kbo', '',
       '', '', '', '', '', ''
  FROM generate_series(1, %(organisations)s) AS n""",
    """
INSERT INTO register_organisationidentifier (id, organisation_id, kind, value, valid)
SELECT n, n, 'KBO', lpad((1900000000 + n)::text, 10, '0'), '(,)'
  FROM generate_series(1, %(organisations)s) AS n""",
    """
INSERT INTO register_person (id, uid, given_name, family_name, email, language, mail_refused)
SELECT n, gen_random_uuid(), 'Jan', 'Peeters', '', 'nl', ''
  FROM generate_series(1, %(persons)s) AS n""",
    """
INSERT INTO access_workrelation (id, uid, person_id, organisation_id, kind, valid, source, reason)
SELECT n, gen_random_uuid(), n, 1 + n %% %(organisations)s, 'vast',
       tstzrange(now() - interval '900 days', NULL), 'handmatig', ''
  FROM generate_series(1, %(persons)s) AS n""",
    """
INSERT INTO access_grant (id, uid, relation_id, role_id, valid, source, reason)
SELECT (n - 1) * %(each)s + k, gen_random_uuid(), n,
       (%(roles)s::bigint[])[1 + (n + k) %% cardinality(%(roles)s::bigint[])],
       CASE (n + k) %% 6
         WHEN 0 THEN tstzrange(now() - interval '800 days', now() - n %% 500 * interval '1 day')
         WHEN 1 THEN tstzrange(now() - interval '700 days', now() - n %% 300 * interval '1 day')
         WHEN 2 THEN tstzrange(now() + n %% 300 * interval '1 day', NULL)
         ELSE tstzrange(now() - n %% 600 * interval '1 day', now() + interval '900 days')
       END, 'handmatig', ''
  FROM generate_series(1, %(persons)s) AS n, generate_series(1, %(each)s) AS k""",
)


@dataclass(frozen=True)
class Crowd:
    """How much; ``roles`` are keys of at least ``each`` roles, so that no grant overlaps."""

    roles: Sequence[int]
    persons: int
    each: int
    organisations: int = 50_000


def database(kind: str, fill: Callable[[], None]) -> AbstractContextManager[None]:
    """A database of this kind, filled when it isn't there yet."""
    return stage.kept_database(kind, Path(__file__).read_text("utf-8"), fill)


def fill(crowd: Crowd) -> None:
    """Write it in a database that holds only the catalogue."""
    if len(crowd.roles) < crowd.each:
        raise ValueError("more grants each than roles")
    values = {
        "roles": list(crowd.roles),
        "persons": crowd.persons,
        "each": crowd.each,
        "organisations": crowd.organisations,
    }
    with transaction.atomic(), arranging(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table, name in zip(("access_workrelation", "access_grant"), KEPT_OFF, strict=True):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        with stripped(list(TABLES)):
            for statement in FILL:
                cursor.execute(statement, values)
            for table in TABLES:
                cursor.execute(f"SELECT setval('{table}_id_seq', max(id)) FROM {table}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SELECT access_tell('reload', '{}')")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
