"""CSV in: encoding and separator are found out, within limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from django.utils.translation import gettext as _

from sleutelbos.tools.tables.columns import Grid, Limits, Unreadable

SEPARATORS = ";,\t"


def read_text(data: bytes, labels: Collection[str], limits: Limits) -> Grid:
    """The cells of a CSV file; ``labels`` are the known headings in lower case.

    Raises Unreadable.
    """
    text = _decode(data)
    first = text.split("\n", 1)[0]
    if any(first.count(separator) > limits.columns for separator in SEPARATORS):
        raise Unreadable(_("Dit bestand heeft te veel kolommen. Gebruik het voorbeeldbestand."))
    separator = max(SEPARATORS, key=lambda one: _recognised(first, one, labels))
    grid: Grid | None = None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if grid is None:
                grid = Grid([cell.strip() for cell in cells])
            elif len(grid.rows) >= limits.rows:
                raise Unreadable(_("Dit bestand heeft te veel rijen. Verdeel het."))
            else:
                grid.rows.append((reader.line_num, [_unprotected(cell) for cell in cells]))
    except csv.Error as error:
        raise Unreadable(
            _("Dit bestand is geen goede CSV. Bewaar het opnieuw als 'CSV UTF-8'.")
        ) from error
    return grid or Grid([])


def _decode(data: bytes) -> str:
    if b"\x00" in data:
        raise Unreadable(_("Dit is geen tekstbestand. Bewaar het als 'CSV UTF-8' of als Excel."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("De letters in dit bestand zijn niet te lezen. Bewaar het als 'CSV UTF-8'."))


def _recognised(line: str, separator: str, labels: Collection[str]) -> tuple[int, int]:
    """How many known headings a separator gives, then how many columns."""
    cells = next(csv.reader([line], delimiter=separator), [])
    return sum(cell.strip().lower() in labels for cell in cells), len(cells)


def _unprotected(cell: str) -> str:
    """Without the apostrophe that our own CSV puts before what looks like a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" and len(cell) > 1 else cell
