"""From the columns of the file to what the register knows of a person."""

from __future__ import annotations

from sleutelbos.connectors import sheets
from sleutelbos.register.ports import PersonRecord
from sleutelbos.register.public import parse_insz

COLUMNS = ("insz", "voornaam", "naam", "geboortedatum", "overleden_op", "vervangen_door")


def record(row: dict[str, str], *, allow_test: bool) -> PersonRecord:
    """One row as a record; raises InszFault or ValueError when a cell can't be right."""
    number = parse_insz(row["insz"], allow_test=allow_test)
    successor = row["vervangen_door"]
    return PersonRecord(
        insz=number.value,
        given_name=row["voornaam"],
        family_name=row["naam"],
        birth_date=sheets.day(row["geboortedatum"]) or number.birth,
        deceased_on=sheets.day(row["overleden_op"]),
        replaced_by=parse_insz(successor, allow_test=allow_test).value if successor else "",
    )
