"""CSV files that another system hands over: strict, small, with the line that is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from sleutelbos.kernel.decisions import type_of_text

MOST_BYTES = 200 * 2**20


class BrokenFile(Exception):
    """A file that can't be used as a whole; ``sentence`` names file and line."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def read(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by heading; an optional column that is absent is empty.

    Comma or semicolon, UTF-8. Raises BrokenFile for a missing, unreadable or incomplete file.
    """
    text = _text(path)
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in required if name not in header]
        if missing or len(set(header)) != len(header):
            raise BrokenFile(
                _("%(file)s: de kolommen moeten %(columns)s zijn.")
                % {"file": path.name, "columns": ", ".join((*required, *optional))}
            )
        for cells in reader:
            if len(cells) != len(header):
                raise fault(path, reader.line_num, _("er zijn te veel of te weinig kolommen"))
            row = dict.fromkeys((*required, *optional), "")
            row |= {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            yield reader.line_num, row
    except csv.Error as error:
        raise fault(path, reader.line_num, _("het bestand is beschadigd")) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BrokenFile(_("%(file)s is te groot.") % {"file": path.name})
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BrokenFile(_("%(file)s is er niet.") % {"file": path.name}) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(_("%(file)s is geen tekst in UTF-8.") % {"file": path.name}) from error
    if "\x00" in text:
        raise BrokenFile(_("%(file)s is geen tekst in UTF-8.") % {"file": path.name})
    return text


def fault(path: Path, line: int, why: str) -> BrokenFile:
    """A BrokenFile that names the line."""
    return BrokenFile(
        _("%(file)s, regel %(line)d: %(why)s.") % {"file": path.name, "line": line, "why": why}
    )


def day(text: str) -> date | None:
    """A date ``yyyy-mm-dd`` or ``dd/mm/yyyy``; None when empty, ValueError for anything else."""
    if not text:
        return None
    if "/" in text:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a civil date
    return date.fromisoformat(text)
