"""Dated facts on two axes: ``valid`` (when it counts) and ``recorded`` (when we knew).

A thing is an ordinary row; its facts are slices. A slice is never changed: what is no longer so
gets an end of ``recorded``, and what is so now is a new slice (architecture, Time; ADR 0014).

::

    class UnitSlice(Slice):
        unit = models.ForeignKey(Unit, models.PROTECT, related_name="slices")
        name = models.CharField(max_length=200)
        keys, facts = ("unit",), ("name",)

        class Meta(Slice.Meta):
            constraints = slice_constraints("unitslice", ("unit",), overlap=_("…"), empty=_("…"))

    put(UnitSlice, {"unit": unit}, dates.of_days(date(2027, 1, 1)), {"name": "Team Bos"})
    standing(unit.slices.all(), on=date(2027, 3, 1))            # as we know it now
    standing(unit.slices.all(), on=…, known=last_year)          # as we knew it then

The migration that makes such a table ends with ``keep_slices("room_table")``, and with
``without_gaps("room_table", "unit_id")`` when the facts of a thing may not leave a hole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import migrations, models
from django.db.models import Model, Q, QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.periods import DateRange, Period

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    _Sentence = str | _StrPromise  # as Django types what a constraint says

S = TypeVar("S", bound="Slice")
NOW = Q(recorded__upper_inf=True)  # what we know at this moment
Told = tuple[DateRange, dict[str, Any]]


class Slice(models.Model):
    """``keys`` name the fields that say of what it is, ``facts`` those that say what is so."""

    keys: ClassVar[tuple[str, ...]] = ()
    facts: ClassVar[tuple[str, ...]] = ()

    valid = DateRangeField()
    recorded = DateTimeRangeField()

    class Meta:
        abstract = True

    def told(self) -> dict[str, Any]:
        """The facts by name; a reference as its row's key."""
        return {name: getattr(self, _column(type(self), name)) for name in self.facts}


def slice_constraints(
    name: str, keys: Sequence[str], *, overlap: _Sentence, empty: _Sentence
) -> list[models.BaseConstraint]:
    """Of one thing, at one day, we know one slice; and each slice has a day."""
    return [
        ExclusionConstraint(
            name=f"{name}_once",
            expressions=[
                *((key, RangeOperators.EQUAL) for key in keys),
                ("valid", RangeOperators.OVERLAPS),
            ],
            condition=NOW,
            violation_error_message=overlap,
        ),
        models.CheckConstraint(
            condition=Q(valid__isempty=False),
            name=f"{name}_not_empty",
            violation_error_message=empty,
        ),
    ]


def keep_slices(table: str) -> migrations.RunSQL:
    """Let the database refuse every change of a slice but the end of ``recorded``, once."""
    return migrations.RunSQL(
        f"CREATE TRIGGER keep_slice BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION sleutelbos_keep_slice()",
        f"DROP TRIGGER keep_slice ON {table}",
    )


def without_gaps(table: str, column: str) -> migrations.RunSQL:
    """Let the database refuse a hole in the days of a thing, at the end of the transaction."""
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER slice_without_gaps AFTER INSERT OR UPDATE ON {table}"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
        f" EXECUTE FUNCTION sleutelbos_slice_without_gaps('{column}')",
        f"DROP TRIGGER slice_without_gaps ON {table}",
    )


def standing(
    rows: QuerySet[S], on: date | None = None, known: datetime | None = None
) -> QuerySet[S]:
    """The slices that count on a day (every day when None), as we know it now or knew it then."""
    rows = rows.filter(NOW if known is None else Q(recorded__contains=known))
    return rows if on is None else rows.filter(valid__contains=on)


def put(
    model: type[S], keys: Mapping[str, Model], valid: DateRange, facts: Mapping[str, Any] | None
) -> bool:
    """Say that these facts hold in ``valid``, and nothing else does; None: that nothing holds.

    What was known outside ``valid`` stays. Neighbours that say the same become one. True when
    anything changed. Call it in an action that holds a lock on the thing.
    """
    return rewrite(model, keys, valid, [] if facts is None else [(valid, facts)])


