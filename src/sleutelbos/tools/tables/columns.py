"""What a sheet should hold, and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sleutelbos.kernel.decisions import type_of_text

Kind = Literal["text", "date", "integer"]


@dataclass(frozen=True)
class SheetColumn:
    """One column: ``name`` is the key of its values, ``label`` its heading in the sheet; a heading
    of ``also`` is as good.

    ``optional`` columns may be left out; ``required`` cells must be filled. ``pad`` gives what is
    all digits its leading zeros back, which Excel drops (11 for a personal number).
    """

    name: str
    label: type_of_text
    kind: Kind = "text"
    required: bool = False
    optional: bool = False
    max_length: int = 300
    pad: int = 0
    also: tuple[str, ...] = ()

    @property
    def headings(self) -> set[str]:
        """Every heading that this column may have, in small letters."""
        return {str(heading).lower() for heading in (self.label, *self.also)}


@dataclass(frozen=True)
class Limits:
    """How big a sheet may be; ``cell`` in characters, ``size`` and ``unpacked`` in bytes."""

    rows: int = 10_000
    columns: int = 100
    cell: int = 5_000
    size: int = 10_000_000
    unpacked: int = 100_000_000
    seconds: int = 10


@dataclass(frozen=True)
class Fault:
    """What is wrong, in a Dutch sentence. Row 0 is the file as a whole; 1 the headings."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        """The sentence with its column in front."""
        return f"{self.column}: {self.sentence}" if self.column else self.sentence


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as the spreadsheet shows it, its values by column name, its faults.

    A cell with a fault has the value None. ``cells`` is what stood there, as text.
    """

    number: int
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetResult:
    """What was read. With a fault of the whole file there are no rows at all."""

    header: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def good(self) -> list[SheetRow]:
        """The rows without faults."""
        return [row for row in self.rows if not row.faults]


class Unreadable(Exception):
    """The file can't be read as a sheet; the message is the Dutch sentence for the user."""


@dataclass(frozen=True)
class Grid:
    """The raw cells: the headings, then (row number, cells)."""

    header: list[str]
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
