"""The file of opleidingen: read it, and say row by row what would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.recognition.actions.programmes import MOST_ACTIVITIES
from sleutelbos.duallearning.recognition.actions.programmes_file import ProgrammeLine
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.tools import dates
from sleutelbos.tools.tables import Limits, SheetColumn, SheetResult, SheetRow, read_sheet
from sleutelbos.tools.tables.writing import SheetKind, write_sheet

# Names of columns: a file format, so not in the catalogue; the English ones count too.
COLUMNS = (
    SheetColumn("code", "code", required=True, max_length=20),
    SheetColumn("name", "naam", required=True, max_length=200, also=("name",)),
    SheetColumn("domain", "domein", optional=True, max_length=100, also=("domain",)),
    SheetColumn("agreement", "type overeenkomst", required=True, max_length=60,
                also=("type of agreement",)),
    SheetColumn("first", "vanaf", kind="date", optional=True, also=("from",)),
    SheetColumn("last", "tot en met", kind="date", optional=True, also=("until",)),
    SheetColumn("successor", "opvolger", optional=True, max_length=20, also=("successor",)),
    SheetColumn("activities", "activiteiten", optional=True, max_length=5_000,
                also=("activities",)),
)  # fmt: skip
HEADINGS = {column.name: str(column.label) for column in COLUMNS}
LIMITS = Limits(rows=5_000)
BETWEEN = "|"  # between two activities in one cell; a new line is as good


@dataclass(frozen=True)
class Planned:
    """A row as it would be done; ``line`` None when it has faults or changes nothing."""

    number: int
    label: str
    faults: tuple[str, ...] = ()
    line: ProgrammeLine | None = None


def read(data: bytes, filename: str) -> SheetResult:
    """The rows of the file; a file that can't be read has faults and no rows."""
    return read_sheet(data, filename, COLUMNS, LIMITS)


def example(kind: SheetKind) -> Iterator[bytes]:
    """A file with one row that shows how it is done."""
    row = {
        "code": "SLA-3", "name": "Slager duaal", "domain": "Voeding en horeca", "agreement": "OAO",
        "first": date(2027, 9, 1), "last": "", "successor": "",
        "activities": "Vlees versnijden | De toonbank verzorgen",
    }  # fmt: skip
    return write_sheet(COLUMNS, [row], kind)


def plan(rows: Sequence[SheetRow]) -> list[Planned]:
    """Each row as it would be done, compared with the opleidingen as they are now."""
    found = Programme.objects.select_related("successor").prefetch_related("activities")
    known = {one.code: one for one in found}
    named = {row.values["code"] for row in rows if row.values["code"]}
    seen: set[str] = set()
    return [_planned(row, known, named, seen) for row in rows]


def _planned(
    row: SheetRow, known: dict[str, Programme], named: set[str], seen: set[str]
) -> Planned:
    values = row.values
    code, name = values["code"] or "", values["name"] or ""
    faults = [str(fault) for fault in row.faults]
    agreement = _agreement(values["agreement"] or "")
    if values["agreement"] and agreement is None:
        kinds = ", ".join(AgreementKind.values)
        faults.append(_t("Dit type overeenkomst bestaat niet. Kies uit: %s.") % kinds)
    first, last, successor = values["first"], values["last"], values["successor"] or ""
    if first and last and last < first:
        faults.append(_t("De laatste dag ligt voor de eerste."))
    if successor and successor not in named | known.keys():
        faults.append(_t("De opvolger %s is niet gekend.") % successor)
    if successor and last is None:
        faults.append(_t("Vul de laatste dag in: daarna neemt de opvolger het over."))
    if code and code in seen:
        faults.append(_t("Deze code staat hoger in dit bestand al."))
    seen.add(code)
    cells = (values["activities"] or "").replace("\n", BETWEEN).split(BETWEEN)
    activities = tuple(text for text in (" ".join(cell.split()) for cell in cells) if text)
    if len(activities) > MOST_ACTIVITIES:
        faults.append(_t("Geef hoogstens %s activiteiten.") % MOST_ACTIVITIES)
    there = known.get(code)
    label = f"{code} {name}".strip() if there else _t("%s (nieuw)") % f"{code} {name}".strip()
    if faults or agreement is None:
        return Planned(row.number, label, tuple(faults))
    domain = values["domain"] or ""
    line = ProgrammeLine(
        row.number, code, name, agreement, domain, first, last, successor, activities
    )
    return Planned(row.number, label, line=None if there and _same(line, there) else line)


def _agreement(text: str) -> str | None:
    """The code of a type of agreement by its code or name."""
    wanted = text.strip().lower()
    for code, label in AgreementKind.choices:
        if wanted in (code.lower(), str(label).lower()):
            return str(code)
    return None


def _same(line: ProgrammeLine, row: Programme) -> bool:
    activities = tuple(one.text for one in row.activities.all())
    return (
        line.name, line.agreement, line.domain, dates.of_days(line.first, line.last),
        line.successor, line.activities,
    ) == (
        row.name, row.agreement, row.domain, row.valid,
        row.successor.code if row.successor else "", activities,
    )  # fmt: skip
