"""Columns of a table, and the heads, cells, rows and chips that the template draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import words
from sleutelbos.web.parts import Pill


@dataclass(frozen=True)
class Column:
    """A column. ``value`` is an attribute path (``person.name``) or a function of the row.

    ``sort`` is an ORM path (or several); without it the column can't be sorted. ``export`` may be a
    function that gives another value than the screen (a pill gives its text by itself).
    """

    name: str
    label: type_of_text
    value: str | Callable[[Any], Any]
    sort: str | tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    kind: Literal["text", "date", "number", "pill", "actions"] = "text"
    export: bool | Callable[[Any], Any] = True
    shown: bool = True  # at first; the visitor may choose

    @property
    def sorts(self) -> tuple[str, ...]:
        """ORM paths for ascending order."""
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    def of(self, row: Any) -> Any:
        """The value of this column in a row."""
        if callable(self.value):
            return self.value(row)
        for step in self.value.split("."):
            row = getattr(row, step) if row is not None else None
        return row() if callable(row) else row

    def sort_key(self, row: Any) -> tuple[bool, Any]:
        """For rows already in hand: their plain values, nothing last."""
        value = self.exported(row)
        return value is None, "" if value is None else value

    def exported(self, row: Any) -> Any:
        """The value for a file: plain types only."""
        value = self.export(row) if callable(self.export) else self.of(row)
        if isinstance(value, Pill):
            return str(value.text)
        if isinstance(value, list | tuple):
            return ", ".join(str(one) for one in value)
        period = words.period_text(value) if hasattr(value, "upper_inc") else None
        return value if period is None else period


@dataclass(frozen=True)
class Heading:
    """A column's head on screen; ``order`` as in aria-sort."""

    column: Column
    url: str
    order: Literal["", "ascending", "descending"]


@dataclass(frozen=True)
class Cell:
    """A value on screen."""

    column: Column
    value: Any
    url: str


@dataclass(frozen=True)
class Row:
    """A line on screen."""

    key: Any
    cells: Sequence[Cell]
    source: Any


@dataclass(frozen=True)
class Chip:
    """A chosen filter, with the address without it."""

    label: str
    value: str
    url: str


def said(field: Any, value: Any) -> str:
    """A chosen filter in words."""
    choices = dict(getattr(field, "choices", ()) or ())
    if isinstance(value, bool):
        return words.yes_or_no(value)
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    if isinstance(value, tuple):
        return " – ".join(words.day_text(day) if day else "…" for day in value)
    if hasattr(value, "year"):
        return words.day_text(value)
    return str(choices.get(value, value))
