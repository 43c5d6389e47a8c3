"""Bring the mirror to what was staged: entity by entity, all rows out, then all rows in.

The rule of the cookbook (R018, data_standards §1.2): an entity that an update deletes or inserts
loses *all* its rows of that one file, and gets the complete new set. Deletes don't cascade; orphans
are left as they are. A full extract touches only the entities whose rows differ. The entities are
divided over parts; a part is done in one transaction and may be done again.

History: a row keeps the number of the extract in which it was first seen; one that does not come
back goes to ``KboPast`` with the last extract that had it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sleutelbos.register.kbo import layout, sql
from sleutelbos.register.kbo.layout import Table
from sleutelbos.register.kbo.reading import FULL

PART = 5_000  # entities in a transaction


@dataclass(frozen=True)
class Touched:
    """What an extract would change: entities over all files, in so many parts; enterprises and
    vestigingen that are no longer there."""

    entities: int = 0
    parts: int = 0
    enterprises_gone: int = 0
    establishments_gone: int = 0


@dataclass
class Applied:
    """Rows of a file that came in, and that are no longer there."""

    new: int = 0
    gone: int = 0


def compare(kind: str) -> Touched:
    """Find the entities whose rows may change, and divide them; what that comes to."""
    sql.run(f"DROP TABLE IF EXISTS {sql.TOUCHED}")
    found = " UNION ALL ".join(
        _differing(table) if kind == FULL else _listed(table) for table in layout.TABLES
    )
    sql.run(
        f"CREATE TABLE {sql.TOUCHED} AS SELECT file, entity,"  # noqa: S608 - our own tables
        f" ((dense_rank() OVER (ORDER BY entity) - 1) / {PART})::int AS part"
        f" FROM ({found}) AS found"
    )
    sql.run(f"CREATE INDEX ON {sql.TOUCHED} (part, file)")
    sql.run(f"ANALYZE {sql.TOUCHED}")
    return touched()


def touched() -> Touched:
    """What :func:`compare` found."""
    entities = sql.number_of(f"SELECT count(DISTINCT entity) FROM {sql.TOUCHED}")  # noqa: S608
    enterprises, establishments = (_leaving(table) for table in layout.TABLES[:2])
    return Touched(entities, -(-entities // PART), enterprises, establishments)


def _listed(table: Table) -> str:
    return (
        f"SELECT '{table.file}' AS file, entity FROM"  # noqa: S608 - our own tables
        f" (SELECT entity FROM {sql.stage_gone(table)}"
        f" UNION SELECT {sql.key(table)} FROM {sql.stage(table)}) AS listed"
    )


def _differing(table: Table) -> str:
    def summed(place: str) -> str:
        return (
            f"SELECT {sql.key(table)} AS entity, count(*) AS rows,"  # noqa: S608 - our own tables
            f" sum({sql.digest(table, 'x')}::numeric) AS sum FROM {place} AS x GROUP BY 1"
        )

    return (
        f"SELECT '{table.file}' AS file, entity FROM"  # noqa: S608 - our own tables
        f" ({summed(sql.target(table))}) AS a FULL JOIN ({summed(sql.stage(table))}) AS b"
        " USING (entity) WHERE (a.rows, a.sum) IS DISTINCT FROM (b.rows, b.sum)"
    )


def _leaving(table: Table) -> int:
    """Entities of a file with one row each that are here, are touched, and don't come back."""
    key = sql.key(table)
    return sql.number_of(
        f"SELECT count(*) FROM {sql.TOUCHED} AS t JOIN {sql.target(table)} AS m"  # noqa: S608
        f" ON m.{key} = t.entity WHERE t.file = %s"
        f" AND NOT EXISTS (SELECT FROM {sql.stage(table)} AS s WHERE s.{key} = t.entity)",
        [table.file],
    )


def apply_part(number: int, last: int, part: int) -> dict[str, Applied]:
    """Do one part of extract ``number``, which follows ``last``; what changed per file."""
    return {table.file: _apply(table, number, last, part) for table in layout.TABLES}


def _apply(table: Table, number: int, last: int, part: int) -> Applied:
    target, key, stage = sql.target(table), sql.key(table), sql.stage(table)
    wanted = f"(SELECT entity FROM {sql.TOUCHED} WHERE file = '{table.file}' AND part = {part:d})"  # noqa: S608
    sql.run(
        "CREATE TEMP TABLE kbo_old ON COMMIT DROP AS"  # noqa: S608 - our own tables
        f" SELECT {key} AS entity, {sql.digest(table, 'm')} AS digest, first_extract,"
        f" jsonb_build_object({_pairs(table)}) AS content FROM {target} AS m"
        f" WHERE {key} IN {wanted}"
    )
    sql.run(f"DELETE FROM {target} WHERE {key} IN {wanted}")  # noqa: S608 - as above
    sql.run(
        f"INSERT INTO {target} ({sql.columns(table)}, first_extract)"  # noqa: S608 - as above
        f" SELECT {sql.columns(table, 's')}, coalesce(o.first_extract, {number:d})"
        f" FROM {stage} AS s LEFT JOIN (SELECT entity, digest, min(first_extract) AS first_extract"
        f" FROM kbo_old GROUP BY 1, 2) AS o"
        f" ON o.entity = s.{key} AND o.digest = {sql.digest(table, 's')}"
        f" WHERE s.{key} IN {wanted}"
    )
    new = sql.number_of(
        f"SELECT count(*) FROM {target} WHERE {key} IN {wanted} AND first_extract = {number:d}"  # noqa: S608
    )
    gone = sql.run(
        f"INSERT INTO {sql.PAST} (file, entity, content, first_extract, last_extract)"  # noqa: S608
        f" SELECT '{table.file}', entity, content, first_extract, {last:d} FROM kbo_old AS o"
        f" WHERE NOT EXISTS (SELECT FROM {stage} AS s"
        f" WHERE s.{key} = o.entity AND {sql.digest(table, 's')} = o.digest)"
    )
    sql.run("DROP TABLE kbo_old")
    return Applied(new, gone)


def _pairs(table: Table) -> str:
    columns = [sql.column(table, one.field) for one in table.columns if one.field != table.key]
    return ", ".join(f"'{name.strip(chr(34))}', m.{name}" for name in columns)


def replace_codes() -> None:
    """Put the table of codes, which every extract has whole, in the place of the one that is."""
    table = layout.CODES
    columns, target = sql.columns(table), sql.target(table)
    sql.run(f"DELETE FROM {target}")  # noqa: S608 - our own tables
    sql.run(f"INSERT INTO {target} ({columns}) SELECT {columns} FROM {sql.stage(table)}")  # noqa: S608


def parts() -> Iterator[int]:
    """The parts that :func:`compare` made."""
    return iter(range(touched().parts))
