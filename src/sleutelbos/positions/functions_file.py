"""The file of Profielbeheer with functions: read it, and say row by row what would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t

from sleutelbos.positions.actions.catalogues import FunctionLine
from sleutelbos.positions.models import JobFunction
from sleutelbos.positions.reference_files import families, family_of
from sleutelbos.tools.tables import Limits, SheetColumn, SheetResult, SheetRow, read_sheet
from sleutelbos.tools.tables.writing import SheetKind, write_sheet

# Names of columns: a file format, so not in the catalogue; the English ones count too.
COLUMNS = (
    SheetColumn("code", "functiecode", required=True, max_length=6, also=("function code",)),
    SheetColumn("title", "functietitel", required=True, max_length=200, also=("function title",)),
    SheetColumn("family", "functiefamilie", optional=True, max_length=100, also=("family",)),
    SheetColumn("ends_on", "laatste dag", kind="date", optional=True, also=("last day",)),
)
HEADINGS = {column.name: str(column.label) for column in COLUMNS}
LIMITS = Limits(rows=20_000)


@dataclass(frozen=True)
class Planned:
    """A row as it would be done; ``line`` None when it has faults or changes nothing."""

    number: int
    label: str
    faults: tuple[str, ...] = ()
    line: FunctionLine | None = None


def read(data: bytes, filename: str) -> SheetResult:
    """The rows of the file; a file that can't be read has faults and no rows."""
    return read_sheet(data, filename, COLUMNS, LIMITS)


def example(kind: SheetKind) -> Iterator[bytes]:
    """A file with one row that shows how it is done."""
    row = {
        "code": "F00123", "title": "Dossierbeheerder natuurvergunningen",
        "family": "Dossierbeheerders externe aanvragen", "ends_on": date(2030, 12, 31),
    }  # fmt: skip
    return write_sheet(COLUMNS, [row], kind)


def plan(rows: Sequence[SheetRow]) -> list[Planned]:
    """Each row as it would be done, compared with the catalogue as it is now."""
    codes = [row.values["code"] for row in rows if row.values["code"]]
    known = {one.code: one for one in JobFunction.objects.filter(code__in=codes)}
    seen: set[str] = set()
    return [_planned(row, known, seen) for row in rows]


def _planned(row: SheetRow, known: dict[str, JobFunction], seen: set[str]) -> Planned:
    values = row.values
    code, title = values["code"] or "", values["title"] or ""
    faults = [str(fault) for fault in row.faults]
    family = family_of(values["family"]) if values["family"] else ""
    if family is None:
        words = {"families": ", ".join(families().values())}
        faults.append(_t("Deze functiefamilie bestaat niet. Kies uit: %(families)s.") % words)
    if code and code in seen:
        faults.append(_t("Deze functiecode staat hoger in dit bestand al."))
    seen.add(code)
    label = f"{code} {title}".strip()
    if faults:
        return Planned(row.number, label, tuple(faults))
    line = FunctionLine(code, title, family or "", values["ends_on"])
    same = code in known and line.same_as(known[code])
    return Planned(row.number, label, line=None if same else line)
