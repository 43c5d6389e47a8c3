"""Names of the mirror's tables and columns as they stand in SQL, and its staging tables.

Staging tables are ordinary, logged tables: what was read must survive a crash of the server until
it is applied. They exist only while an extract is being loaded.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Field

from sleutelbos.register.kbo import layout
from sleutelbos.register.kbo.layout import Table

TOUCHED = "kbo_stage_touched"  # (file, entity, part): whose rows of which file may change
PAST = "register_kbopast"


def quoted(name: str) -> str:
    """A name as SQL."""
    return connection.ops.quote_name(name)


def target(table: Table) -> str:
    """The mirror's own table."""
    return quoted(table.model._meta.db_table)


def stage(table: Table) -> str:
    """Where the rows of the file wait."""
    return f"kbo_stage_{table.file}"


def stage_gone(table: Table) -> str:
    """Where the entities of the file with deletes wait."""
    return f"kbo_stage_{table.file}_gone"


def column(table: Table, field: str) -> str:
    """The column of a field."""
    found = table.model._meta.get_field(field)
    assert isinstance(found, Field)
    return quoted(found.column or field)


def columns(table: Table, alias: str = "") -> str:
    """The columns that a file fills, in its order."""
    prefix = f"{alias}." if alias else ""
    return ", ".join(prefix + column(table, one.field) for one in table.columns)


def key(table: Table) -> str:
    """The column that names the entity."""
    return column(table, table.key)


def digest(table: Table, alias: str) -> str:
    """A number that is the same for rows that are the same.

    Only what is compared for history rests on it; what stands in the mirror never does.
    """
    return f"hashtextextended(ROW({columns(table, alias)})::text, 0)"


def run(statement: str, values: list[Any] | None = None) -> int:
    """Do it; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def number_of(statement: str, values: list[Any] | None = None) -> int:
    """The one number that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0] or 0)


def clear() -> None:
    """Take every staging table away; none is fine too."""
    names = [TOUCHED]
    for table in (*layout.TABLES, layout.CODES):
        names += [stage(table), stage_gone(table)]
    run(f"DROP TABLE IF EXISTS {', '.join(names)}")


def is_staged() -> bool:
    """Whether an extract was read and compared, and not yet applied."""
    return bool(number_of("SELECT (to_regclass(%s) IS NOT NULL)::int", [TOUCHED]))
