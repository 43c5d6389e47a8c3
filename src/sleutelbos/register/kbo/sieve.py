"""Takes the dots out of the numbers of a file, block by block, and counts what it recognised.

PostgreSQL reads dates and texts more generously than the KBO writes them. So what a block holds is
counted with a pattern; when a count doesn't fit the number of rows, the strict reader decides.
"""

from __future__ import annotations

import re

from sleutelbos.register.kbo import layout
from sleutelbos.register.kbo.layout import Table

NUMBER = rb'"(?:(\d{4})\.(\d{3})\.(\d{3})|(\d)\.(\d{3})\.(\d{3})\.(\d{3}))"'
PLAIN = rb'"\1\2\3\4\5\6\7"'
FIRST_CELL = re.compile(rb"(?m)^" + NUMBER)
ANY_CELL = re.compile(rb"(?m)(?:(?<=,)|^)" + NUMBER + rb"(?=[,\r\n]|\Z)")
DATE = rb'(?:\d\d-\d\d-\d{4}|"")?'
LAST_DATE = re.compile(rb"(?m)," + DATE + rb"\r?$")
SECOND_DATE = re.compile(rb'(?m)^"[\d.]{12,13}",' + DATE + rb",")


class Sieve:
    """For one file; see the module."""

    def __init__(self, table: Table) -> None:
        reads = [column.read for column in table.columns]
        self._wanted = reads.count(layout.number)
        self._numbers = ANY_CELL if self._wanted > 1 else FIRST_CELL
        self._date = None
        if layout.day in reads:
            self._date = LAST_DATE if reads[-1] is layout.day else SECOND_DATE
        self._found = self._dated = 0

    def through(self, block: bytes) -> bytes:
        """The block with numbers of ten digits; everything else as it was."""
        if self._date:
            self._dated += len(self._date.findall(block))
        if not self._wanted:
            return block
        block, found = self._numbers.subn(PLAIN, block)
        self._found += found
        return block

    def doubts(self, rows: int) -> bool:
        """Whether something is not as the KBO writes it, for so many rows."""
        return self._found != rows * self._wanted or (
            self._date is not None and self._dated != rows
        )
