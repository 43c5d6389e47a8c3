"""Many persons with many rights, by COPY: for benchmarks and for whoever wants to see it full.

Deterministic: the same plan gives the same rows (the ciphertext of the numbers has a fresh nonce).
Numbers come from :mod:`identifiers`, so that none can be real. Only an empty register is filled.

Indexes and constraints of the filled tables are taken off first and put back at the end, which
checks every row; all in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter

from django.db import connection, transaction

from sleutelbos.demo import bulk_names, identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.public import Organisation, Person
from sleutelbos.tools import crypto

BLOCK = 1 << 18  # bytes handed to COPY at a time
ENDS = 700  # different last days
ALL_TIME = "(,)"

COLUMNS = {
    "register_organisation": (
        "id uid name short_name legal_form legal_situation status kind source email street"
        " house_number box postcode municipality country"
    ),
    "register_organisationidentifier": "id organisation_id kind value valid",
    "register_targetgroupmembership": "id organisation_id identifier_id target_group valid",
    "register_person": ("id uid given_name family_name email language birth_date mail_refused"),
    "register_personidentifier": "id person_id kind sealed lookup tail valid",
    "access_workrelation": "id uid person_id organisation_id kind valid source reason",
    "access_grant": "id uid relation_id role_id valid source reason",
}


class NotEmpty(Exception):
    """The register holds somebody already; nothing was written."""


@dataclass(frozen=True)
class Plan:
    """How much: two grants a person on average; the first organisation has ``largest`` users.

    Those have three grants each, and as many others have one. ``roles`` are at least three keys of
    roles; ``today`` is the day around which grants end.
    """

    roles: Sequence[int]
    today: date
    persons: int = 1_000_000
    organisations: int = 1_000
    largest: int = 10_000

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if len(self.roles) < 3 or self.persons < 2 * self.largest or self.organisations < 2:
            raise ValueError("give three roles, two organisations and persons enough")

    @property
    def grants(self) -> int:
        """How many grants the plan makes."""
        return 2 * self.persons


@dataclass(frozen=True)
class Filled:
    """Rows, bytes and seconds of COPY per table; ``finish``: seconds to put the indexes back."""

    tables: dict[str, tuple[int, int, float]]
    finish: float


def fill(plan: Plan) -> Filled:
    """Write what the plan says. Raises NotEmpty when anybody is there already."""
    if Person.objects.exists() or Organisation.objects.exists():
        raise NotEmpty("the register is not empty")
    with transaction.atomic(), arranging():
        measured = {}
        with stripped(list(COLUMNS)):
            for table, lines in streams(plan).items():
                measured[table] = copy_in(table, blocks(lines))
            before = perf_counter()
        for table in COLUMNS:
            _advance_sequence(table)
        finish = perf_counter() - before
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(COLUMNS)}")
    return Filled(measured, finish)


def streams(plan: Plan) -> dict[str, Iterator[str]]:
    """Table → its rows in COPY's text format, each with its line end."""
    return {
        "register_organisation": _organisations(plan),
        "register_organisationidentifier": _organisation_numbers(plan),
        "register_targetgroupmembership": _memberships(plan),
        "register_person": _persons(plan),
        "register_personidentifier": _person_numbers(plan),
        "access_workrelation": _relations(plan),
        "access_grant": _grants(plan),
    }


