"""The two workbooks of the onboarding: the arbeidsplaatssjabloon of step 3 and the controlerapport
of step 5 (A08–A10, A12). What an entity can do in the grid it can do in them.

A row is known by a signed key in a hidden column; what stands in a locked cell is not read back.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.positions.models import Onboarding, OnboardingLine
from sleutelbos.positions.queries.choices import Choices, choices
from sleutelbos.positions.queries.linking import latest_slice
from sleutelbos.positions.queries.positions import slices_of
from sleutelbos.positions.states import EmploymentKind, Statute
from sleutelbos.positions.states_onboarding import GreenChoice, LineColour
from sleutelbos.tools import crypto
from sleutelbos.tools.tables import (
    FormColumn,
    FormRow,
    Limits,
    SheetColumn,
    SheetResult,
    read_sheet,
    write_form,
)

VERSION = "1"  # of the columns; a workbook of another version is refused
LIMITS = Limits(rows=10_000, size=10_000_000, unpacked=100_000_000, seconds=20)
YES, NO, UNNEEDED = "ja", "nee", "niet nodig"
KEY = SheetColumn("key", "sleutel", required=True, max_length=100)

# Names of columns: a file format, so not in the catalogue.
ASKING: tuple[SheetColumn, ...] = (
    KEY,
    SheetColumn("colour", "soort lijn", optional=True),
    SheetColumn("who", "naam", optional=True),
    SheetColumn("number", "vlimpersnummer", optional=True),
    SheetColumn("relation", "arbeidsrelatie", optional=True),
    SheetColumn("reason", "reden", optional=True),
    SheetColumn("wanted", "aanvragen", max_length=20),
    SheetColumn("note", "waarom niet nodig", max_length=500),
    SheetColumn("first", "bestaat vanaf", kind="date"),
    SheetColumn("function", "functie"),
    SheetColumn("unit", "eenheid"),
    SheetColumn("grade", "graad"),
    SheetColumn("statute", "statuut", max_length=20),
    SheetColumn("fte", "vte", max_length=10),
    SheetColumn("seats", "personen", kind="integer"),
    SheetColumn("workplace", "standplaats", max_length=200),
    SheetColumn("outside", "buiten het pep", max_length=10),
    SheetColumn("outside_reason", "waarom buiten het pep", max_length=500),
)
ASSIGNING: tuple[SheetColumn, ...] = (
    KEY,
    SheetColumn("place", "arbeidsplaats", optional=True),
    SheetColumn("what", "functie", optional=True),
    SheetColumn("where", "eenheid", optional=True),
    SheetColumn("level", "graad", optional=True),
    SheetColumn("need", "vte", optional=True),
    SheetColumn("who", "gevraagd voor", optional=True),
    SheetColumn("right", "klopt", max_length=10),
    SheetColumn("number", "oranje: vlimpersnummer", max_length=6, pad=6),
    SheetColumn("relation", "oranje: arbeidsrelatie", kind="integer"),
    SheetColumn("vacant", "blijft vacant", max_length=10),
)
COLUMNS = {"asking": ASKING, "assigning": ASSIGNING}
NAMES = {"asking": "arbeidsplaatssjabloon", "assigning": "controlerapport"}
LOCKED = {"colour", "who", "reason", "place", "what", "where", "level", "need"}


def form_columns(onboarding: Onboarding, step: str) -> list[FormColumn]:
    """The columns of a step with their choices; those of step 5 have the two orange ones."""
    lists: dict[str, Sequence[str]] = {"right": [YES], "vacant": [YES]}
    locked = set(LOCKED)
    if step == "asking":
        known = choices(onboarding.organisation, clock.today())
        locked |= {"number", "relation"}
        lists = {
            "wanted": [YES, UNNEEDED],
            "function": [one.label for one in known.functions.values()],
            "unit": [one.row.code for one in known.units.values()],
            "grade": list(known.grades),
            "statute": Statute.values,
            "outside": [YES, NO],
        }
    return [
        FormColumn(
            column,
            lists.get(column.name, ()),
            locked=column.name in locked,
            hidden=column.name == "key",
            tone=_tone(step, column.name),
        )
        for column in COLUMNS[step]
    ]


def _tone(step: str, name: str) -> Any:
    if step == "assigning":
        return "orange" if name in ("number", "relation") else ""
    return "green" if name == "colour" else ""


def workbook(onboarding: Onboarding, step: str) -> Iterator[bytes]:
    """The workbook of a step, filled in with what is known and what was decided in the grid."""
    rows = lines_of(onboarding, step)
    make = asking_row if step == "asking" else assigning_row
    told = (FormRow({"key": key_of(line, step), **make(line)}, {}) for line in rows)
    return write_form(form_columns(onboarding, step), told)


def lines_of(onboarding: Onboarding, step: str) -> list[OnboardingLine]:
    """The lines that a step is about: the green ones; in step 5 those with a position."""
    rows = onboarding.lines.filter(colour=LineColour.GREEN).select_related(
        "onboarding__organisation", "employment__employee", "position", "holder__employee",
        "request__unit", "request__function", "request__grade",
    )  # fmt: skip
    if step == "assigning":
        rows = rows.filter(position__isnull=False)
    return list(rows.order_by("employment__employee__family_name", "pk"))


def asking_row(line: OnboardingLine) -> dict[str, Any]:
    """A green line; what Vlimpers knows stands there until the entity says otherwise."""
    who = line.employment
    told: dict[str, Any] = {
        "colour": str(LineColour.GREEN.label), "who": who.employee.name,
        "number": who.employee.number, "relation": who.number,
        "reason": line.get_reason_display(), "note": line.note,
        "wanted": {GreenChoice.WANTED: YES, GreenChoice.UNNEEDED: UNNEEDED}.get(line.choice, ""),  # type: ignore[call-overload]
    }  # fmt: skip
    if line.choice == GreenChoice.WANTED:
        asked = line.request
        return told | {
            "first": asked.first, "function": str(asked.function), "unit": asked.unit.code,
            "grade": asked.grade.code, "statute": asked.statute, "fte": asked.fte,
            "seats": asked.seats, "workplace": asked.workplace,
            "outside": NO if asked.in_plan else YES, "outside_reason": asked.outside_reason,
        }  # fmt: skip
    row = latest_slice(who.pk)
    if row is None:
        return told
    return told | {
        "first": max(clock.today(), row.valid.lower or date.min),
        "function": str(row.function or ""), "unit": row.unit.code if row.unit else "",
        "grade": row.grade.code if row.grade else "", "statute": row.statute, "fte": row.fte,
        "seats": 1, "outside": YES if row.kind == EmploymentKind.OTHER else NO,
    }  # fmt: skip


def assigning_row(line: OnboardingLine) -> dict[str, Any]:
    """A position of step 4, with the two orange columns as they stand."""
    assert line.position is not None
    row = slices_of(line.position)[-1]
    return {
        "place": line.position.number, "what": row.function.title,
        "where": row.unit_name, "level": str(row.grade), "need": row.fte,  # type: ignore[attr-defined]
        "who": line.employment.employee.name, "right": YES if line.checked_at else "",
        "number": line.holder.employee.number if line.holder else "",
        "relation": line.holder.number if line.holder else "",
        "vacant": YES if line.assigned and line.holder is None else "",
    }  # fmt: skip


def key_of(line: OnboardingLine, step: str) -> str:
    """The signed key of a row: nobody can point it at a line of another entity or step."""
    return f"{VERSION}.{line.uid.hex}.{_signature(line.onboarding_id, line.uid, step)}"


def line_behind(onboarding: Onboarding, step: str, key: str | None) -> UUID:
    """The public key of the line behind the key of a row. Raises ValueError with the sentence when
    it was changed, or is of another entity, step or version."""
    version, _dot, rest = (key or "").partition(".")
    text, _dot, signature = rest.partition(".")
    try:
        uid = UUID(text)
    except ValueError:
        raise ValueError(_("De sleutel van deze rij is weg of veranderd. Begin van een nieuw"
                           " bestand.")) from None  # fmt: skip
    if version != VERSION:
        raise ValueError(_("Dit bestand is van een oudere versie. Haal het opnieuw op."))
    if not hmac.compare_digest(signature, _signature(onboarding.pk, uid, step)):
        raise ValueError(_("Deze rij is niet van dit bestand. Begin van een nieuw bestand."))
    return uid


def _signature(onboarding: int, uid: UUID, step: str) -> str:
    return crypto.lookup(f"{VERSION}:{onboarding}:{step}:{uid.hex}", "positions.row").hex()[:24]


def read(data: bytes, filename: str, step: str) -> SheetResult:
    """The rows of a workbook that came back; a hostile or unreadable one has faults and no rows."""
    return read_sheet(data, filename, COLUMNS[step], LIMITS)


def find(known: Choices, name: str, text: str) -> Any:
    """What a cell names: a function or grade by code or label, a unit by its code; None else."""
    if name == "unit":
        codes = {one.row.code: one.row for one in known.units.values()}
        return codes.get(text)
    options = getattr(known, f"{name}s")
    code = text.split(" ")[0] if name == "function" else text
    return options[code].row if code in options else None
