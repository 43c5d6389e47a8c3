"""The file of approved programmatieaanvragen: read it, and say row by row what would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.recognition.actions.programming import ProgrammingLine
from sleutelbos.duallearning.recognition.models import Programme, ProgrammeOffer
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import (
    Address,
    KeyKind,
    Organisation,
    SchoolRecord,
    organisations_with,
    read_institution,
)
from sleutelbos.tools import dates
from sleutelbos.tools.tables import Limits, SheetColumn, SheetResult, SheetRow, read_sheet
from sleutelbos.tools.tables.writing import SheetKind, write_sheet
from sleutelbos.web import words

# Names of columns: a file format, so not in the catalogue; the English ones count too.
COLUMNS = (
    SheetColumn("number", "instellingsnummer", required=True, max_length=12,
                also=("institution number",)),
    SheetColumn("name", "naam", required=True, max_length=320, also=("name",)),
    SheetColumn("street", "straat", optional=True, max_length=300, also=("street",)),
    SheetColumn("house_number", "huisnummer", optional=True, max_length=30, also=("house number",)),
    SheetColumn("postcode", "postcode", optional=True, max_length=20, also=("postal code",)),
    SheetColumn("municipality", "gemeente", optional=True, max_length=200, also=("municipality",)),
    SheetColumn("programme", "opleiding", required=True, max_length=20, also=("training",)),
    SheetColumn("first", "vanaf", kind="date", required=True, also=("from",)),
    SheetColumn("last", "tot en met", kind="date", optional=True, also=("until",)),
)  # fmt: skip
ADDRESS = ("street", "house_number", "postcode", "municipality")
HEADINGS = {column.name: str(column.label) for column in COLUMNS}
LIMITS = Limits(rows=10_000)


@dataclass(frozen=True)
class Planned:
    """A row as it would be done; ``line`` None when it has faults or changes nothing."""

    number: int
    label: str
    faults: tuple[str, ...] = ()
    line: ProgrammingLine | None = None


def read(data: bytes, filename: str) -> SheetResult:
    """The rows of the file; a file that can't be read has faults and no rows."""
    return read_sheet(data, filename, COLUMNS, LIMITS)


def example(kind: SheetKind) -> Iterator[bytes]:
    """A file with one row that shows how it is done; no school has this number."""
    row = {
        "number": "999099", "name": "Technisch Instituut Voorbeeld", "street": "Schoolstraat",
        "house_number": "1", "postcode": "9000", "municipality": "Gent", "programme": "BAK-3",
        "first": date(2027, 9, 1), "last": "",
    }  # fmt: skip
    return write_sheet(COLUMNS, [row], kind)


def plan(rows: Sequence[SheetRow]) -> list[Planned]:
    """Each row as it would be done, compared with what is here now."""
    numbers = {_number(row)[0] for row in rows} - {""}
    planner = _Planner(
        organisations_with(KeyKind.INR, numbers),
        {one.code: one for one in Programme.objects.all()},
    )
    return [planner.planned(row) for row in rows]


def _number(row: SheetRow) -> tuple[str, str]:
    """The instellingsnummer and what is wrong with it."""
    try:
        return read_institution(str(row.values["number"] or "")), ""
    except Invalid as invalid:
        return "", " ".join(str(said) for said in invalid.problems.values())


class _Planner:
    """Looks up row after row; remembers what earlier rows said."""

    def __init__(self, schools: dict[str, Organisation], programmes: dict[str, Programme]) -> None:
        self.schools, self.programmes = schools, programmes
        self.seen: set[tuple[str, str, object]] = set()
        rows = ProgrammeOffer.objects.filter(school__in=schools.values())
        self.offers: dict[tuple[int, int], list[ProgrammeOffer]] = {}
        for offer in rows:
            self.offers.setdefault((offer.school_id, offer.programme_id), []).append(offer)

    def planned(self, row: SheetRow) -> Planned:
        """One row with its faults, in words."""
        values, faults = row.values, [str(fault) for fault in row.faults]
        number, problem = _number(row)
        if problem and values["number"]:
            faults.append(problem)
        school = self.schools.get(number)
        programme = self.programmes.get(values["programme"] or "")
        if values["programme"] and programme is None:
            faults.append(_t("Deze opleiding is niet gekend. Voeg ze eerst toe."))
        first, last = values["first"], values["last"]
        if first and last and last < first:
            faults.append(_t("De laatste dag ligt voor de eerste."))
        said = (number, values["programme"] or "", first)
        if number and said in self.seen:
            faults.append(_t("Deze regel staat hoger in het bestand al."))
        self.seen.add(said)
        label = self._label(values["name"] or "", school, programme, first, last)
        if faults or programme is None or first is None:
            return Planned(row.number, label, tuple(faults))
        outcome = self._compared(school, programme, first, last)
        if outcome is None:
            return Planned(row.number, label)
        if outcome:
            return Planned(row.number, label, (outcome,))
        address = Address(**{name: values[name] or "" for name in ADDRESS})
        record = SchoolRecord(number, values["name"], address)
        return Planned(
            row.number, label, line=ProgrammingLine(row.number, record, programme.code, first, last)
        )

    def _compared(
        self, school: Organisation | None, programme: Programme, first: date, last: date | None
    ) -> str | None:
        """None: all is so already; a sentence: it can't be; empty: it is new or ends then."""
        if school is None:
            return ""
        valid = dates.of_days(first, last)
        for offer in self.offers.get((school.pk, programme.pk), []):
            if offer.valid == valid:
                return None
            if offer.valid.lower == first:
                return (
                    "" if last else _t("Het aanbod eindigt al. Het kan niet zonder einde verder.")
                )
            if dates.overlap(offer.valid, valid):
                return _t("De school biedt deze opleiding al aan in een deel van die periode.")
        return ""

    def _label(
        self, name: str, school: Organisation | None, programme: Programme | None,
        first: date | None, last: date | None,
    ) -> str:  # fmt: skip
        who = str(school) if school else _t("%s (nieuwe school)") % name
        when = words.period_text(dates.of_days(first, last)) if first else ""
        return ", ".join(text for text in (who, str(programme or ""), when) if text)
