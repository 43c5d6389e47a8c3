"""From a line of the feed of Onderwijs to a directeursopdracht."""

from __future__ import annotations

from sleutelbos.access.ports.heads import HeadRecord
from sleutelbos.connectors import sheets
from sleutelbos.register.public import parse_insz, read_institution

COLUMNS = ("instellingsnummer", "insz", "van")
MORE = ("tot", "voornaam", "naam")


def head(row: dict[str, str], *, allow_test: bool) -> HeadRecord:
    """One line of directeurs.csv; raises InszFault, Invalid or ValueError."""
    first, last = sheets.day(row["van"]), sheets.day(row["tot"])
    if first is None or (last is not None and last < first):
        raise ValueError("no first day, or ends before it starts")
    return HeadRecord(
        institution=read_institution(row["instellingsnummer"]),
        insz=parse_insz(row["insz"], allow_test=allow_test).value,
        first=first,
        last=last,
        given_name=row["voornaam"],
        family_name=row["naam"],
    )
