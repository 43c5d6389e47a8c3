"""What is so: facts, what happened, numbers, small tables, code, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from sleutelbos.kernel.decisions import type_of_text


@dataclass(frozen=True)
class Fact:
    """A label and its value; any value that ``shown`` knows, or a part."""

    label: type_of_text
    value: Any
    hint: type_of_text = ""
    change_url: str = ""


@dataclass(frozen=True)
class Facts:
    """A description list."""

    template: ClassVar[str] = "web/parts/facts.html"
    facts: Sequence[Fact]
    columns: Literal[1, 2] = 2


@dataclass(frozen=True)
class Happening:
    """A line of the timeline: a sentence about what happened."""

    at: datetime
    sentence: type_of_text
    by: type_of_text = ""
    note: type_of_text = ""
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True)
class Timeline:
    """What happened, newest first."""

    template: ClassVar[str] = "web/parts/timeline.html"
    happenings: Sequence[Happening]
    empty: type_of_text = ""


@dataclass(frozen=True)
class Figure:
    """A number with what it counts, and how."""

    label: type_of_text
    value: Any
    meaning: type_of_text = ""
    url: str = ""


@dataclass(frozen=True)
class Figures:
    """Numbers side by side, each with its definition."""

    template: ClassVar[str] = "web/parts/figures.html"
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Listing:
    """A small table of what is already in hand; the first cell of a row heads it."""

    template: ClassVar[str] = "web/parts/listing.html"
    headings: Sequence[type_of_text]
    rows: Sequence[Sequence[Any]]
    caption: type_of_text = ""
    empty: type_of_text = ""
    numbers: tuple[int, ...] = ()  # columns (from 0) that are right-aligned

    @property
    def labelled(self) -> list[list[tuple[type_of_text, Any]]]:
        """Each cell with its heading."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Code:
    """A block of code or a claim, with a copy button."""

    template: ClassVar[str] = "web/parts/code.html"
    text: str
    label: type_of_text = ""


@dataclass(frozen=True)
class Picture:
    """A figure or QR code; ``src`` a same-origin address or a data: address."""

    template: ClassVar[str] = "web/parts/picture.html"
    src: str
    alt: type_of_text
    caption: type_of_text = ""
    qr: bool = False


@dataclass(frozen=True)
class Prose:
    """A paragraph of text."""

    template: ClassVar[str] = "web/parts/prose.html"
    text: type_of_text
