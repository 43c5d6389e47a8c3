"""One cell: from what stands there to a value, or a Dutch sentence about it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sleutelbos.tools.tables.columns import SheetColumn

DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")


class BadCell(Exception):
    """The message is the Dutch sentence. It never repeats the cell, which may be personal."""


def as_text(cell: Any) -> str:
    """A cell as somebody would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("ja") if cell else _("nee")
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)


def read_cell(cell: Any, column: SheetColumn) -> str | int | date | None:
    """The value of a cell: None when it is empty. Raises BadCell."""
    text = unicodedata.normalize("NFC", as_text(cell)).strip()
    if not text:
        if column.required:
            raise BadCell(_("Vul deze cel in."))
        return None
    _refuse_tricks(text)
    if column.kind == "date":
        return cell if isinstance(cell, date) else _date(text)
    if column.kind == "integer":
        return _integer(text)
    if column.pad and text.isdigit():
        text = text.zfill(column.pad)
    if len(text) > column.max_length:
        raise BadCell(
            _("Deze tekst is te lang: hoogstens %(most)s tekens.") % {"most": column.max_length}
        )
    return text


def _refuse_tricks(text: str) -> None:
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise BadCell(_("In deze cel staan tekens die niet zichtbaar zijn. Typ ze opnieuw."))
    if text.startswith("="):
        raise BadCell(_("In deze cel staat een formule. Zet er de waarde zelf in."))


def _date(text: str) -> date:
    for pattern, order in ((DAY_FIRST, (2, 1, 0)), (YEAR_FIRST, (0, 1, 2))):
        if found := pattern.fullmatch(text):
            year, month, day = (int(found.groups()[place]) for place in order)
            try:
                return date(year, month, day)
            except ValueError:
                break
    raise BadCell(_("Dit is geen datum. Schrijf dag, maand en jaar, zoals 31/12/2026."))


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise BadCell(_("Dit is geen geheel getal."))
    return int(text)