def blocks(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines together in blocks of a good size for COPY."""
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= BLOCK:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def copy_in(table: str, content: Iterable[bytes]) -> tuple[int, int, float]:
    """COPY blocks into a table; rows, bytes and seconds."""
    columns = ", ".join(COLUMNS[table].split())
    before, size = perf_counter(), 0
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for block in content:
                copy.write(block)
                size += len(block)
        rows = cursor.rowcount
    return rows, size, perf_counter() - before


@contextmanager
def stripped(tables: list[str]) -> Iterator[None]:
    """Without constraints and indexes (primary keys stay); put back afterwards, which checks."""
    with connection.cursor() as cursor:
        constraints = _constraints(cursor, tables)
        for table, name, _definition in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        indexes = _indexes(cursor, tables)
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _constraints(cursor: object, tables: list[str]) -> list[tuple[str, str, str]]:
    """Table, name and definition; foreign keys last, as they need what they point at."""
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('u', 'x', 'f')"
        " ORDER BY contype = 'f', oid",
        [tables],
    )
    return list(cursor.fetchall())  # type: ignore[attr-defined]


def _indexes(cursor: object, tables: list[str]) -> list[tuple[str, str]]:
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary ORDER BY indexrelid",
        [tables],
    )
    return list(cursor.fetchall())  # type: ignore[attr-defined]


def _advance_sequence(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}",  # noqa: S608 - ours
            [table],
        )


def _uid(kind: int, number: int) -> str:
    """A UUID that tells nothing but is the same each time."""
    return f"{number:08x}-0000-4000-8000-{kind:012x}"


def _organisations(plan: Plan) -> Iterator[str]:
    for n in range(1, plan.organisations + 1):
        name = bulk_names.company(n)
        row = (n, _uid(1, n), name, "", "610", "000", "active", "company", "kbo")
        address = (f"info{n}@example.be", "Teststraat", n, "", "1000", "Brussel", "")
        yield "\t".join(map(str, row + address)) + "\n"


def _organisation_numbers(plan: Plan) -> Iterator[str]:
    for n in range(1, plan.organisations + 1):
        # counted from the end of the block: the stories use its beginning
        yield f"{n}\t{n}\tKBO\t{identifiers.enterprise(999_999 - n)}\t{ALL_TIME}\n"


def _memberships(plan: Plan) -> Iterator[str]:
    for n in range(1, plan.organisations + 1):
        yield f"{n}\t{n}\t{n}\tEA\t{ALL_TIME}\n"


def _persons(plan: Plan) -> Iterator[str]:
    for n, (birth, _counter) in zip(range(1, plan.persons + 1), identifiers.births(), strict=False):
        given, family = bulk_names.person(n)
        uid = _uid(2, n)
        yield f"{n}\t{uid}\t{given}\t{family}\tpersoon{n}@example.be\tnl\t{birth}\t\n"


def _person_numbers(plan: Plan) -> Iterator[str]:
    for n, (birth, counter) in zip(range(1, plan.persons + 1), identifiers.births(), strict=False):
        number = identifiers.insz(birth, counter)
        sealed = crypto.encrypt(number, "insz").hex()
        lookup = crypto.lookup(number, "insz").hex()
        yield f"{n}\t{n}\tTST\t\\\\x{sealed}\t\\\\x{lookup}\t{number[-2:]}\t{ALL_TIME}\n"


def _relations(plan: Plan) -> Iterator[str]:
    since = f"[{clock.midnight(plan.today - timedelta(days=400)).isoformat()},)"
    for n in range(1, plan.persons + 1):
        where = organisation_of(plan, n)
        yield f"{n}\t{_uid(3, n)}\t{n}\t{where}\tvast\t{since}\thandmatig\t\n"


def organisation_of(plan: Plan, person: int) -> int:
    """Where the person with this number works."""
    return 1 if person <= plan.largest else 2 + person % (plan.organisations - 1)


def _grants(plan: Plan) -> Iterator[str]:
    first = clock.midnight(plan.today - timedelta(days=300)).isoformat()
    days = (plan.today + timedelta(days=n - ENDS // 7) for n in range(ENDS))
    periods = [f"[{first},{clock.midnight(day).isoformat()})" for day in days]
    roles, key = plan.roles, 0
    for n in range(1, plan.persons + 1):
        many = 3 if n <= plan.largest else 1 if n > plan.persons - plan.largest else 2
        for k in range(many):
            key += 1
            role, period = roles[(n + k) % len(roles)], periods[key * 37 % ENDS]
            yield f"{key}\t{_uid(4, key)}\t{n}\t{role}\t{period}\thandmatig\t\n"