def rewrite(
    model: type[S],
    keys: Mapping[str, Model],
    cut: DateRange,
    told: Iterable[tuple[DateRange, Mapping[str, Any]]],
) -> bool:
    """As :func:`put`, for facts that differ from day to day within ``cut``."""
    rows = model._default_manager.filter(NOW, **keys).order_by("valid")
    gone, fresh = compared(model, list(rows), cut, told)
    return _write(model, keys, gone, fresh)


def compared(
    model: type[S],
    rows: Sequence[S],
    cut: DateRange,
    told: Iterable[tuple[DateRange, Mapping[str, Any]]],
) -> tuple[list[S], list[Told]]:
    """Which of the slices that we know of a thing would go, and which facts would come."""
    wanted = _joined(_rest(rows, cut) + [(span, _by_key(model, facts)) for span, facts in told])
    kept = [row for row in rows if (row.valid, row.told()) in wanted]
    there = [(row.valid, row.told()) for row in kept]
    return [row for row in rows if row not in kept], [one for one in wanted if one not in there]


def holds_throughout(rows: Iterable[Slice], valid: DateRange) -> bool:
    """Whether these slices together leave no day of ``valid`` open."""
    reached: date | None = valid.lower
    for span in sorted((row.valid for row in rows), key=lambda one: one.lower or date.min):
        starts = span.lower is None or (reached is not None and span.lower <= reached)
        if starts and (span.upper is None or (reached is not None and span.upper > reached)):
            if span.upper is None:
                return True
            reached = span.upper
    return valid.upper is not None and reached is not None and reached >= valid.upper


def _by_key(model: type[Slice], facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(facts[name], "pk", facts[name]) for name in model.facts}


def _rest(rows: Sequence[Slice], cut: DateRange) -> list[Told]:
    """What stays of these slices outside the range."""
    found: list[Told] = []
    for row in rows:
        lower, upper = row.valid.lower, row.valid.upper
        if cut.lower is not None and (lower is None or lower < cut.lower):
            end = cut.lower if upper is None else min(upper, cut.lower)
            found.append((DateRange(lower, end, "[)"), row.told()))
        if cut.upper is not None and (upper is None or upper > cut.upper):
            start = cut.upper if lower is None else max(lower, cut.upper)
            found.append((DateRange(start, upper, "[)"), row.told()))
    return found


def _joined(told: list[Told]) -> list[Told]:
    """In order of time, neighbours that say the same as one."""
    found: list[Told] = []
    for span, values in sorted(told, key=lambda one: one[0].lower or date.min):
        if found and found[-1][0].upper == span.lower and found[-1][1] == values:
            found[-1] = (DateRange(found[-1][0].lower, span.upper, "[)"), values)
        else:
            found.append((span, values))
    return found


def _write(
    model: type[S], keys: Mapping[str, Model], gone: Sequence[S], fresh: Sequence[Told]
) -> bool:
    now = clock.now()
    for row in gone:
        row.recorded = Period(row.recorded.lower, now, "[)")
        row.save(update_fields=["recorded"])
    model._default_manager.bulk_create(
        _known_now(model, keys, span, values) for span, values in fresh
    )
    return bool(gone or fresh)


def first_slice(
    model: type[S], keys: Mapping[str, Model], valid: DateRange, facts: Mapping[str, Any]
) -> S:
    """The slice of a thing that has none yet, for ``bulk_create``; else :func:`put`."""
    return _known_now(model, keys, valid, _by_key(model, facts))


def _known_now(
    model: type[S], keys: Mapping[str, Model], valid: DateRange, values: Mapping[str, Any]
) -> S:
    named = {_column(model, name): value for name, value in values.items()}
    return model(**keys, valid=valid, recorded=Period(clock.now(), None, "[)"), **named)


def _column(model: type[Slice], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.attname)
