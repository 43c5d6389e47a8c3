"""Takes the dots out of the numbers of a file, block by block, and counts what it recognised.

PostgreSQL reads dates and texts more generously than the KBO writes them. So the shape of a block
(each digit as a nought) is searched for whole numbers and dates; when a count doesn't fit the
number of rows, the strict reader decides. Counting bytes is a hundred times faster than a pattern:
with one, Python was slower than PostgreSQL.
"""

from __future__ import annotations

from sleutelbos.register.kbo import layout
from sleutelbos.register.kbo.layout import Table

NOUGHTS = bytes.maketrans(b"0123456789", b"0000000000")
ENTERPRISE, SITE = b'"0000.000.000"', b'"0.000.000.000"'
LAST_DATES = (b",00-00-0000\n", b",\n", b',""\n')
SECOND_DATES = (b'",00-00-0000,"', b'",,"')


class Sieve:
    """For one file; see the module."""

    def __init__(self, table: Table) -> None:
        reads = [column.read for column in table.columns]
        self._wanted = reads.count(layout.number)
        self._before = b"\n" if self._wanted == 1 else b""  # else any cell may be a number
        self._dates: tuple[bytes, ...] = ()
        if layout.day in reads:
            self._dates = LAST_DATES if reads[-1] is layout.day else SECOND_DATES
        self._found = self._dated = 0

    def through(self, block: bytes) -> bytes:
        """The block with numbers of ten digits; everything else as it was."""
        if not self._wanted:
            return block
        shape = b"\n" + block.translate(NOUGHTS, b"\r")
        shape += b"" if block.endswith(b"\n") else b"\n"
        enterprises = shape.count(self._before + ENTERPRISE)
        sites = shape.count(self._before + SITE)
        self._found += enterprises + sites
        self._dated += sum(shape.count(date) for date in self._dates)
        if block.count(b".") == 2 * enterprises + 3 * sites:  # no dot but those of numbers
            return block.replace(b".", b"")
        return b"\n".join(map(_without_dots, block.split(b"\n")))

    def doubts(self, rows: int) -> bool:
        """Whether something is not as the KBO writes it, for so many rows."""
        dated = rows if self._dates else 0
        return self._found != rows * self._wanted or self._dated != dated


def _without_dots(line: bytes) -> bytes:
    """A line that begins with a number, without its dots; another one as it is."""
    if line[5:6] == line[9:10] == b"." and line[:1] == line[13:14] == b'"':
        return line[:5] + line[6:9] + line[10:]
    if line[2:3] == line[6:7] == line[10:11] == b"." and line[:1] == line[14:15] == b'"':
        return line[:2] + line[3:6] + line[7:10] + line[11:]
    return line
