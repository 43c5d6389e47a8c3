"""Drop the content of a month of the audit log whose term is over; the seal stays whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import islice

from django.db import connection
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.audit import leaf_hash
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.models import AuditEntry, AuditLeaf
from sleutelbos.tools.ledger.gone import DROP, GoneMonth, ranges_of, said_by, statement
from sleutelbos.tools.ledger.policies import keep_years

TABLE = "kernel_auditentry"
REST = "kernel_auditentry_rest"  # what fell in no month of its own
CHUNK = 2000
WAIT = "10s"  # for whoever is writing in the log; after that the next night tries again


def months_past_term() -> list[date]:
    """The first days of the months (UTC, as the log lies) that are past their term and still hold
    entries, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date"
            " FROM kernel_auditentry WHERE at < %s ORDER BY 1",
            [_start(_first_kept())],
        )
        return [month for (month,) in cursor.fetchall()]


def may_drop(by: Actor, month: date) -> Decision:
    """Only the house itself."""
    return is_system(by)


def facts_of_drop(result: tuple[GoneMonth, list[GoneMonth]], month: date) -> Mapping[str, object]:
    """Which month, how many entries, after how many years; and the signed statement of it."""
    dropped, earlier = result
    words = {"month": dropped.month, "entries": dropped.entries, "years": dropped.years}
    return {**words, **statement(dropped, earlier)}


@action(
    DROP,
    label=_("Oude inhoud van het logboek verwijderen"),
    allow=may_drop,
    locks=(),
    sentence=_(
        "{by} verwijderde de inhoud van {entries} logboekitems van {month}, na {years} jaar."
        " Hun zegel blijft."
    ),
    about=facts_of_drop,
)
def drop_month(by: Actor, month: date) -> tuple[GoneMonth, list[GoneMonth]]:
    """Drop the entries of a month, given by its first day; leaves and checkpoints stay.

    Gives what was dropped, and what older statements in that month said: those are passed on.
    Raises Invalid when the term isn't over, or when an entry isn't sealed or was touched: what the
    log can't vouch for is looked into first.
    """
    if month >= _first_kept():
        raise Invalid(_t("De bewaartermijn van deze maand is nog niet om."))
    table = _locked(month)
    numbers, earlier = _checked(month)
    years = keep_years.on(clock.today())
    dropped = GoneMonth(f"{month:%Y-%m}", years, len(numbers), ranges_of(numbers))
    _drop(table, month)
    return dropped, earlier


def _first_kept() -> date:
    """The first day of the first month that is not past its term, which is a year at least."""
    now, years = clock.now().astimezone(UTC), max(1, keep_years.on(clock.today()))
    return date(max(1, now.year - years), now.month, 1)


def _start(month: date) -> datetime:
    return datetime.combine(month, time(0), tzinfo=UTC)


def _end(month: date) -> datetime:
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return _start(after)


def _locked(month: date) -> str:
    """The partition in which the month lies, with a lock that keeps others from adding to it."""
    own = f"{TABLE}_{month:%Y_%m}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [own])
        table = own if cursor.fetchone()[0] else REST
        cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
    return table


def _checked(month: date) -> tuple[list[int], list[GoneMonth]]:
    """The leaves of a month's entries, each compared with its entry, and the statements in them."""
    rows = AuditEntry.objects.filter(at__gte=_start(month), at__lt=_end(month)).order_by("pk")
    entries = rows.iterator(chunk_size=CHUNK)
    numbers: list[int] = []
    earlier: list[GoneMonth] = []
    while chunk := list(islice(entries, CHUNK)):
        leaves = AuditLeaf.objects.in_bulk([entry.pk for entry in chunk], field_name="entry")
        for entry in chunk:
            leaf = leaves.get(entry.pk)
            if leaf is None or bytes(leaf.hash) != leaf_hash(entry):
                words = {"entry": entry.pk}
                raise Invalid(_t("Logboekitem %(entry)s past niet bij zijn zegel.") % words)
            numbers.append(leaf.number)
            earlier += said_by(entry) if entry.action == DROP else ()
    return numbers, earlier


def _drop(table: str, month: date) -> None:
    """Take the month out. No trigger stands in the way of this: DROP and DETACH are the owner's."""
    with connection.cursor() as cursor:
        if table != REST:
            cursor.execute(f"DROP TABLE {table}")
            return
        cursor.execute(f"ALTER TABLE {TABLE} DETACH PARTITION {REST}")
        cursor.execute(
            f"DELETE FROM {REST} WHERE at >= %s AND at < %s",  # noqa: S608 - a constant
            [_start(month), _end(month)],
        )
        cursor.execute(f"ALTER TABLE {TABLE} ATTACH PARTITION {REST} DEFAULT")
